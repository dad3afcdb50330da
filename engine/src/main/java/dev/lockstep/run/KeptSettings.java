package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Effects.Waiting;
import dev.lockstep.dialect.LockWaits;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.SessionState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of a session, which scripts may change, and which every script is to find as the first one did. */
final class KeptSettings {
    private final Connection connection;
    private final Dialect dialect;
    private final List<String> wished;
    private final Duration briefWait;
    private final Patience patience;
    private Optional<SessionState> noted = Optional.empty();
    private Optional<SessionState> first = Optional.empty();
    private boolean mayBeChanged;

    /**
     * Keeps the settings of a connection.
     *
     * @param wished the statements that the caller wants on every new session
     * @param briefWait how long its statements wait while all others queue behind them; zero for as long as the server says
     */
    KeptSettings(Connection connection, Dialect dialect, List<String> wished, Duration briefWait) {
        this.connection = connection;
        this.dialect = dialect;
        this.wished = wished;
        this.briefWait = briefWait;
        this.patience = new Patience(connection);
    }

    /** How long its statements wait for what others have locked. */
    Patience patience() {
        return patience;
    }

    /** Makes the session what the caller wants it to be. */
    void wish() throws SQLException {
        for (String sql : wished) {
            Execution.execute(connection, sql);
        }
    }

    /** Notes what a session is like that is lent for the transaction which has just begun, before anything is set in it. */
    void noteLent() throws SQLException {
        forget();
        first = Optional.of(dialect.sessionState(connection, Pooling.TRANSACTION));
    }

    /** Makes such a session what the caller wants it to be, up to {@link #leaveTransaction()}. */
    void enterTransaction() throws SQLException {
        mayBeChanged = !wished.isEmpty();
        wish();
        noted = wished.isEmpty() ? first : Optional.of(dialect.sessionState(connection, Pooling.TRANSACTION));
        prepare(noted.get());
    }

    /** Before that transaction is committed: whoever is given the session next finds nothing of it. */
    void leaveTransaction() throws SQLException {
        if (mayBeChanged) {
            giveBack();
        }
        forget();
    }

    /** That transaction is gone, and with it all that was set. */
    void forget() {
        first = Optional.empty();
        noted = Optional.empty();
        mayBeChanged = false;
    }

    /** Notes the settings, before the first script can change them. */
    void note() throws SQLException {
        SessionState state = dialect.sessionState(connection, Pooling.NONE);
        noted = Optional.of(state);
        first = first.or(() -> noted);
        prepare(state);
    }

    /** Notes the settings as they are now, for the steps that follow, but not who the session acts as. */
    void noteAnew() throws SQLException {
        if (mayBeChanged) {
            restoreIdentity();
            patience.outside(Waiting.PATIENT);
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
        patience.become(briefWait.isZero() ? LockWaits.NONE : state.lockWaits(briefWait));
    }

    /** A script sends something that may change the session. */
    void mayBeChanged() {
        mayBeChanged = true;
    }

    /** Acts again as whoever began the run; answers how the script wanted it. */
    SessionState restoreIdentity() throws SQLException {
        return noted.isPresent() && mayBeChanged ? noted.get().restoreIdentity() : () -> {};
    }

    /** Makes the settings what they were when they were noted first. */
    void giveBack() throws SQLException {
        if (first.isPresent()) {
            first.get().restore();
            forget();
        }
    }
}
