package dev.lockstep.run;

import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The wish that runs come to an end, set once and from any thread. It cancels statements in flight on the server, but
 * only those that the next run can take up; between statements a run asks by itself.
 */
public final class Stop {
    private static final long AGAIN_MILLIS = 200;

    private final Set<InFlight> cancellable = ConcurrentHashMap.newKeySet();
    private final Queue<SQLException> refusals = new ConcurrentLinkedQueue<>();
    private volatile boolean requested;

    /** Asks all runs to end, as soon as they can with the history telling the truth. */
    public void request() {
        requested = true;
        Thread insisting = new Thread(this::insist, "lockstep-stop");
        insisting.setDaemon(true);
        insisting.start();
    }

    /** A cancellation that arrives before its statement is lost, so it is sent until the statement has ended. */
    private void insist() {
        try {
            while (!cancellable.isEmpty()) {
                cancellable.forEach(statement -> statement.cancel().ifPresent(refusals::add));
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            }
        } catch (InterruptedException nobodyWaitsForIt) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the runs are to end. */
    boolean isRequested() {
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

    /** A statement is about to be sent, unless the run is to end. */
    void began(InFlight statement) {
        cancellable.add(statement);
        if (requested) {
            cancellable.remove(statement);
            check();
        }
    }

    /** Why statements could not be cancelled. */
    List<SQLException> refusals() {
        return List.copyOf(refusals);
    }

    void ended(InFlight statement) {
        cancellable.remove(statement);
        statement.end();
    }
}
