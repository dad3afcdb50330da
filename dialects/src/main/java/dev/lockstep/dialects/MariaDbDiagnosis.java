package dev.lockstep.dialects;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Surroundings;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of MariaDB or MySQL means.
 *
 * @see <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">MariaDB Error Code Reference</a>
 * @see <a href="https://dev.mysql.com/doc/mysql-errors/8.4/en/">MySQL Error Message Reference</a>
 */
final class MariaDbDiagnosis {
    private static final int DUPLICATE_ENTRY = 1062;
    private static final int DUPLICATE_ENTRY_WITH_KEY_NAME = 1586;

    /** Shutdown, forced close, aborted, killed or idle sessions, network errors, and what the client finds out itself. */
    private static final Set<Integer> GONE =
            Set.of(1053, 1080, 1152, 1153, 1158, 1159, 1160, 1161, 1184, 1927, 2002, 2003, 2006, 2013, 2055, 4031);

    /** Access denied of every kind, and a server or a transaction that only reads. */
    private static final Set<Integer> DENIED =
            Set.of(1044, 1045, 1095, 1142, 1143, 1211, 1227, 1290, 1370, 1410, 1419, 1698, 1792, 1836);

    /** Lock wait timeout, deadlock, and the same for a statement's NOWAIT. */
    private static final Set<Integer> BUSY = Set.of(1205, 1213, 1614, 3572);

    /** Both the server and the drivers name the setting; the connection may be gone by then, or not. */
    private static final String PACKET_LIMIT = "max_allowed_packet";

    private static final Pattern NEAR = Pattern.compile("near '(.*)' at line (\\d+)", Pattern.DOTALL);

    private MariaDbDiagnosis() {}

    static Diagnosis of(SQLException error, String statement, Surroundings surroundings) {
        Trouble trouble = trouble(error);
        return new Diagnosis(trouble, position(error, statement), remedy(trouble, error, statement, surroundings));
    }

    static boolean isConnectionLost(SQLException error) {
        String state = error.getSQLState();
        return GONE.contains(error.getErrorCode()) || (state != null && state.startsWith("08"));
    }

    static boolean isDenied(SQLException error) {
        return DENIED.contains(error.getErrorCode());
    }

    private static boolean isTooLarge(SQLException error) {
        return String.valueOf(error.getMessage()).contains(PACKET_LIMIT);
    }

    private static Trouble trouble(SQLException error) {
        int code = error.getErrorCode();
        if (isTooLarge(error)) {
            return Trouble.STATEMENT;
        }
        if (isConnectionLost(error)) {
            return Trouble.CONNECTION;
        }
        if (code == DUPLICATE_ENTRY || code == DUPLICATE_ENTRY_WITH_KEY_NAME) {
            return Trouble.DUPLICATE;
        }
        if (isDenied(error)) {
            return Trouble.DENIED;
        }
        return BUSY.contains(code) ? Trouble.BUSY : Trouble.STATEMENT;
    }

    private static Optional<String> remedy(
            Trouble trouble, SQLException error, String statement, Surroundings surroundings) {
        return switch (trouble) {
            case DENIED -> Optional.of(MariaDbGrant.remedy(error, statement, surroundings));
            case BUSY -> Optional.of("wait until the other session has ended its transaction");
            default -> isTooLarge(error) ? Optional.of(room(statement)) : Optional.empty();
        };
    }

    /** The setting holds for sessions that begin after it; the server cuts it down to whole kilobytes, up to a gigabyte. */
    private static String room(String statement) {
        long megabytes = statement.getBytes(StandardCharsets.UTF_8).length / (1 << 20) + 2L;
        return "let the server take statements of this size, as an administrator and for good in its configuration: SET GLOBAL "
                + PACKET_LIMIT + " = " + (megabytes << 20) + "; or make several of it";
    }

    /** The server quotes what it could not read, from the first wrong word on, and counts the lines of the statement. */
    private static OptionalInt position(SQLException error, String statement) {
        Matcher near = NEAR.matcher(String.valueOf(error.getMessage()));
        if (!near.find()) {
            return OptionalInt.empty();
        }
        int lineStart = lineStart(statement, Integer.parseInt(near.group(2)));
        String rest = near.group(1);
        int at = rest.isEmpty() ? statement.length() - 1 : statement.indexOf(rest, lineStart);
        return lineStart < 0 || at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    private static int lineStart(String statement, int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = statement.indexOf('\n', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        return start;
    }
}
