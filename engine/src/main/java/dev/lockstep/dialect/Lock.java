package dev.lockstep.dialect;

import dev.lockstep.model.DatabaseSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The lock that keeps all other runs away from one history table, as one session sees it. */
public interface Lock {
    /**
     * Takes the lock if it is free; never waits. It is held by this very session and ends with it, whatever becomes of
     * the process.
     *
     * @param self what others are told of the holder: host and process
     * @return empty if another session holds it
     */
    Optional<Lease> take(String self) throws SQLException;

    /** Makes it visible to others, where the database can show it, that this session waits. */
    Line standInLine(String self) throws SQLException;

    /** The session that holds it at this moment, as the database tells it; empty if none does. Reading only. */
    Optional<DatabaseSession> holder() throws SQLException;

    /**
     * Whether the holder has taken it as {@code self}: asked where the database does not tell what its clients call
     * themselves. Reading only.
     */
    default boolean isTakenBy(DatabaseSession holder, String self) throws SQLException {
        return false;
    }

    /** The sessions that stand in line, as far as the database can show them. Reading only. */
    List<DatabaseSession> waiters() throws SQLException;

    /**
     * Ends the session of the holder, with all that it does.
     *
     * @throws SQLException if that is not permitted
     * @throws java.sql.SQLFeatureNotSupportedException if no other session can do that, with what would help as its message
     */
    void end(DatabaseSession holder) throws SQLException;

    /** A place in the line of those who wait; closing it gives it up. */
    interface Line extends AutoCloseable {
        /** Lets some time pass, holding nothing that the holder could be waiting for. */
        default void pause(Duration duration) throws SQLException, InterruptedException {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        }

        @Override
        void close() throws SQLException;
    }
}
