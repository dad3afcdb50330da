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
            boolean isBlocked = session.activity() == Activity.BLOCKED;
            sessions.add(isBlocked ? session.blockedBy(openTransactions(session)) : session);
        }
        return sessions;
    }

    private List<DatabaseSession> read(String condition, String value) throws SQLException {
        boolean isMariaDb = connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
        String sql = READ.formatted(isMariaDb ? PROGRESS : NO_PROGRESS, condition);
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

    /** The right to see them is PROCESS; without it there is nothing to tell. */
    private List<DatabaseSession> openTransactions(DatabaseSession blocked) throws SQLException {
        List<DatabaseSession> open = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OPEN_TRANSACTIONS)) {
            statement.setString(1, blocked.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Instant since = Instant.now().minusSeconds(row.getLong(2));
                    boolean mayBeOlder =
                            !since.minus(EXACT).isAfter(blocked.since().orElse(since));
                    if (mayBeOlder) {
                        read("p.ID = ?", row.getString(1)).forEach(session -> open.add(inTransaction(session, since)));
                    }
                }
            }
        } catch (SQLException refused) {
            if (!MariaDbDiagnosis.isDenied(refused)) {
                throw refused;
            }
        }
        return open;
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
