package dev.lockstep.dialects;

import dev.lockstep.dialect.SessionState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a session has set for itself. RESET ALL goes back to the values of the login; what was set after it is set again.
 * DISCARD ALL is no choice, since it gives up the advisory lock.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-reset.html">RESET</a>
 * @see <a href="https://www.postgresql.org/docs/current/sql-discard.html">DISCARD</a>
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-settings.html">pg_settings</a>
 */
final class PostgreSqlSession implements SessionState {
    /** The role and the session's user are not among pg_settings; the user comes first, since it decides on the role. */
    private static final String READ = """
            SELECT 'session_authorization', CAST(session_user AS text)
            UNION ALL SELECT 'role', current_setting('role')
            UNION ALL SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'""";

    private static final String CLEAR =
            "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; SELECT ";

    private static final String READ_IDENTITY = "SELECT CAST(session_user AS text), current_setting('role')";

    private final Connection connection;
    private final String sql;
    private final String identity;

    private PostgreSqlSession(Connection connection, String sql, String identity) {
        this.connection = connection;
        this.sql = sql;
        this.identity = identity;
    }

    static PostgreSqlSession of(Connection connection) throws SQLException {
        StringJoiner settings = new StringJoiner(", ");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                settings.add(setting(row.getString(1), row.getString(2)));
            }
        }
        return new PostgreSqlSession(connection, CLEAR + settings, identity(connection));
    }

    /** The statement that makes a session act as this one acts now. */
    private static String identity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ_IDENTITY)) {
            row.next();
            return "RESET SESSION AUTHORIZATION; SELECT " + setting("session_authorization", row.getString(1)) + ", "
                    + setting("role", row.getString(2));
        }
    }

    private static String setting(String name, String value) {
        return "set_config(" + literal(name) + ", " + literal(value) + ", false)";
    }

    /** A string that means the same whatever standard_conforming_strings is. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public void restore() throws SQLException {
        execute(sql);
    }

    @Override
    public Optional<String> restoreIdentity() throws SQLException {
        String now = identity(connection);
        if (now.equals(identity)) {
            return Optional.empty();
        }
        execute(identity);
        return Optional.of(now);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isResult = statement.execute(sql);
            while (isResult || statement.getUpdateCount() != -1) {
                isResult = statement.getMoreResults();
            }
        }
    }
}
