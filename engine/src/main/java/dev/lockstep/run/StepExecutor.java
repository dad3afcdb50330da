package dev.lockstep.run;

import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.SessionState;
import dev.lockstep.history.Action;
import dev.lockstep.history.History;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Effect;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    private Durable durable;

    /** What stays if the open transaction is rolled back. */
    private record Durable(boolean claimed, Progress progress) {}

    private StepExecutor(Session session, Task task, ScriptReader reader, Sender sender) {
        this.session = session;
        this.task = task;
        this.step = task.step();
        this.reader = reader;
        this.sender = sender;
        this.history = session.history();
        this.progress = task.progress();
        this.claimed = step.resume().isPresent();
        this.durable = new Durable(claimed, progress);
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
        try (ScriptReader reader = new ScriptReader(step.script(), session.traits())) {
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
        if (step.resume().isPresent() && task.downScript().isPresent()) {
            history.updateDownScript(row.id(), task.downScript().get());
        }
        try {
            executeSegments();
        } catch (StatementError error) {
            LockstepException failed = new Failure(session, step, progress, claimed).of(error);
            if (!error.isAtCommit()) {
                remember(failed);
            }
            throw failed;
        }
        if (row.state().dirty()) {
            write(finished());
        }
        return new Finished(
                row, new Report.Done(step.id(), step.description(), step.direction(), sender.sent(), elapsed()));
    }

    private void executeSegments() throws SQLException, IOException, StatementError {
        List<Segment> toCommit = step.outline().durableSegments();
        for (Segment segment : step.outline().segments()) {
            if (segment.last() <= progress.done() || segment.kind() == Segment.Kind.SESSION) {
                sendToSession(segment);
            } else if (segment.kind() == Segment.Kind.TRANSACTION) {
                transaction(segment, segment.equals(toCommit.get(toCommit.size() - 1)));
            } else {
                bare(segment);
            }
        }
    }

    /** Statements and progress in one commit; for the last segment the finished row is the progress. */
    private void transaction(Segment segment, boolean isLast) throws SQLException, IOException, StatementError {
        Set<String> withoutTransactions = session.tablesWithoutTransactions();
        try {
            begin();
            sendTransactional(segment, withoutTransactions);
            sender.check();
            progress = progress.done(segment.last(), segment.hash());
            write(isLast ? finished() : unfinished());
            commit(segment.last());
        } catch (SQLException | IOException | StatementError | RuntimeException | Error failed) {
            rollback(failed);
            throw failed;
        }
    }

    /** The claim of a fresh step is the first thing in its first transaction. */
    private void begin() throws SQLException {
        session.begin();
        if (!claimed) {
            write(unfinished());
        }
    }

    /** What a database checks last, such as a deferred constraint, is the script's failure too. */
    private void commit(int last) throws StatementError {
        try {
            session.commit();
        } catch (SQLException refused) {
            throw StatementError.atCommit(last, refused);
        }
        durable = new Durable(claimed, progress);
    }

    private void rollback(Throwable failed) {
        claimed = durable.claimed();
        progress = durable.progress();
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
        bare(statement, before, segment.hash());
        checkUnchanged(segment);
    }

    /** The hash is told, since data that follow the statement are still to be read. */
    private void bare(Sender.Ready statement, Probe before, String hash)
            throws SQLException, IOException, StatementError {
        progress = progress.next(new Progress.Intent(reader.number(), hash, before, statement.text()));
        write(unfinished());
        boolean isBlind = before instanceof Probe.Blind;
        sender.send(statement, !isBlind);
        progress = progress.done(reader.number(), hash);
        if (isBlind) {
            write(unfinished());
        } else {
            row = row.with(unfinished());
        }
        durable = new Durable(claimed, progress);
    }

    /** Sends what the session forgot of statements that an earlier run has executed, and statements for it alone. */
    private void sendToSession(Segment segment) throws IOException, StatementError {
        while (reader.number() < segment.last() && reader.next()) {
            if (changesSession()) {
                sender.sendToSession();
            }
        }
        sender.flush();
        checkUnchanged(segment);
    }

    private void sendTransactional(Segment segment, Set<String> withoutTransactions)
            throws SQLException, IOException, StatementError {
        while (reader.number() < segment.last() && reader.next()) {
            if (changesSession()) {
                sender.sendToSession();
            } else if (reader.ruling().effect() == Effect.TRANSACTIONAL && reader.number() > progress.done()) {
                Optional<String> table = named(withoutTransactions);
                if (table.isPresent()) {
                    sendOutside(table.get());
                } else {
                    sender.sendInTransaction();
                }
            }
        }
        sender.flush();
        checkUnchanged(segment);
    }

    private boolean changesSession() {
        Effect effect = reader.ruling().effect();
        return effect == Effect.SESSION || effect == Effect.SESSION_OUTSIDE;
    }

    private Optional<String> named(Set<String> tables) {
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        return reader.tokens(reader.statement().text()).stream()
                .map(token -> token.text().toLowerCase(Locale.ROOT).replace("`", ""))
                .filter(tables::contains)
                .findFirst();
    }

    /** The transaction ends before the statement and goes on after it, as the database would have it. */
    private void sendOutside(String table) throws SQLException, IOException, StatementError {
        sender.flush();
        if (reader.number() > progress.done() + 1) {
            progress = progress.done(reader.number() - 1, reader.hashBefore());
        }
        write(unfinished());
        commit(progress.done());
        bare(sender.ready(), new Probe.Blind("the rows of " + table + " cannot be rolled back"), reader.hash());
        begin();
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
     * again what the script has made it; what the script has changed for its transaction alone ends there anyway.
     */
    private void write(State state) throws SQLException {
        row = row.with(state);
        SessionState asOfScript = session.restoreIdentity();
        if (claimed) {
            history.update(row);
        } else {
            history.insert(row, task.downScript());
            claimed = true;
        }
        if (sender.hasChangedSession()) {
            asOfScript.restore();
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
