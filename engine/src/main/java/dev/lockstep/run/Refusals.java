package dev.lockstep.run;

import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Problem;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tells in plain words why there is no session. */
final class Refusals {
    private static final int SQL_STATE_CLASS = 2;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final String CREATE_DATABASE = "create the database first, or name the right one in the URL";

    private Refusals() {}

    /** No connection came about. */
    static LockstepException ofConnecting(SQLException error) {
        return connection(explanation(error).orElse("no connection: " + text(error)), remedy(error), error);
    }

    /** The session was opened, and the first questions failed. */
    static LockstepException ofSession(SQLException error) {
        return connection("the database refused: " + text(error), remedy(error), error);
    }

    /** The connection broke in the middle. */
    static LockstepException lost(SQLException error) {
        return connection(
                "the connection to the database was lost: " + text(error),
                "what was committed is safe, and the next run finds out about the statement in flight: run the same"
                        + " command again, or look with 'lockstep status'",
                error);
    }

    /** What the database said, with its codes; never with a URL or a password, which no server repeats. */
    static String text(SQLException error) {
        String state = error.getSQLState() == null ? "" : "SQLSTATE " + error.getSQLState() + ", ";
        return String.valueOf(error.getMessage()).strip() + " (" + state + "code " + error.getErrorCode() + ")";
    }

    private static ConnectionException connection(String what, String remedy, SQLException error) {
        return new ConnectionException(List.of(Problem.of(what, remedy)), error);
    }

    private static Optional<String> explanation(SQLException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of("the host '" + hostOf(cause) + "' is not known");
            }
            if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
                return Optional.of("nothing answers at the database's address: " + cause.getMessage());
            }
        }
        return stateClass(error).equals("28") || error.getErrorCode() == 1045
                ? Optional.of("the database does not accept the user or the password: " + text(error))
                : Optional.empty();
    }

    /** The JDK puts the resolver's own words behind the name, in the system's language. */
    private static String hostOf(Throwable unknown) {
        return String.valueOf(unknown.getMessage()).replaceFirst(": .*", "");
    }

    private static String remedy(SQLException error) {
        if (error.getErrorCode() == UNKNOWN_DATABASE) {
            return CREATE_DATABASE;
        }
        return switch (stateClass(error)) {
            case "28" -> "check user and password: --user with --password-file, --password-stdin or LOCKSTEP_PASSWORD";
            case "3D" -> CREATE_DATABASE;
            default -> "check host, port and database in the URL; 'lockstep wait' waits until the database answers";
        };
    }

    private static String stateClass(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < SQL_STATE_CLASS ? "" : state.substring(0, SQL_STATE_CLASS);
    }
}
