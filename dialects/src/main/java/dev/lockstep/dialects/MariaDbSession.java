package dev.lockstep.dialects;

import dev.lockstep.dialect.LockWaits;
import dev.lockstep.dialect.SessionState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What a session has set for itself, of all that a dump or a migration sets in practice. Only what differs is set back,
 * since a few of these settings ask for a right even if nothing changes.
 *
 * @see <a href="https://mariadb.com/kb/en/server-system-variables/">Server System Variables</a>
 * @see <a href="https://mariadb.com/kb/en/mariadb-dump/">mariadb-dump, which writes many of them</a>
 */
final class MariaDbSession implements SessionState {
    private static final String DEFINITION_WAIT = "LOCK_WAIT_TIMEOUT";
    private static final String ROW_WAIT = "INNODB_LOCK_WAIT_TIMEOUT";

    /** What the server takes if nobody says anything, in seconds. */
    private static final String USUAL_ROW_WAIT = "50";

    private static final long DAY = Duration.ofDays(1).toSeconds();

    /** A character set comes before the collation that depends on it. */
    private static final List<String> SETTINGS = List.of(
            "SQL_MODE",
            "FOREIGN_KEY_CHECKS",
            "UNIQUE_CHECKS",
            "CHECK_CONSTRAINT_CHECKS",
            "CHARACTER_SET_CLIENT",
            "CHARACTER_SET_RESULTS",
            "CHARACTER_SET_CONNECTION",
            "COLLATION_CONNECTION",
            "CHARACTER_SET_FILESYSTEM",
            "CHARACTER_SET_COLLATIONS",
            "TIME_ZONE",
            "LC_TIME_NAMES",
            "LC_MESSAGES",
            "SQL_NOTES",
            "SQL_SAFE_UPDATES",
            "SQL_SELECT_LIMIT",
            "SQL_BIG_SELECTS",
            "SQL_AUTO_IS_NULL",
            "SQL_LOG_BIN",
            "SQL_QUOTE_SHOW_CREATE",
            "SQL_REQUIRE_PRIMARY_KEY",
            "AUTOCOMMIT",
            "COMPLETION_TYPE",
            "TX_ISOLATION",
            "TX_READ_ONLY",
            "TRANSACTION_ISOLATION",
            "TRANSACTION_READ_ONLY",
            DEFINITION_WAIT,
            ROW_WAIT,
            "INNODB_STRICT_MODE",
            "MAX_STATEMENT_TIME",
            "MAX_EXECUTION_TIME",
            "NET_READ_TIMEOUT",
            "NET_WRITE_TIMEOUT",
            "WAIT_TIMEOUT",
            "DEFAULT_STORAGE_ENGINE",
            "DEFAULT_TMP_STORAGE_ENGINE",
            "ENFORCE_STORAGE_ENGINE",
            "ALTER_ALGORITHM",
            "OLD_ALTER_TABLE",
            "OLD_MODE",
            "EXPLICIT_DEFAULTS_FOR_TIMESTAMP",
            "SYSTEM_VERSIONING_ALTER_HISTORY",
            "SYSTEM_VERSIONING_INSERT_HISTORY",
            "AUTO_INCREMENT_INCREMENT",
            "AUTO_INCREMENT_OFFSET",
            "GROUP_CONCAT_MAX_LEN",
            "DIV_PRECISION_INCREMENT",
            "OPTIMIZER_SWITCH",
            "MAX_RECURSIVE_ITERATIONS",
            "CTE_MAX_RECURSION_DEPTH",
            "MAX_SP_RECURSION_DEPTH",
            "TMP_TABLE_SIZE",
            "MAX_HEAP_TABLE_SIZE",
            "SORT_BUFFER_SIZE",
            "JOIN_BUFFER_SIZE",
            "BULK_INSERT_BUFFER_SIZE",
            "MYISAM_SORT_BUFFER_SIZE");

    /** What the driver asks for; with it {@code count (} is a call, also in CREATE TABLE count (...). */
    private static final String IGNORE_SPACE = "IGNORE_SPACE";

    /** @see <a href="https://mariadb.com/kb/en/sql-mode/">SQL_MODE</a> */
    private static final String AS_SERVER_HAS_IT = "SET SESSION sql_mode = IF(FIND_IN_SET('IGNORE_SPACE',"
            + " @@GLOBAL.sql_mode), @@SESSION.sql_mode, REPLACE(@@SESSION.sql_mode, 'IGNORE_SPACE', ''))";

    private static final String DATABASE = "the default database";
    private static final String ROLE = "the role";
    private static final List<String> IDENTITY =
            List.of(ROLE, "CHARACTER_SET_CLIENT", "CHARACTER_SET_CONNECTION", "COLLATION_CONNECTION");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final Connection connection;
    private final Map<String, String> before;

    private MariaDbSession(Connection connection, Map<String, String> before) {
        this.connection = connection;
        this.before = before;
    }

    static MariaDbSession of(Connection connection) throws SQLException {
        return new MariaDbSession(connection, read(connection));
    }

    /** The values of the settings that this server knows; nothing is an empty text. */
    private static Map<String, String> read(Connection connection) throws SQLException {
        String variables = MariaDbSessions.isMariaDb(connection)
                ? "information_schema.SESSION_VARIABLES"
                : "performance_schema.session_variables";
        String sql = "SELECT UPPER(VARIABLE_NAME), VARIABLE_VALUE FROM " + variables
                + " WHERE VARIABLE_NAME IN ('" + String.join("', '", SETTINGS) + "')"
                + " UNION ALL SELECT '" + DATABASE + "', DATABASE()"
                + " UNION ALL SELECT '" + ROLE + "', CURRENT_ROLE()";
        Map<String, String> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.put(row.getString(1), row.getString(2) == null ? "" : row.getString(2));
            }
        }
        return found;
    }

    @Override
    public void restore() throws SQLException {
        List<String> changes = changes(read(connection));
        if (changes.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : changes) {
                statement.addBatch(sql);
            }
            statement.executeBatch();
        }
    }

    @Override
    public void readAsClient() throws SQLException {
        if (text("SQL_MODE").contains(IGNORE_SPACE)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(AS_SERVER_HAS_IT);
            }
        }
    }

    /**
     * The server counts in seconds. Where nobody has said how long rows wait, they wait as long as definitions do by default;
     * unless waiting is all that would ever end a deadlock.
     *
     * @see <a href="https://mariadb.com/kb/en/server-system-variables/#lock_wait_timeout">lock_wait_timeout</a>
     * @see <a href="https://mariadb.com/kb/en/innodb-system-variables/#innodb_lock_wait_timeout">innodb_lock_wait_timeout</a>
     */
    @Override
    public LockWaits lockWaits(Duration brief) {
        long seconds = Math.max(1, (brief.toMillis() + 999) / 1000);
        String rows = text(ROW_WAIT).equals(USUAL_ROW_WAIT)
                ? "IF(@@GLOBAL.innodb_deadlock_detect, " + DAY + ", " + USUAL_ROW_WAIT + ")"
                : text(ROW_WAIT);
        return new LockWaits(
                setLockWaits(text(DEFINITION_WAIT), rows),
                setLockWaits(String.valueOf(seconds), String.valueOf(seconds)),
                "");
    }

    /** A server may do without InnoDB. */
    private String setLockWaits(String definitions, String rows) {
        return "SET SESSION " + DEFINITION_WAIT + " = " + definitions
                + (before.containsKey(ROW_WAIT) ? ", SESSION " + ROW_WAIT + " = " + rows : "");
    }

    @Override
    public SessionState restoreIdentity() throws SQLException {
        MariaDbSession own = only(IDENTITY);
        MariaDbSession now = of(connection).only(IDENTITY);
        if (now.before.equals(own.before)) {
            return () -> {};
        }
        own.restore();
        return now;
    }

    private MariaDbSession only(List<String> settings) {
        Map<String, String> some = new LinkedHashMap<>(before);
        some.keySet().retainAll(settings);
        return new MariaDbSession(connection, some);
    }

    private List<String> changes(Map<String, String> now) {
        List<String> changes = new ArrayList<>();
        if (differs(ROLE, now)) {
            changes.add(setRole());
        }
        StringJoiner settings = new StringJoiner(", SESSION ", "SET SESSION ", "");
        settings.setEmptyValue("");
        for (String setting : SETTINGS) {
            if (differs(setting, now)) {
                settings.add(setting + " = " + value(setting));
            }
        }
        if (settings.length() > 0) {
            changes.add(settings.toString());
        }
        if (differs(DATABASE, now) && !text(DATABASE).isEmpty()) {
            changes.add("USE " + name(text(DATABASE)));
        }
        return changes;
    }

    private boolean differs(String setting, Map<String, String> now) {
        return before.containsKey(setting) && !text(setting).equals(now.getOrDefault(setting, ""));
    }

    private String text(String setting) {
        return before.getOrDefault(setting, "");
    }

    private String value(String setting) {
        String text = text(setting);
        if (text.isEmpty() && setting.equals("CHARACTER_SET_RESULTS")) {
            return "NULL";
        }
        return NUMBER.matcher(text).matches() ? text : "'" + text.replace("'", "''") + "'";
    }

    private String setRole() {
        String role = text(ROLE);
        return "SET ROLE " + (role.isEmpty() || role.equals("NONE") ? "NONE" : role(role));
    }

    /** MySQL tells several roles at once, each in quotes already. */
    private static String role(String roles) {
        return roles.startsWith("`") ? roles : name(roles);
    }

    private static String name(String text) {
        return "`" + text.replace("`", "``") + "`";
    }
}
