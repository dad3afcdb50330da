package dev.lockstep.run;

import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The wish that runs come to an end, set once and from any thread. It cancels statements in flight on the server, but
 * only those that the next run can take up; between statements a run asks by itself.
 */
public final class Stop {
    private final Set<Statement> cancellable = new HashSet<>();
    private boolean requested;

    /** Asks all runs to end, as soon as they can with the history telling the truth. */
    public synchronized void request() {
        requested = true;
        cancellable.forEach(Stop::cancel);
    }

    /** Whether the runs are to end. */
    synchronized boolean isRequested() {
        return requested;
    }

    /** Ends the run if that is wished. */
    void check() {
        if (isRequested()) {
            throw new InterruptedRunException(Problem.of(
                    "stopped as asked, between two statements: what was done is recorded",
                    "run the same command again, which goes on from here"));
        }
    }

    synchronized void began(Statement statement) {
        cancellable.add(statement);
        if (requested) {
            cancel(statement);
        }
    }

    synchronized void ended(Statement statement) {
        cancellable.remove(statement);
    }

    /** If the cancellation cannot be sent, the statement ends by itself, or fails since its connection is gone. */
    static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException unreachable) {
            System.getLogger(Stop.class.getName()).log(System.Logger.Level.DEBUG, "not cancelled", unreachable);
        }
    }
}
