package dev.lockstep.dialects;

import dev.lockstep.dialect.LockWaits;
import dev.lockstep.dialect.SessionState;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a connection has set for itself: its pragmas and the databases attached to it. Those that cannot be read
 * (case_sensitive_like) cannot be set back.
 *
 * @see <a href="https://www.sqlite.org/pragma.html">PRAGMA Statements</a>
 */
final class SqliteSession implements SessionState {
    private static final List<String> PRAGMAS = List.of(
            "foreign_keys",
            "defer_foreign_keys",
            "ignore_check_constraints",
            "recursive_triggers",
            "legacy_alter_table",
            "writable_schema",
            "trusted_schema",
            "query_only",
            "read_uncommitted",
            "reverse_unordered_selects",
            "synchronous",
            "secure_delete",
            "automatic_index",
            "cell_size_check",
            "temp_store",
            "cache_size",
            "cache_spill",
            "busy_timeout",
            "locking_mode");

    private static final String ATTACHED =
            "SELECT name, file FROM pragma_database_list WHERE name NOT IN ('main', 'temp')";

    private static final int LONGEST_STATEMENT = 1_000_000_000;

    private final Connection connection;
    private final Map<String, String> pragmas;
    private final Map<String, String> attached;

    private SqliteSession(Connection connection, Map<String, String> pragmas, Map<String, String> attached) {
        this.connection = connection;
        this.pragmas = pragmas;
        this.attached = attached;
    }

    static SqliteSession of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return new SqliteSession(connection, pragmas(statement), attached(statement));
        }
    }

    private static Map<String, String> pragmas(Statement statement) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pragma : PRAGMAS) {
            try (ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
                if (row.next()) {
                    values.put(pragma, row.getString(1));
                }
            }
        }
        return values;
    }

    private static Map<String, String> attached(Statement statement) throws SQLException {
        Map<String, String> databases = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(ATTACHED)) {
            while (row.next()) {
                databases.put(row.getString(1), row.getString(2) == null ? "" : row.getString(2));
            }
        }
        return databases;
    }

    /**
     * The driver refuses a statement beyond a million bytes, where SQLite itself takes a thousand million; the limit is a
     * method's affair. It stays raised.
     *
     * @see <a href="https://www.sqlite.org/limits.html">Limits In SQLite: maximum length of an SQL statement</a>
     */
    @Override
    public void readAsClient() throws SQLException {
        ClassLoader loader = connection.unwrap(Connection.class).getClass().getClassLoader();
        try {
            Class<?> type = Class.forName("org.sqlite.SQLiteConnection", false, loader);
            Class<?> limits = Class.forName("org.sqlite.SQLiteLimits", false, loader);
            Object length = limits.getField("SQLITE_LIMIT_SQL_LENGTH").get(null);
            type.getMethod("setLimit", limits, int.class).invoke(connection.unwrap(type), length, LONGEST_STATEMENT);
        } catch (InvocationTargetException refused) {
            throw new SQLException("the limit for the length of a statement cannot be raised", refused.getCause());
        } catch (ReflectiveOperationException otherDriver) {
            // another driver has limits of its own
        }
    }

    /**
     * Whoever writes locks the whole file, whatever it writes, and keeps readers out while its COMMIT waits for those that came
     * before.
     *
     * @see <a href="https://www.sqlite.org/pragma.html#pragma_busy_timeout">busy_timeout</a>
     * @see <a href="https://www.sqlite.org/lockingv3.html#writer_starvation">Writer Starvation: the PENDING lock</a>
     */
    @Override
    public LockWaits lockWaits(Duration brief) {
        return new LockWaits("PRAGMA busy_timeout = " + brief.toMillis(), "", "");
    }

    @Override
    public void restore() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<String, String> now = pragmas(statement);
            for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
                if (!pragma.getValue().equals(now.get(pragma.getKey()))) {
                    statement.execute("PRAGMA " + pragma.getKey() + " = " + pragma.getValue());
                }
            }
            restoreAttached(statement);
        }
    }

    private void restoreAttached(Statement statement) throws SQLException {
        Map<String, String> now = attached(statement);
        for (Map.Entry<String, String> database : now.entrySet()) {
            if (!database.getValue().equals(attached.get(database.getKey()))) {
                statement.execute("DETACH " + name(database.getKey()));
            }
        }
        for (Map.Entry<String, String> database : attached.entrySet()) {
            if (!database.getValue().equals(now.get(database.getKey()))) {
                statement.execute(
                        "ATTACH '" + database.getValue().replace("'", "''") + "' AS " + name(database.getKey()));
            }
        }
    }

    private static String name(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
