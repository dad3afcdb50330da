package dev.lockstep.dialect;

import java.sql.SQLException;

/** A held lock. Closing it sets the lock free; if the session is gone, so is the lock, and closing does nothing. */
@FunctionalInterface
public interface Lease extends AutoCloseable {
    @Override
    void close() throws SQLException;
}
