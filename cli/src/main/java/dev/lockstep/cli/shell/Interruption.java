package dev.lockstep.cli.shell;

import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ctrl-C and SIGTERM: the run is asked to stop, and the process ends when it has. If the run is in the middle of a
 * statement that cannot be cancelled, patience ends some day, and so does the process: the history tells where to go on.
 * A second signal ends it at once.
 */
public final class Interruption {
    private static final long MOMENT_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<Runnable> stopping = Optional.empty();

    private Interruption() {}

    /** Begins to listen; what has to be said is said there. */
    public static Interruption watched(PrintWriter err) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.stop(err), "interruption"));
        return interruption;
    }

    /** An interruption that never comes, for a command that runs inside another program. */
    public static Interruption never() {
        return new Interruption();
    }

    /** Does the work, which this ends early when the interruption comes. */
    public <T> T during(Supplier<T> work, Runnable stop) {
        stopping = Optional.of(stop);
        try {
            return work.get();
        } finally {
            stopping = Optional.empty();
        }
    }

    /**
     * Waits that long.
     *
     * @throws InterruptedRunException if the interruption comes meanwhile
     */
    public void sleep(long millis) {
        boolean isAsked;
        try {
            isAsked = asked.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            isAsked = true;
        }
        if (isAsked) {
            throw new InterruptedRunException(
                    Problem.of("interrupted while waiting: nothing was done", "run the same command again"));
        }
    }

    /** The command has ended by itself, and has said what there is to say. */
    public void ended() {
        ended.countDown();
    }

    private void stop(PrintWriter err) {
        if (ended.getCount() == 0) {
            return;
        }
        Signals.onEnding(Interruption::halt);
        asked.countDown();
        Optional<Runnable> stop = stopping;
        stop.ifPresent(Runnable::run);
        boolean isOver = isEndedWithin(MOMENT_MILLIS);
        if (!isOver && stop.isPresent()) {
            err.println(
                    "\nstopping as soon as the statement in flight has ended; a second signal ends this process at once,"
                            + " and the next run finds out where to go on");
            err.flush();
            isEndedWithin(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
        halt();
    }

    private static void halt() {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }

    private boolean isEndedWithin(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
