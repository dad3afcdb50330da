package dev.lockstep.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread, begun when it is needed, that does things one after the other: at once, later, or again and again. */
final class Clock implements AutoCloseable {
    private static final long FAREWELL_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;
    private final Runnable farewell;
    private Optional<Future<?>> repeated = Optional.empty();

    /**
     * A clock that stands still.
     *
     * @param name the thread's
     * @param farewell what it does last, if it has done anything
     */
    Clock(String name, Runnable farewell) {
        this.farewell = farewell;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does this as soon as it has done all else that is due. */
    void soon(Runnable work) {
        executor.execute(work);
    }

    /** Does this once. */
    Future<?> after(Duration delay, Callable<?> work) {
        return executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does this again and again until it is closed, with such a pause before it. */
    void every(Duration pause, Runnable work) {
        long millis = pause.toMillis();
        repeated = Optional.of(executor.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS));
    }

    /** Ends with the farewell said; what is under way is waited for, for a while. */
    @Override
    public void close() {
        repeated.ifPresent(work -> work.cancel(false));
        if (executor.getPoolSize() > 0) {
            executor.execute(farewell);
        }
        executor.shutdown();
        try {
            executor.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
