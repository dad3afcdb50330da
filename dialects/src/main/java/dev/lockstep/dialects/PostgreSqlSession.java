package dev.lockstep.dialects;

import dev.lockstep.dialect.SessionState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
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
            "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; DEALLOCATE ALL; SELECT ";

    private static final String LIFT = "SELECT set_config('lock_timeout', '0', false) FROM pg_catalog.pg_settings"
            + " WHERE name = 'lock_timeout' AND setting = ";

    private static final Set<String> IDENTITY = Set.of("session_authorization", "role");

    private final Connection connection;
    private final String settings;
    private final String identity;

    private PostgreSqlSession(Connection connection, String settings, String identity) {
        this.connection = connection;
        this.settings = settings;
        this.identity = identity;
    }

    static PostgreSqlSession of(Connection connection) throws SQLException {
        StringJoiner settings = new StringJoiner(", ");
        StringJoiner identity = new StringJoiner(", ");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                String setting =
                        "set_config(" + literal(row.getString(1)) + ", " + literal(row.getString(2)) + ", false)";
                settings.add(setting);
                if (IDENTITY.contains(row.getString(1))) {
                    identity.add(setting);
                }
            }
        }
        return new PostgreSqlSession(connection, settings.toString(), identity.toString());
    }

    /** A string that means the same whatever standard_conforming_strings is. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public void restore() throws SQLException {
        execute(CLEAR + settings);
    }

    @Override
    public SessionState restoreIdentity() throws SQLException {
        PostgreSqlSession now = of(connection);
        if (now.identity.equals(identity)) {
            return () -> {};
        }
        become(identity);
        return () -> become(now.identity);
    }

    /** @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT">lock_timeout</a> */
    @Override
    public void limitLockWaits(Duration limit) throws SQLException {
        execute("SET lock_timeout = " + limit.toMillis());
    }

    @Override
    public boolean liftLockLimit(Duration limit) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LIFT + "'" + limit.toMillis() + "'")) {
            return row.next();
        }
    }

    private void become(String who) throws SQLException {
        execute("RESET SESSION AUTHORIZATION; SELECT " + who);
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
