package dev.lockstep.dialects;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Surroundings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an error of PostgreSQL means.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>
 */
final class PostgreSqlDiagnosis {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String INVALID_SCHEMA_NAME = "3F000";

    /** Connection lost or refused; the server shuts down, crashed, or ends idle sessions. */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    /** Lock not available, deadlock, serialization failure. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "40001");

    /** A database with sessions in it, but also a table with trigger events of the same transaction. */
    private static final String IN_USE = "55006";

    /**
     * PgBouncer's words, which come as a broken protocol.
     *
     * @see <a href="https://www.pgbouncer.org/config.html#pool_mode">pool_mode</a>
     */
    private static final String NO_TRANSACTIONS = "statement pooling mode";

    private PostgreSqlDiagnosis() {}

    static Diagnosis of(SQLException error, String statement, Surroundings surroundings) {
        Trouble trouble = trouble(error);
        OptionalInt position = serverSays(error, "getPosition", Integer.class)
                .map(number -> offset(statement, number))
                .orElse(OptionalInt.empty());
        Optional<String> hint = serverSays(error, "getHint", String.class).map(text -> "the database's hint: " + text);
        Optional<String> remedy = remedy(trouble, error, statement, surroundings);
        return new Diagnosis(
                trouble,
                position,
                remedy.isPresent() && hint.isPresent()
                        ? remedy.map(text -> text + " (" + hint.get() + ")")
                        : remedy.or(() -> hint));
    }

    static boolean isConnectionLost(SQLException error) {
        String state = state(error);
        return state.startsWith("08") || GONE.contains(state);
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    private static boolean isWithoutTransactions(SQLException error) {
        return String.valueOf(error.getMessage()).contains(NO_TRANSACTIONS);
    }

    private static Trouble trouble(SQLException error) {
        if (isWithoutTransactions(error)) {
            return Trouble.DENIED;
        }
        if (isConnectionLost(error)) {
            return Trouble.CONNECTION;
        }
        String state = state(error);
        if (BUSY.contains(state)) {
            return Trouble.BUSY;
        }
        return switch (state) {
            case INSUFFICIENT_PRIVILEGE, READ_ONLY_TRANSACTION -> Trouble.DENIED;
            case UNIQUE_VIOLATION -> Trouble.DUPLICATE;
            default -> Trouble.STATEMENT;
        };
    }

    private static Optional<String> remedy(
            Trouble trouble, SQLException error, String statement, Surroundings surroundings) {
        if (isWithoutTransactions(error)) {
            return Optional.of(
                    "a pooler is in between that knows no transactions: name the server's own address with --url or"
                            + " LOCKSTEP_URL, or let the pooler serve this user in session mode");
        }
        return switch (state(error)) {
            case INSUFFICIENT_PRIVILEGE ->
                Optional.of(PostgreSqlGrant.remedy(String.valueOf(error.getMessage()), statement, surroundings));
            case READ_ONLY_TRANSACTION ->
                Optional.of("connect to the primary server, since this one or this session only reads"
                        + " (SHOW transaction_read_only; SELECT pg_is_in_recovery())");
            case INVALID_SCHEMA_NAME -> Optional.of("create the schema, or name another one with --schema");
            default ->
                trouble == Trouble.BUSY || state(error).equals(IN_USE)
                        ? Optional.of("wait until the other session has ended its transaction")
                        : Optional.empty();
        };
    }

    /** The server counts characters from 1, Java counts halves of surrogate pairs from 0. */
    private static OptionalInt offset(String statement, int number) {
        if (number < 1 || number > statement.codePointCount(0, statement.length())) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(statement.offsetByCodePoints(0, number - 1));
    }

    /**
     * What only the driver's own exception tells. The driver is no dependency, so its methods are looked for by name; of
     * an exception that has none, nothing is told.
     */
    private static <T> Optional<T> serverSays(SQLException error, String getter, Class<T> type) {
        try {
            Object message = error.getClass().getMethod("getServerErrorMessage").invoke(error);
            return message == null
                    ? Optional.empty()
                    : Optional.ofNullable(
                            type.cast(message.getClass().getMethod(getter).invoke(message)));
        } catch (ReflectiveOperationException notThisDriver) {
            return Optional.empty();
        }
    }
}
