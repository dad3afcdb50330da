package dev.lockstep.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a database beside the migrations at hand.
 *
 * @param dialect the database's dialect
 * @param current the newest applied version; empty if none is
 * @param rows one for each migration, applied or pending, in the order in which they run
 * @param holder who holds the lock now, if anybody does
 * @param notes what should be known, though it stops nothing
 */
public record Status(
        String dialect, Optional<Version> current, List<Row> rows, Optional<Holder> holder, List<String> notes) {
    /** Copies the lists. */
    public Status {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** Whether a migration waits to be applied, or one is dirty. */
    public boolean isPendingOrDirty() {
        return rows.stream().anyMatch(row -> row.state().needsRun());
    }

    /** How a migration stands. */
    public enum State {
        /** Applied, and its file says the same. */
        APPLIED,
        /** Applied; its file was reformatted since, with the same meaning. */
        REFORMATTED,
        /** Applied; its file says something else now. */
        CHANGED,
        /** Applied; its file is not there. */
        MISSING,
        /** Applied by a newer release: the version is above all files at hand. */
        AHEAD,
        /** Applied; a baseline script has replaced its file, which said the same. */
        SQUASHED,
        /** At or below the baseline: counts as applied. */
        BASELINE,
        /** Not applied yet; or a repeatable one whose content has changed since it was. */
        PENDING,
        /** Not applied, though a higher version is. */
        OUT_OF_ORDER,
        /** It began and did not end, and nobody is working on it. */
        DIRTY,
        /** It began, and the session that works on it holds the lock. */
        RUNNING;

        /** Whether migrate has something to do for it; a data migration, whose turn comes on every run, does not count. */
        boolean needsRun() {
            return this == PENDING || this == OUT_OF_ORDER || this == DIRTY || this == RUNNING;
        }
    }

    /**
     * One migration's line.
     *
     * @param id the migration
     * @param description its description
     * @param state how it stands
     * @param script the file at hand, else the one that the history names
     * @param applied when, by whom and how long, if it was ever begun
     * @param dirt what is known of the interruption, if it is dirty or running
     */
    public record Row(
            MigrationId id,
            String description,
            State state,
            String script,
            Optional<Applied> applied,
            Optional<Dirt> dirt) {}

    /**
     * When and by whom a step was taken.
     *
     * @param at when it began
     * @param by user, host and process
     * @param duration how long it took; zero while it is not finished
     * @param release the release of Lockstep that did it
     */
    public record Applied(Instant at, String by, Duration duration, String release) {}

    /**
     * Where a step stopped.
     *
     * @param direction up or down
     * @param done how many statements are durable
     * @param total how many there are
     * @param next where its script goes on, if the file is at hand
     * @param error what the database said, if it said anything
     * @param commands what may be done next, each a command line
     */
    public record Dirt(
            Direction direction,
            int done,
            int total,
            Optional<Place> next,
            Optional<String> error,
            List<String> commands) {
        /** Copies the list. */
        public Dirt {
            commands = List.copyOf(commands);
        }
    }
}
