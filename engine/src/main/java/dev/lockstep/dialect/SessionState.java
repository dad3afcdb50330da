package dev.lockstep.dialect;

import java.sql.SQLException;
import java.util.Optional;

/**
 * The settings of a session as they were at one moment: what a script changes for itself (the search path, the default
 * database, the role, modes, the time zone) must not reach the next script.
 */
public interface SessionState {
    /**
     * Sets back who the session acts as, if a script has changed that, and leaves all else as the script wants it: the
     * history is written by whoever began the run.
     *
     * @return the statement that makes the session act again as the script wants it; empty if it acts so already
     */
    default Optional<String> restoreIdentity() throws SQLException {
        return Optional.empty();
    }

    /** Sets everything back to how it was, in one round trip where possible; any number of times. */
    void restore() throws SQLException;
}
