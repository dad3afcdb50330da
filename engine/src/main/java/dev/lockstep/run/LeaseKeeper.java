package dev.lockstep.run;

import dev.lockstep.dialect.Lease;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Renews a lease that ends by itself, as long as the run lasts, on a connection of its own. Whoever works under the lease asks
 * before each statement whether it still has it.
 */
final class LeaseKeeper implements AutoCloseable {
    /** How often it is renewed in each term, so that one failure does not matter. */
    private static final int RENEWALS = 3;

    private static final long FAREWELL_SECONDS = 10;

    private final Lease lease;
    private final Duration term;
    private final DataSource dataSource;
    private final ScheduledThreadPoolExecutor clock;
    private final ScheduledFuture<?> renewing;
    private @Nullable Connection connection;
    private long renewed = System.nanoTime();
    private boolean isLost;

    /** Renews this lease from now on. */
    LeaseKeeper(Lease lease, Duration term, DataSource dataSource) {
        this.lease = lease;
        this.term = term;
        this.dataSource = dataSource;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lockstep-lease");
            thread.setDaemon(true);
            return thread;
        });
        this.clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        long period = term.toMillis() / RENEWALS;
        this.renewing = clock.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Sees that the lease is still held. One that should have been renewed by now is renewed first: the whole cluster may have
     * stood still meanwhile.
     *
     * @throws ConnectionException if it is not
     */
    void check() {
        synchronized (this) {
            if (!isLost && isOver()) {
                renew();
            }
            if (isLost || isOver()) {
                throw new ConnectionException(Problem.of(
                        "the lease on this history was lost"
                                + (isLost ? " to another run" : ", as it could not be renewed")
                                + ": what was done is recorded",
                        "see 'lockstep lock' and 'lockstep status', then run the same command again, which goes on from"
                                + " here"));
            }
        }
    }

    private boolean isOver() {
        return System.nanoTime() - renewed > term.toNanos();
    }

    private synchronized void renew() {
        long asked = System.nanoTime();
        try {
            isLost = isLost || !lease.renew(connection());
            renewed = asked;
        } catch (SQLException refused) {
            disconnect();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
        }
        return connection;
    }

    private void disconnect() {
        Connection closing = connection;
        connection = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException gone) {
            // there is nothing left to close
        }
    }

    @Override
    public void close() {
        renewing.cancel(false);
        clock.execute(this::disconnect);
        clock.shutdown();
        try {
            clock.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
    }
}
