package dev.lockstep.plan;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Status.State;
import java.util.Optional;

/**
 * How one migration stands between files and history.
 *
 * @param id the migration
 * @param state the verdict
 * @param migration its files, if they are at hand
 * @param entry the history row that tells its state, if there is one
 */
public record Standing(MigrationId id, State state, Optional<Migration> migration, Optional<HistoryEntry> entry) {

    /** How often it runs, by its files; by its kind, if there are none. */
    public Repetition repetition() {
        return migration.map(Migration::repetition).orElse(id.kind().repetition());
    }

    /** What its file says of it, else what the history says. */
    public String description() {
        return migration
                .map(Migration::description)
                .or(() -> entry.map(HistoryEntry::description))
                .orElse("");
    }

    /** Its script's file, else the one that the history names. */
    public String scriptName() {
        return migration
                .map(files -> files.up().name())
                .or(() -> entry.map(row -> row.script().name()))
                .orElse("");
    }
}
