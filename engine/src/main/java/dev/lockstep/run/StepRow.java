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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The row of the history that belongs to a step while it is executed, and tells how far it is; its first write is the step's
 * claim.
 */
final class StepRow {
    private final Session session;
    private final Task task;
    private final BooleanSupplier isSessionChanged;
    private final History history;
    private HistoryEntry entry;
    private boolean isClaimed;
    private Progress progress;
    private Durable durable;

    /** What stays if the open transaction is rolled back. */
    private record Durable(boolean isClaimed, Progress progress) {}

    /**
     * The row of this task.
     *
     * @param isSessionChanged whether a script has changed the session
     */
    StepRow(Session session, Task task, BooleanSupplier isSessionChanged) {
        this.session = session;
        this.task = task;
        this.isSessionChanged = isSessionChanged;
        this.history = session.history();
        this.isClaimed = task.step().resume().isPresent();
        this.progress = task.progress();
        this.durable = new Durable(isClaimed, progress);
        this.entry = entry(session, task, unfinished());
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

    /** How far the step is. */
    Progress progress() {
        return progress;
    }

    /** All up to a statement is done, which the next write says. */
    void done(int statement, String hash) {
        progress = progress.done(statement, hash);
        entry = entry.with(unfinished());
    }

    /** Writes that a bare statement is about to be executed, outside any transaction. */
    void intend(Progress.Intent intent) throws SQLException {
        progress = progress.next(intent);
        write();
        keep();
    }

    /** What is done by now stays. */
    void keep() {
        durable = new Durable(isClaimed, progress);
    }

    /** What was done since {@link #keep()} is gone. */
    void rolledBack() {
        isClaimed = durable.isClaimed();
        progress = durable.progress();
        entry = entry.with(unfinished());
    }

    private State unfinished() {
        return State.dirty(task.step().outline().statements(), progress.done(), progress.text());
    }

    /** Writes how far the step is. */
    void write() throws SQLException {
        write(unfinished());
    }

    /** Writes why the step stays where it is. */
    void writeFailed(String error) throws SQLException {
        write(unfinished().failed(error));
    }

    /** Writes that the step has ended, after such a time. */
    void writeFinished(Duration elapsed) throws SQLException {
        write(State.finished(task.step().outline().statements(), elapsed));
    }

    /**
     * Claims the step's place, unless it has it. Where the lock was not held since the step was planned, it may be taken.
     *
     * @throws TransactionPooling.Overtaken if another run has written to the history since
     */
    void claim() throws SQLException {
        if (isClaimed) {
            return;
        }
        if (!session.isOwn() && history.lastId() + 1 != entry.id()) {
            throw new TransactionPooling.Overtaken();
        }
        write();
    }

    /** The down script of a resumed step may have been mended. */
    void keepDownScript() throws SQLException {
        if (isClaimed && task.downScript().isPresent()) {
            history.updateDownScript(entry.id(), task.downScript().get());
        }
    }

    /**
     * Writes the row, as whoever began the run. After it the session is again what the script has made it; what the
     * script has changed for its transaction alone ends there anyway.
     */
    private void write(State state) throws SQLException {
        entry = entry.with(state);
        SessionState asOfScript = session.settings().restoreIdentity();
        if (isClaimed) {
            history.update(entry);
        } else {
            insert();
            isClaimed = true;
        }
        if (isSessionChanged.getAsBoolean()) {
            asOfScript.restore();
        }
    }

    /** A data migration runs again and again, so that its row moves on; all else gets a new one. */
    private void insert() throws SQLException {
        if (task.place().replaced().isPresent()) {
            history.move(task.place().replaced().get(), entry, task.downScript());
        } else {
            history.insert(entry, task.downScript());
        }
    }
}
