package dev.lockstep.dialect;

import java.sql.SQLException;
import java.time.Duration;

/**
 * The settings of a session as they were at one moment: what a script changes for itself (the search path, the default
 * database, the role, modes, the time zone) must not reach the next script.
 */
public interface SessionState {
    /**
     * Sets back who the session acts as and in which character set it speaks, where a script may change that, and leaves
     * all else as the script wants it: the history is written by whoever began the run.
     *
     * @return what the script had made of it
     */
    default SessionState restoreIdentity() throws SQLException {
        return () -> {};
    }

    /**
     * Has the database read SQL as it does for its own client, where the driver has asked for something else: a script means
     * what it means there. Undone by {@link #restore()}.
     */
    default void readAsClient() throws SQLException {}

    /**
     * How this session is told to wait for what others have locked. Undone by {@link #restore()}.
     *
     * @param brief how long a statement waits while all others queue behind it
     */
    default LockWaits lockWaits(Duration brief) {
        return LockWaits.NONE;
    }

    /** Sets everything back to how it was, in one round trip where possible; any number of times. */
    void restore() throws SQLException;
}
