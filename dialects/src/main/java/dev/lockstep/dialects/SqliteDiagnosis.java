package dev.lockstep.dialects;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Surroundings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of SQLite means. The driver tells the extended code by name, at the beginning of the message.
 *
 * @see <a href="https://www.sqlite.org/rescode.html">Result and Error Codes</a>
 */
final class SqliteDiagnosis {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int AUTH = 23;
    private static final int PRIMARY_CODE = 0xFF;

    private static final Pattern KEY = Pattern.compile("SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE|ROWID)");
    private static final Pattern CLOSED =
            Pattern.compile("(?i)(database|connection) (connection |has been |is )?closed");
    private static final Pattern NEAR = Pattern.compile("near \"(.+?)\": syntax error", Pattern.DOTALL);

    private SqliteDiagnosis() {}

    static Diagnosis of(SQLException error, String statement, Surroundings surroundings) {
        Trouble trouble = trouble(error);
        return new Diagnosis(trouble, position(message(error), statement), remedy(trouble, error, surroundings));
    }

    private static String message(SQLException error) {
        return String.valueOf(error.getMessage());
    }

    private static Trouble trouble(SQLException error) {
        return switch (error.getErrorCode() & PRIMARY_CODE) {
            case BUSY, LOCKED -> Trouble.BUSY;
            case READONLY, PERM, AUTH, CANTOPEN -> Trouble.DENIED;
            case CONSTRAINT -> KEY.matcher(message(error)).find() ? Trouble.DUPLICATE : Trouble.STATEMENT;
            default -> CLOSED.matcher(message(error)).find() ? Trouble.CONNECTION : Trouble.STATEMENT;
        };
    }

    private static Optional<String> remedy(Trouble trouble, SQLException error, Surroundings surroundings) {
        if ((error.getErrorCode() & PRIMARY_CODE) == FULL) {
            return Optional.of("make room on the disk that holds " + surroundings.database());
        }
        return switch (trouble) {
            case DENIED ->
                Optional.of("let this user write the file " + surroundings.database()
                        + " and create files in its folder, and see that the URL does not open it for reading only");
            case BUSY ->
                Optional.of("wait until the other process has ended its transaction, or give it more time with"
                        + " busy_timeout in the URL");
            default -> Optional.empty();
        };
    }

    /** The library names the word that it could not read; where that stands twice, nobody knows which. */
    private static OptionalInt position(String message, String statement) {
        Matcher near = NEAR.matcher(message);
        if (!near.find()) {
            return OptionalInt.empty();
        }
        int first = statement.indexOf(near.group(1));
        return first >= 0 && first == statement.lastIndexOf(near.group(1))
                ? OptionalInt.of(first)
                : OptionalInt.empty();
    }
}
