package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What holds behind a pooler that gives each transaction a session: the lock, and all that is set, last as long as one
 * transaction. So a step has to be one transaction, which takes the lock, and claims a place that nobody has claimed since.
 */
final class TransactionPooling {
    private static final String HERE =
            "the connection leads through a pooler in transaction mode, where no lock outlasts a" + " transaction";

    private static final String REMEDY =
            "connect past the pooler: name the server's own address with --url, LOCKSTEP_URL"
                    + " or url: in lockstep.yml, or let the pooler serve this user or database in session mode; the application may"
                    + " stay behind the pooler";

    private TransactionPooling() {}

    /** Another run has written to the history since this one was planned. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another run was quicker", null, false, false);
        }
    }

    /** Does work of which every transaction takes the lock; whenever another run was quicker in between, from its beginning. */
    static <T> T repeating(Session session, LockQueue.Work<T> work) throws SQLException {
        session.note("a pooler in transaction mode is in between: each migration takes the lock for itself");
        while (true) {
            try {
                return work.run();
            } catch (Overtaken overtaken) {
                session.checkStop();
            }
        }
    }

    /** Writes what was decided upon the history as it was before the lock was taken. */
    static <T> T write(Session session, Session.Writing<T> writing) throws SQLException {
        boolean hadHistory = session.surroundings().hasHistory();
        try (Transaction transaction = Transaction.begin(session)) {
            if (session.surroundings().hasHistory() != hadHistory) {
                throw new Overtaken();
            }
            session.createHistoryIfAbsent();
            T written = writing.into(session.history());
            transaction.commit();
            return written;
        } catch (SQLException refused) {
            if (session.trouble(refused) == Trouble.DUPLICATE) {
                throw new Overtaken();
            }
            throw refused;
        }
    }

    /**
     * Sees that each step is one transaction.
     *
     * @throws ConfigurationException with all steps that are not
     */
    static void check(Session session, List<Step> steps) throws SQLException {
        check(
                session,
                steps.stream()
                        .flatMap(step ->
                                problem(session, step.script(), step.outline()).or(() -> interrupted(step)).stream()));
    }

    /** The same for a script that is no step. */
    static void check(Session session, Script script, Outline outline) throws SQLException {
        check(session, problem(session, script, outline).stream());
    }

    private static void check(Session session, Stream<Problem> problems) throws SQLException {
        if (!session.isOwn()) {
            List<Problem> found = problems.toList();
            if (!found.isEmpty()) {
                throw new ConfigurationException(found);
            }
        }
    }

    private static Optional<Problem> problem(Session session, Script script, Outline outline) {
        return outline.segments().stream()
                .filter(segment -> segment.kind() != Segment.Kind.TRANSACTION || segment.first() > firstOf(outline))
                .findFirst()
                .map(segment -> Problem.at(
                        Failure.place(session, script, segment.first()),
                        script.name() + " is not one transaction" + because(segment) + ", and " + HERE,
                        REMEDY));
    }

    private static int firstOf(Outline outline) {
        return outline.segments().get(0).first();
    }

    private static String because(Segment segment) {
        return switch (segment.kind()) {
            case BARE -> " (" + segment.reason() + ")";
            case SESSION -> " (this is set for the session, outside a transaction)";
            case TRANSACTION -> " (here a second one begins)";
        };
    }

    private static Optional<Problem> interrupted(Step step) {
        return step.resume()
                .map(resume -> Problem.at(
                        Place.of(step.script()),
                        step.id() + " was left in the middle by a run that was no transaction, and " + HERE,
                        REMEDY));
    }

    /** What cannot be done here. */
    static ConfigurationException refused(String what) {
        return new ConfigurationException(Problem.of(what + ", and " + HERE, REMEDY));
    }

    /** A pooler that had passed for one in session mode. */
    static ConnectionException exchanged() {
        return new ConnectionException(Problem.of(
                "a pooler has exchanged the session behind the connection, and with it the lock is gone: what was committed"
                        + " is recorded",
                REMEDY));
    }
}
