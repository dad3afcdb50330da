package dev.lockstep.dialects;

import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Holder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session-level advisory lock. Its key is the first eight bytes, the most significant first, of the SHA-256 digest of
 * {@code lockstep}, the schema's name and the table's name, in UTF-8, with a zero byte after each of the first two. The
 * database is no part of it, since an advisory lock belongs to one database anyway.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">Advisory Locks</a>
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-locks.html">pg_locks</a>
 */
final class PostgreSqlLock {
    /** OFFSET 0 keeps the lock function in a query of its own, so that it is called once. */
    private static final String TAKE = """
            SELECT l.taken, l.name, CASE WHEN l.taken THEN set_config('application_name', ?, false) END
            FROM (SELECT pg_try_advisory_lock(?) AS taken, current_setting('application_name') AS name OFFSET 0) l""";

    private static final String RELEASE = "SELECT pg_advisory_unlock(?), set_config('application_name', ?, false)";

    private static final String HOLDER = """
            SELECT l.pid, a.usename, COALESCE(host(a.client_addr), 'local'), a.application_name, a.state, a.query,
                a.wait_event_type, array_to_string(pg_blocking_pids(l.pid), ', '),
                EXTRACT(EPOCH FROM CASE WHEN a.state = 'active' THEN a.query_start ELSE a.state_change END)
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
                AND CAST(l.classid AS bigint) = ? AND CAST(l.objid AS bigint) = ?""";

    /** The server cuts names off there: NAMEDATALEN - 1. */
    private static final int LONGEST_NAME = 63;

    private static final int HALF = 32;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int MOST_OF_QUERY = 500;

    private final Connection connection;
    private final String what;
    private final long key;

    private PostgreSqlLock(Connection connection, String what, long key) {
        this.connection = connection;
        this.what = what;
        this.key = key;
    }

    PostgreSqlLock(Connection connection, Surroundings surroundings) {
        this(connection, "lock of " + surroundings.table(), key(surroundings));
    }

    PostgreSqlLock(Connection connection, ForeignLock lock) {
        this(connection, "advisory lock " + lock.number(), lock.number());
    }

    private static long key(Surroundings surroundings) {
        String text = "lockstep\0" + surroundings.schema() + "\0" + surroundings.table();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    Optional<Lease> take(String self) throws SQLException {
        String name = "lockstep " + self;
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, name.substring(0, Math.min(name.length(), LONGEST_NAME)));
            statement.setLong(2, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String nameBefore = row.getString(2);
                return row.getBoolean(1) ? Optional.of(() -> release(nameBefore)) : Optional.empty();
            }
        }
    }

    private void release(String nameBefore) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setLong(1, key);
            statement.setString(2, nameBefore);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new SQLException(
                            "the " + what
                                    + " was not held by this session any more: a script gave it up, or a pooler exchanged the session behind the connection");
                }
            }
        } catch (SQLException failed) {
            if (!connection.isClosed() && !PostgreSqlDiagnosis.isConnectionLost(failed)) {
                throw failed;
            }
        }
    }

    Optional<Holder> holder() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setLong(1, key >>> HALF);
            statement.setLong(2, key & LOW);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(holder(row)) : Optional.empty();
            }
        }
    }

    private static Holder holder(ResultSet row) throws SQLException {
        String owner = row.getString(2) + " from " + row.getString(3) + ", " + row.getString(4);
        double since = row.getDouble(9);
        Optional<Instant> at =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli((long) (since * 1000)));
        return new Holder(row.getString(1), row.getString(2) == null ? "" : owner, activity(row), at);
    }

    private static String activity(ResultSet row) throws SQLException {
        @Nullable String state = row.getString(5);
        @Nullable String query = row.getString(6);
        if (state == null) {
            return "";
        }
        String shown = query == null ? "" : query.strip();
        String text = state
                + (state.equals("active") ? ": " : ", last: ")
                + shown.substring(0, Math.min(shown.length(), MOST_OF_QUERY));
        String blockers = row.getString(8);
        return blockers == null || blockers.isEmpty() ? text : text + " (blocked by session " + blockers + ")";
    }
}
