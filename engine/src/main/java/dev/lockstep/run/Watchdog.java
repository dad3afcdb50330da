package dev.lockstep.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Stands beside the statement in flight and cancels it on the server: when the run is to stop, when its time is over. */
final class Watchdog implements AutoCloseable {
    private final Stop stop;
    private @Nullable ScheduledThreadPoolExecutor clock;

    Watchdog(Stop stop) {
        this.stop = stop;
    }

    /** The work of a statement. */
    @FunctionalInterface
    interface Work<E extends Exception> {
        void run() throws SQLException, E;
    }

    /**
     * Does the work of a statement.
     *
     * @param isStoppable whether the next run could take the statement up if it were cancelled
     * @param timeout how long it may take
     */
    <E extends Exception> void guard(InFlight statement, boolean isStoppable, Optional<Duration> timeout, Work<E> work)
            throws SQLException, E {
        if (isStoppable) {
            stop.began(statement);
        }
        AtomicBoolean isOver = new AtomicBoolean();
        Optional<ScheduledFuture<?>> alarm = timeout.map(limit -> alarm(statement, limit, isOver));
        try {
            work.run();
        } catch (SQLException error) {
            stop.refusals().stream().filter(refusal -> refusal != error).forEach(error::addSuppressed);
            throw isOver.get() ? new TimeoutError(timeout.orElseThrow(), error) : error;
        } finally {
            stop.ended(statement);
            alarm.ifPresent(set -> set.cancel(false));
        }
    }

    private ScheduledFuture<?> alarm(InFlight statement, Duration limit, AtomicBoolean isOver) {
        if (clock == null) {
            clock = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "lockstep-watchdog");
                thread.setDaemon(true);
                return thread;
            });
        }
        Callable<Optional<SQLException>> end = () -> {
            isOver.set(true);
            return statement.cancel();
        };
        return clock.schedule(end, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }

    /** A statement that was cancelled because its time was over. */
    static final class TimeoutError extends SQLException {
        private static final long serialVersionUID = 1L;

        TimeoutError(Duration limit, SQLException cause) {
            super(
                    "cancelled after " + limit.toMillis() + " ms, its timeout: " + cause.getMessage(),
                    cause.getSQLState(),
                    cause.getErrorCode(),
                    cause);
        }
    }
}
