package dev.lockstep.run;

import dev.lockstep.dialect.Probe;
import dev.lockstep.history.Action;
import dev.lockstep.history.History;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.model.Direction;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import dev.lockstep.model.Resume;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Step;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Executes one step: claims its place, executes its segments, finishes its row. The code is the same everywhere; only
 * the commit boundaries differ from script to script and from database to database.
 */
final class StepExecutor {
    private final Session session;
    private final Task task;
    private final Step step;
    private final ScriptReader reader;
    private final Sender sender;
    private final History history;
    private final long start = System.nanoTime();

    private HistoryEntry row;
    private Progress progress;
    private boolean claimed;

    private StepExecutor(Session session, Task task, ScriptReader reader, Sender sender) {
        this.session = session;
        this.task = task;
        this.step = task.step();
        this.reader = reader;
        this.sender = sender;
        this.history = session.history();
        this.progress = task.progress();
        this.claimed = step.resume().isPresent();
        this.row = freshRow();
    }

    /**
     * A finished step.
     *
     * @param row its row, as it was written last
     * @param done what the caller is told
     */
    record Finished(HistoryEntry row, Report.Done done) {}

    /**
     * Executes what is left of a step.
     *
     * @throws MigrationFailedException if a statement fails, with what was kept and what was rolled back
     */
    static Finished execute(Session session, Settings settings, Task task) throws SQLException {
        Step step = task.step();
        try (ScriptReader reader =
                new ScriptReader(step.script(), session.dialect().traits())) {
            Sender sender = new Sender(session, settings, step, reader);
            return new StepExecutor(session, task, reader, sender).execute();
        } catch (IOException unreadable) {
            throw Inventory.unreadable(step.script(), unreadable);
        }
    }

    private HistoryEntry freshRow() {
        Outline outline = step.outline();
        ScriptPrint print = new ScriptPrint(
                step.script().name(),
                Optional.of(outline.checksum()),
                Optional.of(outline.rawChecksum()),
                task.downScript().isPresent());
        Stamp stamp = new Stamp(Identity.SELF.with(session.surroundings()), Instant.now(), Release.VERSION);
        Action action = step.direction() == Direction.UP ? Action.UP : Action.DOWN;
        long id = step.resume().map(Resume::id).orElse(task.place());
        return new HistoryEntry(id, step.id(), step.description(), action, print, unfinished(), stamp);
    }

    private Finished execute() throws SQLException, IOException {
        try {
            executeSegments();
        } catch (StatementError error) {
            LockstepException failed = new Failure(session, step, progress, claimed).of(error);
            remember(failed);
            throw failed;
        }
        if (row.state().dirty()) {
            write(finished());
        }
        if (step.resume().isPresent() && task.downScript().isPresent()) {
            history.updateDownScript(row.id(), task.downScript().get());
        }
        return new Finished(
                row, new Report.Done(step.id(), step.description(), step.direction(), sender.sent(), elapsed()));
    }

    private void executeSegments() throws SQLException, IOException, StatementError {
        List<Segment> durable = step.outline().durableSegments();
        for (Segment segment : step.outline().segments()) {
            if (segment.last() <= progress.done() || segment.kind() == Segment.Kind.SESSION) {
                send(segment);
            } else if (segment.kind() == Segment.Kind.TRANSACTION) {
                transaction(segment, segment.equals(durable.get(durable.size() - 1)));
            } else {
                bare(segment);
            }
        }
    }

    /** Statements and progress in one commit; for the last segment the finished row is the progress. */
    private void transaction(Segment segment, boolean isLast) throws SQLException, IOException, StatementError {
        boolean claimedBefore = claimed;
        Progress progressBefore = progress;
        session.begin();
        try {
            if (!claimed) {
                write(unfinished());
            }
            send(segment);
            sender.check();
            progress = progress.done(segment.last(), segment.hash());
            write(isLast ? finished() : unfinished());
        } catch (SQLException | IOException | StatementError | RuntimeException failed) {
            claimed = claimedBefore;
            progress = progressBefore;
            rollback(failed);
            throw failed;
        }
        session.commit();
    }

    private void rollback(Exception failed) {
        row = row.with(unfinished());
        try {
            session.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /**
     * The intent is durable before the statement. That it is done is written with the intent of the next one, since
     * until then a probe tells the same; where no probe can, it is written at once.
     */
    private void bare(Segment segment) throws SQLException, IOException, StatementError {
        reader.next();
        if (!reader.hasInlineData()) {
            checkUnchanged(segment);
        }
        Sender.Ready statement = sender.ready();
        Probe before = session.dialect().probe(session.connection(), reader.tokens(statement.sql()));
        progress = progress.next(new Progress.Intent(segment.last(), segment.hash(), before, statement.sql()));
        write(unfinished());
        boolean isBlind = before instanceof Probe.Blind;
        sender.send(statement, !isBlind);
        checkUnchanged(segment);
        progress = progress.done(segment.last(), segment.hash());
        if (isBlind) {
            write(unfinished());
        } else {
            row = row.with(unfinished());
        }
    }

    /** Sends the statements of a segment; of those that an earlier run has executed only what the session forgot. */
    private void send(Segment segment) throws IOException, StatementError {
        while (reader.number() < segment.last() && reader.next()) {
            switch (reader.ruling().effect()) {
                case SESSION, SESSION_OUTSIDE -> sender.sendToSession();
                case TRANSACTIONAL -> {
                    if (reader.number() > progress.done()) {
                        sender.sendInTransaction();
                    }
                }
                case BARE, BEGIN, COMMIT, ROLLBACK, IGNORED -> {
                    // a bare statement stands here only if it was executed; the others are not sent
                }
            }
        }
        sender.flush();
        checkUnchanged(segment);
    }

    private void checkUnchanged(Segment segment) {
        if (reader.number() != segment.last() || !reader.hash().equals(segment.hash())) {
            throw new ValidationException(Problem.at(
                    Place.of(step.script()),
                    "the file was changed while it was being executed",
                    "let nobody write to it, and run the same command again"));
        }
    }

    private State finished() {
        return State.finished(step.outline().statements(), elapsed());
    }

    private State unfinished() {
        return State.dirty(step.outline().statements(), progress.done(), progress.text());
    }

    /**
     * Writes the row, as whoever began the run; the first write of a fresh step is its claim. After it the session is
     * again what the script has made it, unless the script has ended.
     */
    private void write(State state) throws SQLException {
        row = row.with(state);
        if (sender.hasChangedSession()) {
            session.restoreIdentity();
        }
        if (claimed) {
            history.update(row);
        } else {
            history.insert(row, task.downScript());
            claimed = true;
        }
        if (sender.hasChangedSession() && state.dirty()) {
            sender.repeatSessionStatements();
        }
    }

    /** A step that stays in the middle keeps in its row why. */
    private void remember(LockstepException failed) {
        if (!claimed) {
            return;
        }
        try {
            write(unfinished().failed(failed.problems().get(0).toString()));
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
