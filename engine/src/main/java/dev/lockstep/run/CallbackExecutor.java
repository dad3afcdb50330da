package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.model.CallbackFailedException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Effect;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Segment;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Callbacks;
import dev.lockstep.source.Callbacks.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Executes the scripts that are no migrations and run at certain moments. They have no row. */
final class CallbackExecutor {
    private final Session session;
    private final Inventory files;
    private final Direction direction;
    private final Callbacks callbacks;
    private boolean hasChangedSession;

    CallbackExecutor(Session session, Inventory files, Direction direction) {
        this.session = session;
        this.files = files;
        this.direction = direction;
        this.callbacks = files.callbacks();
    }

    /** Whether there is something to execute even if no migration is. */
    boolean areDueAlways() {
        return direction == Direction.UP
                && (has(Moment.BEFORE_RUN) || has(Moment.AFTER_VERSIONS) || has(Moment.AFTER_RUN));
    }

    private boolean has(Moment moment) {
        return !callbacks.at(direction, moment).isEmpty();
    }

    /**
     * Reads them all.
     *
     * @throws ValidationException with all problems of all scripts
     */
    void read() throws SQLException {
        List<Problem> problems = new ArrayList<>();
        for (Script script : callbacks.all(direction)) {
            try {
                TransactionPooling.check(session, script, files.outline(script));
            } catch (ValidationException unreadable) {
                problems.addAll(unreadable.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
    }

    /** Whether the database can roll back all that the scripts of a moment do, so that they may join a transaction. */
    boolean areAtomic(Moment moment) {
        return callbacks.at(direction, moment).stream()
                .map(files::outline)
                .allMatch(outline -> outline.directives().transaction()
                        && outline.segments().stream().noneMatch(segment -> segment.kind() == Segment.Kind.BARE)
                        && outline.durableSegments().size() <= 1);
    }

    /** Executes the scripts of a moment, in transactions of their own. */
    void run(Moment moment) throws SQLException {
        for (Script script : callbacks.at(direction, moment)) {
            execute(script, true);
        }
    }

    /** Executes the scripts of a moment in the transaction that is open. */
    void join(Moment moment) throws SQLException {
        for (Script script : callbacks.at(direction, moment)) {
            execute(script, false);
        }
    }

    /** Executes the scripts for a failure, unless the session is gone or to be left; what fails of them is told with it. */
    void runAfter(LockstepException failure, Moment moment) {
        if (failure instanceof ConnectionException
                || failure instanceof InterruptedRunException
                || failure instanceof LockTimeoutException) {
            return;
        }
        try {
            run(moment);
        } catch (SQLException | LockstepException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /** Whether they have changed the session since the last step. */
    boolean hasChangedSession() {
        return hasChangedSession;
    }

    private void execute(Script script, boolean inOwnTransactions) throws SQLException {
        Outline outline = files.outline(script);
        try (ScriptReader reader = new ScriptReader(script, session.traits())) {
            Sender sender = new Sender(session, reader, statement -> {});
            for (Segment segment : outline.segments()) {
                if (inOwnTransactions && segment.kind() == Segment.Kind.TRANSACTION) {
                    transaction(segment, reader, sender);
                } else {
                    send(segment, reader, sender);
                }
            }
            hasChangedSession |= sender.hasChangedSession();
        } catch (IOException unreadable) {
            throw Inventory.unreadable(script, unreadable);
        } catch (StatementError failed) {
            throw failed(script, failed);
        }
    }

    private void transaction(Segment segment, ScriptReader reader, Sender sender)
            throws SQLException, IOException, StatementError {
        try (Transaction transaction = Transaction.begin(session)) {
            send(segment, reader, sender);
            sender.check();
            transaction.commit();
        }
    }

    private void send(Segment segment, ScriptReader reader, Sender sender)
            throws SQLException, IOException, StatementError {
        while (reader.number() < segment.last() && reader.next()) {
            Effect effect = reader.ruling().effect();
            if (effect.changesSession()) {
                sender.sendToSession();
            } else if (effect == Effect.TRANSACTIONAL) {
                sender.sendInTransaction();
            } else if (effect == Effect.BARE) {
                session.settings().patience().outside(reader.ruling().waiting());
                sender.send(sender.ready(), true);
            }
        }
        sender.flush();
    }

    private LockstepException failed(Script script, StatementError failed) {
        SQLException error = failed.error();
        Diagnosis diagnosis = session.dialect().diagnose(error, failed.sent(), session.surroundings());
        if (diagnosis.trouble() == Trouble.CONNECTION) {
            return Refusals.lost(error);
        }
        Place place = Failure.place(session, script, failed.number());
        if (session.isStopping()) {
            return new InterruptedRunException(
                    List.of(Problem.at(
                            place,
                            script.name() + " was stopped as asked",
                            "run the same command again, which executes it from its beginning")),
                    error);
        }
        String remedy = diagnosis.remedy().map(text -> text + "; then ").orElse("mend the statement, then ");
        return new CallbackFailedException(
                Problem.at(
                        place,
                        "the callback " + script.name() + " failed: " + Refusals.text(error),
                        remedy + "run the same command again, which executes it from its beginning"),
                error);
    }
}
