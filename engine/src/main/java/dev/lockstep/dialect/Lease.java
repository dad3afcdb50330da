package dev.lockstep.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A held lock. Closing it sets the lock free; if the session is gone, so is the lock, and closing does nothing. */
@FunctionalInterface
public interface Lease extends AutoCloseable {
    /** How long it lasts, by the server's clock, if it is not {@link #renew renewed}; empty if it lasts with the session. */
    default Optional<Duration> term() {
        return Optional.empty();
    }

    /**
     * Has it last for another term.
     *
     * @param other another connection, since the session's own may be busy
     * @return false if somebody else has it by now
     */
    default boolean renew(Connection other) throws SQLException {
        return true;
    }

    @Override
    void close() throws SQLException;
}
