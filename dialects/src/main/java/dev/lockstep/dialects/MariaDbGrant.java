package dev.lockstep.dialects;

import dev.lockstep.dialect.Surroundings;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL that gives a missing right, from what the server says.
 *
 * @see <a href="https://mariadb.com/kb/en/grant/">GRANT</a>
 */
final class MariaDbGrant {
    private static final int NO_ACCESS_TO_DATABASE = 1044;
    private static final int NO_ACCESS_TO_TABLE = 1142;
    private static final int NO_ACCESS_TO_COLUMN = 1143;
    private static final int NO_GLOBAL_RIGHT = 1227;
    private static final int NO_ACCESS_TO_ROUTINE = 1370;
    private static final int NOT_OWN_SESSION = 1095;
    private static final int UNSAFE_ROUTINE = 1419;
    private static final int READ_ONLY_SERVER = 1290;
    private static final int READ_ONLY_TRANSACTION = 1792;

    private static final Pattern DATABASE = Pattern.compile("to database '([^']+)'");
    private static final Pattern COMMAND = Pattern.compile("(?:\\)|^|: )\\s*([A-Za-z, ]+?) command denied to user");
    private static final Pattern TABLE = Pattern.compile("for table [`']?(?:([^`'.]+)[`']?\\.[`']?)?([^`']+)[`']");
    private static final Pattern ROUTINE = Pattern.compile("for routine '([^'.]+)\\.");
    private static final Pattern RIGHTS = Pattern.compile("at least one of\\) the ([A-Z _]+?)(?:,| privilege)");

    private MariaDbGrant() {}

    static String remedy(SQLException error, String statement, Surroundings surroundings) {
        String message = String.valueOf(error.getMessage());
        String account = account(surroundings.user());
        return switch (error.getErrorCode()) {
            case NO_ACCESS_TO_DATABASE ->
                "GRANT " + databaseRight(statement) + " ON " + name(group(DATABASE, 1, message, surroundings.schema()))
                        + ".* TO " + account;
            case NO_ACCESS_TO_TABLE, NO_ACCESS_TO_COLUMN ->
                "GRANT " + group(COMMAND, 1, message, "ALL PRIVILEGES").toUpperCase(java.util.Locale.ROOT) + " ON "
                        + name(group(TABLE, 1, message, surroundings.schema())) + ".* TO " + account;
            case NO_ACCESS_TO_ROUTINE ->
                "GRANT " + group(COMMAND, 1, message, "EXECUTE").toUpperCase(java.util.Locale.ROOT) + " ON "
                        + name(group(ROUTINE, 1, message, surroundings.schema())) + ".* TO " + account;
            case NO_GLOBAL_RIGHT -> "GRANT " + group(RIGHTS, 1, message, "SUPER") + " ON *.* TO " + account;
            case NOT_OWN_SESSION ->
                "GRANT CONNECTION ADMIN ON *.* TO " + account
                        + " (on MySQL CONNECTION_ADMIN, before MariaDB 10.5.2 SUPER)";
            case UNSAFE_ROUTINE ->
                "SET GLOBAL log_bin_trust_function_creators = 1, or GRANT SUPER ON *.* TO " + account;
            case READ_ONLY_SERVER, READ_ONLY_TRANSACTION ->
                "connect to the primary server, since this one or this session only reads"
                        + " (SELECT @@read_only, @@transaction_read_only)";
            default -> "give the account " + account + " the right that the database misses";
        };
    }

    private static String databaseRight(String statement) {
        String head = statement.strip().toUpperCase(java.util.Locale.ROOT);
        if (head.startsWith("CREATE ")) {
            return "CREATE";
        }
        return head.startsWith("DROP ") ? "DROP" : "ALL PRIVILEGES";
    }

    private static String group(Pattern pattern, int group, String message, String otherwise) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() && matcher.group(group) != null ? matcher.group(group) : otherwise;
    }

    /** CURRENT_USER() tells the account as name and host pattern with an at sign between, and no quotes. */
    static String account(String user) {
        int at = user.lastIndexOf('@');
        return at < 0 ? quote(user) : quote(user.substring(0, at)) + "@" + quote(user.substring(at + 1));
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String name(String text) {
        return "`" + text.replace("`", "``") + "`";
    }
}
