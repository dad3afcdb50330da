package dev.lockstep.dialects;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.DatabaseSession.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the process list tells of the server's sessions. Without the PROCESS right it holds those of the same user, which is
 * who migrates in most cases.
 *
 * <p>Who holds a lock on a table's definition the server tells to nobody (but with a plugin that is seldom there). A
 * transaction keeps such locks to its end, so those that may be in the way are the other transactions that were open when
 * the wait began.
 *
 * @see <a href="https://mariadb.com/kb/en/information-schema-processlist-table/">PROCESSLIST</a>
 * @see <a href="https://mariadb.com/kb/en/information-schema-innodb_trx-table/">INNODB_TRX</a>
 * @see <a href="https://mariadb.com/kb/en/metadata-locking/">Metadata Locking</a>
 */
final class MariaDbSessions {
    /** MySQL's list has neither milliseconds nor progress. */
    private static final String READ = """
            SELECT p.ID, p.USER, p.HOST, p.COMMAND, p.STATE, LEFT(TRIM(p.INFO), 500), %s
            FROM information_schema.PROCESSLIST p WHERE %s ORDER BY p.ID""";

    private static final String PROGRESS = "p.TIME_MS, p.STAGE, p.MAX_STAGE, p.PROGRESS";
    private static final String NO_PROGRESS = "1000 * p.TIME, 0, 0, 0";

    private static final String OPEN_TRANSACTIONS = """
            SELECT t.trx_mysql_thread_id, TIMESTAMPDIFF(SECOND, t.trx_started, NOW())
            FROM information_schema.INNODB_TRX t WHERE t.trx_mysql_thread_id NOT IN (0, ?, CONNECTION_ID())""";

    /** Who has locked the row that a session waits for, which the process list does not even say that it does. */
    private static final String OF_ROWS = """
            SELECT DISTINCT b.trx_mysql_thread_id, TIMESTAMPDIFF(SECOND, b.trx_started, NOW())
            FROM information_schema.INNODB_TRX r JOIN %s ON w.%s = r.trx_id
                JOIN information_schema.INNODB_TRX b ON b.trx_id = w.%s
            WHERE r.trx_mysql_thread_id = ?""";

    private static final String OF_ROWS_HERE =
            OF_ROWS.formatted("information_schema.INNODB_LOCK_WAITS w", "requesting_trx_id", "blocking_trx_id");
    private static final String OF_ROWS_IN_MYSQL = OF_ROWS.formatted(
            "performance_schema.data_lock_waits w",
            "REQUESTING_ENGINE_TRANSACTION_ID",
            "BLOCKING_ENGINE_TRANSACTION_ID");

    /** InnoDB tells the beginning of a transaction to the second. */
    private static final Duration EXACT = Duration.ofSeconds(1);

    private final Connection connection;

    MariaDbSessions(Connection connection) {
        this.connection = connection;
    }

    /** The session with this number, with how far it is and who may be in its way. */
    Optional<DatabaseSession> of(String id) throws SQLException {
        return where("p.ID = ?", id).stream().findFirst();
    }

    /** The sessions for which the condition on {@code p}, with this value, holds. */
    List<DatabaseSession> where(String condition, String value) throws SQLException {
        List<DatabaseSession> sessions = new ArrayList<>();
        for (DatabaseSession session : read(condition, value)) {
            sessions.add(
                    switch (session.activity()) {
                        case BLOCKED -> session.blockedBy(openTransactions(session));
                        case EXECUTING -> session.blockedBy(rowOwners(session));
                        default -> session;
                    });
        }
        return sessions;
    }

    private List<DatabaseSession> rowOwners(DatabaseSession session) throws SQLException {
        return inTheWay(isMariaDb(connection) ? OF_ROWS_HERE : OF_ROWS_IN_MYSQL, session, since -> true);
    }

    static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
    }

    private List<DatabaseSession> read(String condition, String value) throws SQLException {
        String sql = READ.formatted(isMariaDb(connection) ? PROGRESS : NO_PROGRESS, condition);
        List<DatabaseSession> sessions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sessions.add(session(row));
                }
            }
        }
        return sessions;
    }

    private static DatabaseSession session(ResultSet row) throws SQLException {
        String state = text(row.getString(5));
        Activity activity = activity(text(row.getString(4)), state);
        return new DatabaseSession(
                row.getString(1),
                text(row.getString(2)),
                text(row.getString(3)),
                "",
                activity,
                text(row.getString(6)),
                Optional.of(Instant.now().minusMillis(row.getLong(7))),
                activity == Activity.EXECUTING ? progress(row, state) : Optional.empty(),
                List.of());
    }

    private static String text(@Nullable String found) {
        return found == null ? "" : found;
    }

    private static Activity activity(String command, String state) {
        if (command.equals("Sleep")) {
            return Activity.IDLE;
        }
        String waiting = state.toLowerCase(Locale.ROOT);
        boolean isBlocked = waiting.startsWith("waiting for") && waiting.contains("lock");
        return isBlocked ? Activity.BLOCKED : Activity.EXECUTING;
    }

    private static Optional<Progress> progress(ResultSet row, String state) throws SQLException {
        int stages = row.getInt(9);
        if (stages == 0) {
            return state.isEmpty() || state.equalsIgnoreCase("executing")
                    ? Optional.empty()
                    : Optional.of(new Progress(state, OptionalDouble.empty()));
        }
        String phase = state + ", stage " + row.getInt(8) + " of " + stages;
        return Optional.of(new Progress(phase, OptionalDouble.of(row.getDouble(10))));
    }

    private List<DatabaseSession> openTransactions(DatabaseSession blocked) throws SQLException {
        Instant from = blocked.since().orElse(Instant.MAX);
        return inTheWay(OPEN_TRANSACTIONS, blocked, since -> !since.minus(EXACT).isAfter(from));
    }

    /**
     * The sessions whose transactions a query finds, if these began at such a time. The right to see them is PROCESS; without it
     * there is nothing to tell.
     */
    private List<DatabaseSession> inTheWay(String query, DatabaseSession blocked, Predicate<Instant> isOldEnough)
            throws SQLException {
        List<DatabaseSession> found = new ArrayList<>();
        try {
            for (List<String> row : Rows.all(connection, query, blocked.id())) {
                Instant since = Instant.now().minusSeconds(Long.parseLong(row.get(1)));
                if (isOldEnough.test(since)) {
                    read("p.ID = ?", row.get(0)).forEach(session -> found.add(inTransaction(session, since)));
                }
            }
        } catch (SQLException refused) {
            if (!MariaDbDiagnosis.isDenied(refused)) {
                throw refused;
            }
        }
        return found;
    }

    private static DatabaseSession inTransaction(DatabaseSession session, Instant since) {
        boolean isIdle = session.activity() == Activity.IDLE;
        return new DatabaseSession(
                session.id(),
                session.user(),
                session.address(),
                session.application(),
                isIdle ? Activity.IDLE_IN_TRANSACTION : session.activity(),
                session.statement(),
                Optional.of(since),
                session.progress(),
                List.of());
    }
}
