package dev.lockstep.cli.shell;

import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the run is asked to stop at its next statement, and has a moment to do so. If it is in the middle
 * of a long one the process ends all the same: the history tells where to go on.
 */
public final class Interruption {
    private static final long GRACE_MILLIS = 3_000;

    private final Thread runner = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean asked;

    /** Begins to listen, on behalf of the calling thread. */
    public static Interruption watched() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "interruption"));
        return interruption;
    }

    /** An interruption that never comes, for a command that runs inside another program. */
    public static Interruption never() {
        return new Interruption();
    }

    private Interruption() {}

    /**
     * Ends the run if it was asked to stop.
     *
     * @throws InterruptedRunException if so
     */
    public void check() {
        if (asked) {
            throw new InterruptedRunException(Problem.of(
                    "interrupted: what was committed is kept, and the history tells where to go on",
                    "run the same command again, which goes on from there"));
        }
    }

    /** The run has ended by itself, and has said what there is to say. */
    public void ended() {
        ended.countDown();
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        asked = true;
        runner.interrupt();
        try {
            if (!ended.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                System.err.println("interrupted in the middle of a statement; the history tells where to go on: run the"
                        + " same command again");
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
}
