package dev.lockstep.dialects;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.DatabaseSession.Activity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The lock of a whole Galera cluster, where a named one is known to its own node alone: the one row of a table beside the
 * history, which says whose it is and until when, by the server's clock. Whoever has it must renew it; the cluster lets no two
 * nodes change one row at once.
 *
 * @see <a href="https://mariadb.com/kb/en/mariadb-galera-cluster-known-limitations/">Galera, known limitations</a>
 * @see <a href="https://galeracluster.com/library/documentation/certification-based-replication.html">certification</a>
 */
final class MariaDbLease {
    /** How long it lasts if nobody renews it. */
    static final Duration TERM = Duration.ofSeconds(30);

    private static final String SUFFIX = "_lease";

    private static final String IS_NODE = "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'";

    private static final String IS_THERE =
            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    private static final String END = "UTC_TIMESTAMP(6) + INTERVAL " + TERM.toSeconds() + " SECOND";

    /** The assignments are made from left to right. */
    private static final String TAKE = """
            INSERT INTO %s (id, owner, node, session, token, ends_at)
            VALUES (1, ?, @@hostname, CONNECTION_ID(), ?, %s)
            ON DUPLICATE KEY UPDATE
                token = IF(ends_at <= UTC_TIMESTAMP(6), VALUES(token), token),
                owner = IF(token = VALUES(token), VALUES(owner), owner),
                node = IF(token = VALUES(token), VALUES(node), node),
                session = IF(token = VALUES(token), VALUES(session), session),
                ends_at = IF(token = VALUES(token), VALUES(ends_at), ends_at)""";

    private static final String HOLDER = """
            SELECT session, node, owner FROM %s WHERE ends_at > UTC_TIMESTAMP(6)""";

    private final Connection connection;
    private final Surroundings surroundings;
    private final String table;

    private MariaDbLease(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
        this.table = MariaDbGrant.name(surroundings.schema()) + "." + MariaDbGrant.name(surroundings.table() + SUFFIX);
    }

    /** The lease of the history; empty where the server is no node of a cluster, and the named lock is enough. */
    static Optional<MariaDbLease> of(Connection connection, Surroundings surroundings) throws SQLException {
        return size(connection) == 0 ? Optional.empty() : Optional.of(new MariaDbLease(connection, surroundings));
    }

    /** How many nodes the server's cluster has; 0 if it is none. */
    static int size(Connection connection) throws SQLException {
        List<List<String>> rows = Rows.all(connection, IS_NODE);
        return rows.isEmpty() ? 0 : Integer.parseInt(rows.get(0).get(1));
    }

    /** Takes it, if nobody has it. */
    Optional<Lease> take(String self) throws SQLException {
        if (!isThere()) {
            create();
        }
        String token = UUID.randomUUID().toString();
        try {
            execute(connection, TAKE.formatted(table, END), "lockstep " + self, token);
        } catch (SQLException overtaken) {
            if (MariaDbDiagnosis.isBusy(overtaken)) {
                return Optional.empty();
            }
            throw overtaken;
        }
        boolean isMine = !Rows.all(connection, "SELECT 1 FROM " + table + " WHERE token = ?", token)
                .isEmpty();
        return isMine ? Optional.of(new Held(token)) : Optional.empty();
    }

    private boolean isThere() throws SQLException {
        return !Rows.all(connection, IS_THERE, surroundings.schema(), surroundings.table() + SUFFIX)
                .isEmpty();
    }

    private void create() throws SQLException {
        execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + table
                        + " (id INTEGER NOT NULL PRIMARY KEY, owner VARCHAR(255) NOT NULL,"
                        + " node VARCHAR(255) NOT NULL, session BIGINT NOT NULL, token VARCHAR(36) NOT NULL,"
                        + " ends_at DATETIME(6) NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin");
    }

    /** Who has it, on whatever node. */
    Optional<DatabaseSession> holder() throws SQLException {
        if (!isThere()) {
            return Optional.empty();
        }
        return Rows.all(connection, HOLDER.formatted(table)).stream()
                .findFirst()
                .map(row -> new DatabaseSession(
                        row.get(0),
                        "",
                        "node " + row.get(1),
                        row.get(2),
                        Activity.UNKNOWN,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    private static int execute(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private final class Held implements Lease {
        private final String token;

        Held(String token) {
            this.token = token;
        }

        @Override
        public Optional<Duration> term() {
            return Optional.of(TERM);
        }

        @Override
        public boolean renew(Connection other) throws SQLException {
            return execute(other, "UPDATE " + table + " SET ends_at = " + END + " WHERE token = ?", token) == 1;
        }

        @Override
        public void close() throws SQLException {
            if (!connection.isClosed()) {
                execute(connection, "UPDATE " + table + " SET ends_at = UTC_TIMESTAMP(6) WHERE token = ?", token);
            }
        }
    }
}
