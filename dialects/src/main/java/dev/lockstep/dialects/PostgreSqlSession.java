package dev.lockstep.dialects;

import dev.lockstep.dialect.LockWaits;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.SessionState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a session has set for itself. RESET ALL goes back to the values of the login; what was set after it is set again.
 * DISCARD ALL is no choice, since it gives up the advisory lock.
 *
 * <p>A session that a pooler has lent for one transaction gets back what is different, and no more: the pooler keeps book of
 * some settings, and of what others have prepared there.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-reset.html">RESET</a>
 * @see <a href="https://www.postgresql.org/docs/current/sql-set.html">SET, which lasts beyond COMMIT unless it is LOCAL</a>
 * @see <a href="https://www.postgresql.org/docs/current/sql-discard.html">DISCARD</a>
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-settings.html">pg_settings</a>
 */
final class PostgreSqlSession implements SessionState {
    private static final String USER = "session_authorization";
    private static final String ROLE = "role";

    /** The role and the session's user are not among pg_settings; the user comes first, since it decides on the role. */
    private static final String READ = """
            SELECT 'session_authorization', CAST(session_user AS text)
            UNION ALL SELECT 'role', current_setting('role')
            UNION ALL SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'""";

    private static final String RESET_USER = "RESET SESSION AUTHORIZATION; ";
    private static final String CLEAR = "CLOSE ALL; UNLISTEN *; DISCARD TEMP; ";
    private static final String CLEAR_OWN = "RESET ALL; DEALLOCATE ALL; " + CLEAR;

    private static final String LOCK_TIMEOUT = "lock_timeout";

    private static final List<String> IDENTITY = List.of(USER, ROLE);

    private final Connection connection;
    private final boolean isLent;
    private final Map<String, String> settings;

    private PostgreSqlSession(Connection connection, boolean isLent, Map<String, String> settings) {
        this.connection = connection;
        this.isLent = isLent;
        this.settings = settings;
    }

    static PostgreSqlSession of(Connection connection, Pooling pooling) throws SQLException {
        return new PostgreSqlSession(connection, pooling == Pooling.TRANSACTION, read(connection));
    }

    private static Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
        }
        return settings;
    }

    /** What sets the settings to these values. */
    private static String set(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting ->
                        "set_config(" + literal(setting.getKey()) + ", " + literal(setting.getValue()) + ", false)")
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    /** A string that means the same whatever standard_conforming_strings is. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public void restore() throws SQLException {
        execute(RESET_USER + (isLent ? CLEAR + resetOthers() : CLEAR_OWN) + set(settings));
    }

    private String resetOthers() throws SQLException {
        return read(connection).keySet().stream()
                .filter(name -> !settings.containsKey(name))
                .map(name -> "RESET " + name + "; ")
                .collect(Collectors.joining());
    }

    @Override
    public SessionState restoreIdentity() throws SQLException {
        Map<String, String> own = identity(settings);
        Map<String, String> now = identity(read(connection));
        if (now.equals(own)) {
            return () -> {};
        }
        become(own);
        return () -> become(now);
    }

    private static Map<String, String> identity(Map<String, String> settings) {
        Map<String, String> identity = new LinkedHashMap<>(settings);
        identity.keySet().retainAll(IDENTITY);
        return identity;
    }

    private void become(Map<String, String> who) throws SQLException {
        execute(RESET_USER + set(who));
    }

    /**
     * Rows wait as long as the session was told at its beginning, which is for ever if nobody said anything. Behind a pooler
     * there are transactions only.
     *
     * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT">lock_timeout</a>
     */
    @Override
    public LockWaits lockWaits(Duration brief) {
        String set = LOCK_TIMEOUT + " = " + brief.toMillis();
        return isLent
                ? new LockWaits("", "", "SET LOCAL " + set)
                : new LockWaits(
                        "SET " + LOCK_TIMEOUT + " = " + settings.getOrDefault(LOCK_TIMEOUT, "DEFAULT"),
                        "SET " + set,
                        "SET LOCAL " + set);
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
