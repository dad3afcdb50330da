package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How often something comes back that somebody else's lock has kept waiting too long. Whoever waits for a lock on a table
 * makes all others wait behind it, so it gives up soon, lets them through, and tries again after a pause that grows.
 */
final class Retries {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long SLICE_MILLIS = 50;

    private final Session session;
    private final Step step;
    private long pause = FIRST_PAUSE_MILLIS;
    private int used;

    Retries(Session session, Step step) {
        this.session = session;
        this.step = step;
    }

    /** After an error: whether it is worth another attempt, once a pause is over. */
    boolean allow(int statement, SQLException error) {
        int most = session.limits().blocked().retries();
        if (used >= most || session.isStopping() || session.trouble(error) != Trouble.BUSY) {
            return false;
        }
        used++;
        long millis = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
        Event.Blocked event =
                new Event.Blocked(step, statement, used, most, Duration.ofMillis(millis), session.blockers());
        session.tell(event);
        sleep(millis);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        return true;
    }

    private void sleep(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (System.nanoTime() - end < 0) {
                session.checkStop();
                TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(Problem.of(
                    "interrupted while waiting for others' locks: what was done is recorded",
                    "run the same command again, which goes on from here"));
        }
    }
}
