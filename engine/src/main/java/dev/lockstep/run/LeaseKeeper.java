package dev.lockstep.run;

import dev.lockstep.dialect.Lease;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Renews a lease that ends by itself, as long as the run lasts, on a connection of its own. Whoever works under the lease asks
 * before each statement whether it still has it.
 */
final class LeaseKeeper implements AutoCloseable {
    /** How often it is renewed in each term, so that one failure does not matter. */
    private static final int RENEWALS = 3;

    private final Lease lease;
    private final Duration term;
    private final SecondConnection connection;
    private final Clock clock;
    private long renewed = System.nanoTime();
    private boolean isLost;

    /** Renews this lease from now on. */
    LeaseKeeper(Lease lease, Duration term, DataSource dataSource) {
        this.lease = lease;
        this.term = term;
        this.connection = new SecondConnection(dataSource);
        this.clock = new Clock("lockstep-lease", connection::close);
        clock.every(term.dividedBy(RENEWALS), this::renew);
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
            isLost = isLost || !lease.renew(connection.open());
            renewed = asked;
        } catch (SQLException refused) {
            connection.close();
        }
    }

    @Override
    public void close() {
        clock.close();
    }
}
