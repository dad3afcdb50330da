package dev.lockstep.dialect;

import java.sql.SQLException;

/**
 * The settings of a session as they were at one moment: what a script changes for itself (the search path, the default
 * database, the role, modes, the time zone) must not reach the next script.
 */
@FunctionalInterface
public interface SessionState {
    /** Sets everything back to how it was, in one round trip where possible; any number of times. */
    void restore() throws SQLException;
}
