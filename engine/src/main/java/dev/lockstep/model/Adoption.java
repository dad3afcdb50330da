package dev.lockstep.model;

import java.util.List;
import java.util.Optional;

/**
 * What another tool has done in a database, and how Lockstep's history takes it over.
 *
 * @param tool the tool
 * @param table its table
 * @param from the newest version that Lockstep's history holds without it; empty if there is none
 * @param to the newest version that it holds with it; empty if there is none
 * @param rows what is new to Lockstep's history, in the order in which the tool did it; empty if nothing is
 * @param notes what should be known, though it stops nothing
 */
public record Adoption(
        String tool, String table, Optional<Version> from, Optional<Version> to, List<Row> rows, List<String> notes) {
    /** Copies the lists. */
    public Adoption {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * One migration that is taken over.
     *
     * @param id the migration
     * @param description its description
     * @param script the file at hand, else the one that the tool names
     * @param state how it stands
     * @param file what the tool's checksum says of the file at hand
     * @param applied when, by whom and how long, as far as the tool recorded that
     */
    public record Row(
            MigrationId id, String description, String script, State state, FileState file, Status.Applied applied) {}

    /** How a migration stands in the other tool's history. */
    public enum State {
        /** It was applied. */
        APPLIED,
        /** Everything up to it counts as applied. */
        BASELINE,
        /** It began and did not end well: a person has to say what became of it. */
        DIRTY
    }

    /** What is known of the file of a migration. */
    public enum FileState {
        /** It is the one that the tool executed. */
        SAME,
        /** It is there; the tool keeps no checksum that tells whether it is the one. */
        UNVERIFIED,
        /** It was edited after the tool had executed it. */
        EDITED,
        /** It is not at hand. */
        ABSENT
    }
}
