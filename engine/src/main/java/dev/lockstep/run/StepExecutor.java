package dev.lockstep.run;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.CallbackFailedException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Effect;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Step;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Callbacks.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
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
    private final Step step;
    private final ScriptReader reader;
    private final Sender sender;
    private final CallbackExecutor callbacks;
    private final StepRow row;
    private final BareExecutor bare;
    private final long start = System.nanoTime();

    private boolean hasCalledBefore;
    private boolean hasCalledBeforeForGood;
    private boolean hasCalledAfter;

    /** Where a segment begins: after which statement, and when how many had been sent. */
    private record Start(int statement, int sent) {}

    private StepExecutor(Session session, Task task, ScriptReader reader, Sender sender, CallbackExecutor callbacks) {
        this.session = session;
        this.step = task.step();
        this.reader = reader;
        this.sender = sender;
        this.callbacks = callbacks;
        this.row = new StepRow(session, task, () -> sender.hasChangedSession() || callbacks.hasChangedSession());
        this.bare = new BareExecutor(session, step, reader, sender, row);
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
    static Finished execute(Session session, Event.Listener listener, Task task, CallbackExecutor callbacks)
            throws SQLException {
        Step step = task.step();
        try (ScriptReader reader = new ScriptReader(step.script(), session.traits())) {
            Sender sender =
                    new Sender(session, reader, statement -> listener.on(new Event.StatementStarted(step, statement)));
            return new StepExecutor(session, task, reader, sender, callbacks).execute();
        } catch (IOException unreadable) {
            throw Inventory.unreadable(step.script(), unreadable);
        }
    }

    private Finished execute() throws SQLException, IOException {
        row.keepDownScript();
        try {
            callBefore();
            executeSegments();
            callAfter();
        } catch (StatementError error) {
            LockstepException failed = new Failure(session, step, row.progress(), row.isClaimed()).of(error);
            if (!error.isAtCommit()) {
                remember(failed);
            }
            throw failed;
        } catch (CallbackFailedException failed) {
            remember(failed);
            throw failed;
        }
        if (row.entry().state().dirty()) {
            session.boundaries().alone(() -> row.writeFinished(elapsed()));
        }
        return new Finished(
                row.entry(),
                new Report.Done(step.id(), step.description(), step.direction(), sender.sent(), elapsed()));
    }

    /** They join the step's first transaction, if the step begins with one and they can be rolled back too. */
    private void callBefore() throws SQLException {
        boolean canJoin = step.outline().durableSegments().stream()
                .filter(segment -> segment.last() > row.progress().done())
                .findFirst()
                .filter(segment -> segment.kind() == Segment.Kind.TRANSACTION)
                .isPresent();
        if (!canJoin || !callbacks.areAtomic(Moment.BEFORE_STEP)) {
            callbacks.run(Moment.BEFORE_STEP);
            hasCalledBefore = true;
            hasCalledBeforeForGood = true;
        }
    }

    /** Those that could not join the step's last transaction; until they have ended, the step has not. */
    private void callAfter() throws SQLException {
        if (!hasCalledAfter) {
            callbacks.run(Moment.AFTER_STEP);
        }
    }

    private void executeSegments() throws SQLException, IOException, StatementError {
        List<Segment> toCommit = step.outline().durableSegments();
        int part = step.outline().part(row.progress().done() + 1);
        for (Segment segment : step.outline().segments()) {
            if (segment.part() > part) {
                sender.beginPart();
                part = segment.part();
            }
            if (segment.part() < part) {
                pass(segment);
            } else if (segment.last() <= row.progress().done() || segment.kind() == Segment.Kind.SESSION) {
                sendToSession(segment);
            } else if (segment.kind() == Segment.Kind.TRANSACTION) {
                transaction(segment, segment.equals(toCommit.get(toCommit.size() - 1)));
            } else {
                bare(segment);
            }
        }
    }

    /** The whole of it comes back if somebody else's lock has kept it waiting too long. */
    private void transaction(Segment segment, boolean isLast) throws SQLException, IOException, StatementError {
        Retries retries = new Retries(session, step);
        Start begin = new Start(reader.number(), sender.sent());
        boolean isDone = false;
        while (!isDone) {
            try {
                attempt(segment, isLast);
                isDone = true;
            } catch (StatementError failed) {
                goBack(begin, retries.allow(failed.number(), failed.error()), failed);
            } catch (SQLException failed) {
                goBack(begin, retries.allow(segment.first(), failed), failed);
            }
        }
    }

    private <E extends Exception> void goBack(Start begin, boolean isAllowed, E failed) throws E, IOException {
        if (!isAllowed) {
            throw failed;
        }
        reader.rewind(begin.statement());
        sender.forget(begin.sent());
    }

    /** Statements and progress in one commit; for the last segment the finished row is the progress. */
    private void attempt(Segment segment, boolean isLast) throws SQLException, IOException, StatementError {
        Set<String> withoutTransactions = session.execution().tablesWithoutTransactions();
        try {
            begin();
            if (!hasCalledBefore) {
                callbacks.join(Moment.BEFORE_STEP);
                hasCalledBefore = true;
            }
            sendTransactional(segment, withoutTransactions);
            sender.check();
            row.done(segment.last(), segment.hash());
            if (isLast && callbacks.areAtomic(Moment.AFTER_STEP)) {
                callbacks.join(Moment.AFTER_STEP);
                hasCalledAfter = true;
            }
            writeProgress();
            commit(segment.last());
        } catch (SQLException | IOException | StatementError | RuntimeException | Error failed) {
            rollback(failed);
            throw failed;
        }
    }

    private void writeProgress() throws SQLException {
        if (hasCalledAfter) {
            row.writeFinished(elapsed());
        } else {
            row.write();
        }
    }

    /** The claim of a fresh step is the first thing in its first transaction. */
    private void begin() throws SQLException {
        session.boundaries().beginAt(step);
        row.claim();
    }

    /** What a database checks last, such as a deferred constraint, is the script's failure too. */
    private void commit(int last) throws StatementError {
        try {
            session.boundaries().commit();
        } catch (SQLException refused) {
            throw StatementError.atCommit(last, refused);
        }
        row.keep();
        hasCalledBeforeForGood = hasCalledBefore;
    }

    private void rollback(Throwable failed) {
        hasCalledBefore = hasCalledBeforeForGood;
        hasCalledAfter = false;
        row.rolledBack();
        session.boundaries().rollbackAfter(failed);
    }

    private void bare(Segment segment) throws SQLException, IOException, StatementError {
        reader.next();
        if (!reader.hasInlineData()) {
            checkUnchanged(segment);
        }
        bare.execute(segment.hash());
        checkUnchanged(segment);
    }

    /** Its part has ended in an earlier run: nothing of the session is left of it. */
    private void pass(Segment segment) throws IOException {
        while (reader.number() < segment.last() && reader.next()) {
            // only what comes behind is of interest
        }
        checkUnchanged(segment);
    }

    /** Sends what the session forgot of statements that an earlier run has executed, and statements for it alone. */
    private void sendToSession(Segment segment) throws IOException, StatementError {
        while (reader.number() < segment.last() && reader.next()) {
            if (reader.ruling().effect().changesSession()) {
                sender.sendToSession();
            }
        }
        sender.flush();
        checkUnchanged(segment);
    }

    private void sendTransactional(Segment segment, Set<String> withoutTransactions)
            throws SQLException, IOException, StatementError {
        while (reader.number() < segment.last() && reader.next()) {
            if (reader.ruling().effect().changesSession()) {
                sender.sendToSession();
            } else if (reader.ruling().effect() == Effect.TRANSACTIONAL
                    && reader.number() > row.progress().done()) {
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
        if (reader.number() > row.progress().done() + 1) {
            row.done(reader.number() - 1, reader.hashBefore());
        }
        row.write();
        commit(row.progress().done());
        bare.executeOn(table);
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

    /** A step that stays in the middle keeps in its row why; nothing is written on a connection that is lost. */
    private void remember(LockstepException failed) {
        if (!row.isClaimed() || failed instanceof ConnectionException) {
            return;
        }
        try {
            row.writeFailed(failed.problems().get(0).toString());
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
