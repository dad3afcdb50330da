package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.DatabaseSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks from a second connection at what the session does. The connection is opened when it is needed, reads only, in
 * auto-commit, so that nobody ever waits for it, and is closed as soon as there is nothing to look at. Where it cannot be
 * had, nothing is seen.
 */
final class Onlooker implements AutoCloseable {
    private final DataSource dataSource;
    private final Dialect dialect;
    private final String session;
    private @Nullable Connection connection;
    private boolean isRefused;

    /**
     * An onlooker who has not opened its eyes yet.
     *
     * @param session the database's number of the session to look at; empty if it has none
     */
    Onlooker(DataSource dataSource, Dialect dialect, String session) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.session = session;
    }

    /** Whether it was let in so far, so that a session that it does not find is not there. */
    boolean canSee() {
        return !isRefused;
    }

    /** The session, as others see it. */
    Optional<DatabaseSession> look() {
        if (session.isEmpty() || isRefused) {
            return Optional.empty();
        }
        try {
            return dialect.session(open(), session);
        } catch (SQLException refused) {
            isRefused = true;
            return Optional.empty();
        }
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
        }
        return connection;
    }

    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException gone) {
            isRefused = true;
        }
    }
}
