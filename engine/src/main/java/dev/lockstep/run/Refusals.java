package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Finding;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Problem;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells in plain words why there is no session. */
final class Refusals {
    private static final int SQL_STATE_CLASS = 2;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int NO_ACCESS_TO_DATABASE = 1044;
    private static final String CREATE_DATABASE = "create the database first, or name the right one in the URL";
    private static final String ALLOW_DATABASE = "create the database if it is not there, and let an administrator"
            + " GRANT this user the rights on it; or name the right one in the URL";
    private static final String LOGIN =
            "check user and password: --user with --password-file, --password-stdin or LOCKSTEP_PASSWORD";
    private static final String TLS = "choose the kind of TLS that the server has with sslmode in the URL, for example"
            + " ?sslmode=disable or ?sslmode=verify-full";
    private static final Pattern ABOUT_TLS = Pattern.compile("(?i)\\b(ssl|tls|sslmode|certificate|PKIX)\\b");
    private static final Pattern ABOUT_PASSWORD = Pattern.compile("(?i)\\bpassword\\b");

    private Refusals() {}

    /** No connection came about. */
    static LockstepException ofConnecting(SQLException error) {
        return connection(explanation(error).orElse("no connection: " + text(error)), remedy(error), error);
    }

    /** The session was opened, and the first questions failed. */
    static LockstepException ofSession(SQLException error) {
        String remedy = stateClass(error).equals("3D")
                ? CREATE_DATABASE
                : error.getErrorCode() == UNKNOWN_DATABASE
                        ? "create it, or name another one with --schema and --session-sql"
                        : "check the URL, --schema and --session-sql";
        return connection("the database refused: " + text(error), remedy, error);
    }

    /** There is something to do, and the server is not one to do it on. */
    static LockstepException ofWriting(Finding finding) {
        return new ConnectionException(new Problem(
                "there is something to do, and nothing can be written here: " + finding.text(),
                Optional.empty(),
                finding.remedy()));
    }

    /** One of Lockstep's own statements was refused in the middle. */
    static LockstepException of(SQLException error, Diagnosis diagnosis, Surroundings surroundings) {
        return switch (diagnosis.trouble()) {
            case CONNECTION -> lost(error);
            case DUPLICATE ->
                connection(
                        "another run wrote to " + surroundings.table() + " at the same time, although the lock was"
                                + " held here: nothing of this step was kept",
                        "see 'lockstep lock' and 'lockstep status', then run the same command again",
                        error);
            default ->
                connection(
                        "the database refused: " + text(error),
                        diagnosis.remedy().orElse("see 'lockstep status', then run the same command again"),
                        error);
        };
    }

    /** One of Lockstep's own statements was cancelled, since the run is to stop. */
    static LockstepException stopped(SQLException error) {
        return new InterruptedRunException(
                List.of(Problem.of(
                        "stopped as asked; what was done is recorded",
                        "run the same command again, which goes on from here")),
                error);
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
        if (error.getErrorCode() == NO_ACCESS_TO_DATABASE) {
            return ALLOW_DATABASE;
        }
        return switch (stateClass(error)) {
            case "28" -> LOGIN;
            case "3D" -> CREATE_DATABASE;
            case "42" -> ALLOW_DATABASE;
            default -> remedyByWords(String.valueOf(error.getMessage()));
        };
    }

    /** Where the driver itself gives up, there is no code, but its words are plain. */
    private static String remedyByWords(String message) {
        if (ABOUT_TLS.matcher(message).find()) {
            return TLS;
        }
        return ABOUT_PASSWORD.matcher(message).find()
                ? LOGIN
                : "check the URL: 'lockstep doctor' tells how far it leads, 'lockstep wait' waits until the database"
                        + " answers";
    }

    private static String stateClass(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < SQL_STATE_CLASS ? "" : state.substring(0, SQL_STATE_CLASS);
    }
}
