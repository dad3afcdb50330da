package dev.lockstep.run;

import dev.lockstep.dialect.SessionState;
import dev.lockstep.history.History;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Resume;
import dev.lockstep.model.Step;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The row of the history that belongs to a step while it is executed; its first write is the step's claim. */
final class StepRow {
    private final Session session;
    private final Task task;
    private final History history;
    private HistoryEntry entry;
    private boolean isClaimed;

    StepRow(Session session, Task task, State state) {
        this.session = session;
        this.task = task;
        this.history = session.history();
        this.isClaimed = task.step().resume().isPresent();
        this.entry = entry(session, task, state);
    }

    private static HistoryEntry entry(Session session, Task task, State state) {
        Step step = task.step();
        Outline outline = step.outline();
        ScriptPrint print = new ScriptPrint(
                step.script().name(),
                Optional.of(outline.checksum()),
                Optional.of(outline.rawChecksum()),
                task.downScript().isPresent());
        Stamp stamp = new Stamp(Identity.SELF.with(session.surroundings()), Instant.now(), Release.VERSION);
        long id = step.resume().map(Resume::id).orElse(task.place().id());
        return new HistoryEntry(id, step.id(), step.description(), task.place().action(), print, state, stamp);
    }

    /** The row as it was written last, or will be written next. */
    HistoryEntry entry() {
        return entry;
    }

    /** Whether the row is there. */
    boolean isClaimed() {
        return isClaimed;
    }

    /**
     * Sees that the place is still free, where the lock was not held since the step was planned.
     *
     * @throws TransactionPooling.Overtaken if another run has written to the history since
     */
    void checkPlace() throws SQLException {
        if (!session.isOwn() && history.lastId() + 1 != entry.id()) {
            throw new TransactionPooling.Overtaken();
        }
    }

    /** The down script of a resumed step may have been mended. */
    void keepDownScript() throws SQLException {
        if (isClaimed && task.downScript().isPresent()) {
            history.updateDownScript(entry.id(), task.downScript().get());
        }
    }

    /** What the next write will say, with something more. */
    void becomes(State state) {
        entry = entry.with(state);
    }

    /** The transaction of the last writes is gone. */
    void rolledBack(boolean wasClaimed, State state) {
        isClaimed = wasClaimed;
        entry = entry.with(state);
    }

    /**
     * Writes the row, as whoever began the run. After it the session is again what the script has made it; what the
     * script has changed for its transaction alone ends there anyway.
     *
     * @param isSessionChanged whether the script has changed the session
     */
    void write(State state, boolean isSessionChanged) throws SQLException {
        entry = entry.with(state);
        SessionState asOfScript = session.settings().restoreIdentity();
        if (isClaimed) {
            history.update(entry);
        } else {
            claim();
            isClaimed = true;
        }
        if (isSessionChanged) {
            asOfScript.restore();
        }
    }

    /** A data migration runs again and again, so that its row moves on; all else gets a new one. */
    private void claim() throws SQLException {
        if (task.place().replaced().isPresent()) {
            history.move(task.place().replaced().get(), entry, task.downScript());
        } else {
            history.insert(entry, task.downScript());
        }
    }
}
