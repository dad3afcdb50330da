package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.SessionState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The settings of a session, which scripts may change, and which every script is to find as the first one did. */
final class KeptSettings {
    private final Connection connection;
    private final Dialect dialect;
    private final Duration longestLockWait;
    private Optional<SessionState> noted = Optional.empty();
    private Optional<SessionState> first = Optional.empty();
    private boolean mayBeChanged;

    /**
     * Keeps the settings of a connection.
     *
     * @param longestLockWait how long its statements wait for what others have locked; zero for as long as the server says
     */
    KeptSettings(Connection connection, Dialect dialect, Duration longestLockWait) {
        this.connection = connection;
        this.dialect = dialect;
        this.longestLockWait = longestLockWait;
    }

    /** Notes the settings, before the first script can change them. */
    void note() throws SQLException {
        SessionState state = dialect.sessionState(connection);
        noted = Optional.of(state);
        first = first.or(() -> noted);
        prepare(state);
    }

    /** Notes the settings as they are now, for the steps that follow, but not who the session acts as. */
    void noteAnew() throws SQLException {
        if (mayBeChanged) {
            restoreIdentity();
            note();
            mayBeChanged = false;
        }
    }

    /** Undoes what scripts may have changed since the settings were noted. */
    void restore() throws SQLException {
        if (noted.isPresent() && mayBeChanged) {
            noted.get().restore();
            prepare(noted.get());
            mayBeChanged = false;
        }
    }

    private void prepare(SessionState state) throws SQLException {
        state.readAsClient();
        if (!longestLockWait.isZero()) {
            state.limitLockWaits(longestLockWait);
        }
    }

    /** A script sends something that may change the session. */
    void mayBeChanged() {
        mayBeChanged = true;
    }

    /** Acts again as whoever began the run; answers how the script wanted it. */
    SessionState restoreIdentity() throws SQLException {
        return noted.isPresent() && mayBeChanged ? noted.get().restoreIdentity() : () -> {};
    }

    /** What is done patiently. */
    @FunctionalInterface
    interface Patience {
        void run() throws SQLException, IOException, StatementError;
    }

    /**
     * Does something that has to wait for all others, however long that takes, since giving up would leave a ruin.
     *
     * @param work what is done
     */
    void patiently(Patience work) throws SQLException, IOException, StatementError {
        boolean isLifted = noted.isPresent() && noted.get().liftLockLimit(longestLockWait);
        try {
            work.run();
        } finally {
            if (isLifted && !connection.isClosed()) {
                noted.get().limitLockWaits(longestLockWait);
            }
        }
    }

    /** Makes the settings what they were at the very first. */
    void giveBack() throws SQLException {
        if (first.isPresent()) {
            first.get().restore();
        }
    }
}
