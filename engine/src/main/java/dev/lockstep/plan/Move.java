package dev.lockstep.plan;

import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Kind;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Script;
import java.util.Optional;

/**
 * One migration in one direction: decided, and not yet read.
 *
 * @param id the migration
 * @param description its description
 * @param direction up or down
 * @param script the file to execute; empty if it is the down script that {@code entry} holds
 * @param down the down script that belongs to an up script, to be stored with it
 * @param entry the row that tells the migration's state, if there is one: for a dirty one the step to go on with
 */
public record Move(
        MigrationId id,
        String description,
        Direction direction,
        Optional<Script> script,
        Optional<Script> down,
        Optional<HistoryEntry> entry) {

    static Move up(Standing standing, Migration migration) {
        return new Move(
                standing.id(),
                migration.description(),
                Direction.UP,
                Optional.of(migration.up()),
                migration.down(),
                standing.entry());
    }

    static Move down(Standing standing) {
        return new Move(
                standing.id(),
                standing.description(),
                Direction.DOWN,
                standing.migration().flatMap(Migration::down),
                Optional.empty(),
                standing.entry());
    }

    /**
     * The row that this step takes over: of a data migration that ran to its end, which runs every time, only the last
     * run is kept.
     */
    public Optional<Long> replaced() {
        return entry.filter(row -> row.migration().kind() == Kind.DATA)
                .filter(row -> row.action() == Action.UP && !row.state().dirty())
                .map(HistoryEntry::id);
    }

    /** Whether it goes on with a step that an earlier run left in the middle. */
    public boolean isResumed() {
        boolean wasDown = entry.isPresent() && entry.get().action() == Action.DOWN;
        return entry.isPresent() && entry.get().state().dirty() && wasDown == (direction == Direction.DOWN);
    }
}
