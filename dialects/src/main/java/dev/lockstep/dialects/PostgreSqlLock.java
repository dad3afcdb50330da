package dev.lockstep.dialects;

import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.DatabaseSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A session-level advisory lock. Its key is the first eight bytes, the most significant first, of the SHA-256 digest of
 * {@code lockstep}, the schema's name and the table's name, in UTF-8, with a zero byte after each of the first two. The
 * database is no part of it, since an advisory lock belongs to one database anyway.
 *
 * <p>Whoever waits holds a shared lock on a second key, the next eight bytes, which shows it to others and stands in nobody's
 * way.
 *
 * <p>Where a pooler gives each transaction a session, it is the lock of a transaction, on the same key, so that both kinds keep
 * each other out; those who wait for it hold nothing, and do not show.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">Advisory Locks</a>
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-locks.html">pg_locks</a>
 */
final class PostgreSqlLock implements Lock {
    /** OFFSET 0 keeps the lock function in a query of its own, so that it is called once. */
    private static final String TAKE = """
            SELECT l.taken, l.name, CASE WHEN l.taken THEN set_config('application_name', ?, %s) END
            FROM (SELECT %s(?) AS taken, current_setting('application_name') AS name OFFSET 0) l""";

    private static final String RELEASE = "SELECT %s(?), set_config('application_name', ?, false)";

    private static final String HOLDS = """
            a.pid IN (SELECT l.pid FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.granted
                AND l.objsubid = 1 AND l.mode = '%s'
                AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
                AND CAST(l.classid AS bigint) = ? AND CAST(l.objid AS bigint) = ?)""";

    private static final String END =
            "SELECT pg_terminate_backend(a.pid) FROM (SELECT CAST(? AS integer) AS pid) a WHERE "
                    + HOLDS.formatted("ExclusiveLock");

    /**
     * What has the server notice soon that its client is gone, in a statement or between two; not every release has all of it. A
     * value that somebody has chosen stays.
     */
    private static final String WATCH = """
            SELECT w.name, set_config(w.name, w.value, false)
            FROM (VALUES ('client_connection_check_interval', '5s'), ('tcp_keepalives_idle', '60'),
                ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '6')) w (name, value)
                JOIN pg_catalog.pg_settings s ON s.name = w.name AND s.source = 'default'""";

    /** Where this is known to be possible: an attempt that fails would be the end of the transaction. */
    private static final String WATCH_TRANSACTION = """
            SELECT name, set_config(name, '5s', true) FROM pg_catalog.pg_settings
            WHERE name = 'client_connection_check_interval' AND source = 'default' AND version() LIKE '%linux%'""";

    private static final String EXCLUSIVE = "ExclusiveLock";
    private static final String SHARED = "ShareLock";

    /** The server cuts names off there: NAMEDATALEN - 1. */
    private static final int LONGEST_NAME = 63;

    private static final int HALF = 32;
    private static final long LOW = 0xFFFF_FFFFL;

    private final Connection connection;
    private final String name;
    private final long key;
    private final long lineKey;
    private final boolean isOfTransaction;

    PostgreSqlLock(Connection connection, Surroundings surroundings) {
        this(connection, surroundings, ByteBuffer.wrap(digest(surroundings)));
    }

    private PostgreSqlLock(Connection connection, Surroundings surroundings, ByteBuffer digest) {
        this(
                connection,
                "the lock of " + surroundings.table(),
                digest.getLong(),
                digest.getLong(),
                surroundings.pooling() == Pooling.TRANSACTION);
    }

    /** The lock of another tool; those who wait for it stand in the same line, one key further. */
    PostgreSqlLock(Connection connection, ForeignLock foreign) {
        this(connection, "the advisory lock " + foreign.number(), foreign.number(), foreign.number() + 1, false);
    }

    private PostgreSqlLock(Connection connection, String name, long key, long lineKey, boolean isOfTransaction) {
        this.connection = connection;
        this.name = name;
        this.key = key;
        this.lineKey = lineKey;
        this.isOfTransaction = isOfTransaction;
    }

    private static byte[] digest(Surroundings surroundings) {
        String text = "lockstep\0" + surroundings.schema() + "\0" + surroundings.table();
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public Optional<Lease> take(String self) throws SQLException {
        Optional<String> nameBefore =
                take(isOfTransaction ? "pg_try_advisory_xact_lock" : "pg_try_advisory_lock", key, self);
        if (nameBefore.isEmpty()) {
            return Optional.empty();
        }
        if (isOfTransaction) {
            Rows.all(connection, WATCH_TRANSACTION);
            return Optional.of(() -> {});
        }
        String unwatch = watchClient();
        return Optional.of(() -> {
            release("pg_advisory_unlock", key, nameBefore.get());
            if (!unwatch.isEmpty() && !connection.isClosed()) {
                execute(unwatch);
            }
        });
    }

    /**
     * Has the server look now and then whether the client is still there, so that the session of a dead one ends soon. Not every
     * platform lets it; unless it does, the session ends with its statement.
     *
     * @return what undoes it
     * @see <a href="https://www.postgresql.org/docs/current/runtime-config-connection.html">client_connection_check_interval,
     *     tcp_keepalives_idle</a>
     */
    private String watchClient() throws SQLException {
        try {
            return Rows.all(connection, WATCH).stream()
                    .map(row -> "RESET " + row.get(0))
                    .collect(Collectors.joining("; "));
        } catch (SQLException notOnThisPlatform) {
            if (PostgreSqlDiagnosis.isConnectionLost(notOnThisPlatform)) {
                throw notOnThisPlatform;
            }
            return "";
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Line standInLine(String self) throws SQLException {
        if (isOfTransaction) {
            return () -> {};
        }
        Optional<String> nameBefore = take("pg_try_advisory_lock_shared", lineKey, self);
        return new Line() {
            @Override
            public void close() throws SQLException {
                if (nameBefore.isPresent()) {
                    release("pg_advisory_unlock_shared", lineKey, nameBefore.get());
                }
            }
        };
    }

    /** The application name as it was before, if the lock is taken. */
    private Optional<String> take(String function, long lockKey, String self) throws SQLException {
        String ours = "lockstep " + self;
        try (PreparedStatement statement = connection.prepareStatement(TAKE.formatted(isOfTransaction, function))) {
            statement.setString(1, ours.substring(0, Math.min(ours.length(), LONGEST_NAME)));
            statement.setLong(2, lockKey);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? Optional.of(row.getString(2)) : Optional.empty();
            }
        }
    }

    private void release(String function, long lockKey, String nameBefore) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(RELEASE.formatted(function))) {
            statement.setLong(1, lockKey);
            statement.setString(2, nameBefore);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new SQLException(
                            name
                                    + " was not held by this session any more: a script gave it up, or a pooler exchanged the session behind the connection");
                }
            }
        } catch (SQLException failed) {
            if (!connection.isClosed() && !PostgreSqlDiagnosis.isConnectionLost(failed)) {
                throw failed;
            }
        }
    }

    @Override
    public Optional<DatabaseSession> holder() throws SQLException {
        return holding(EXCLUSIVE, key).stream().findFirst();
    }

    @Override
    public List<DatabaseSession> waiters() throws SQLException {
        return holding(SHARED, lineKey);
    }

    private List<DatabaseSession> holding(String mode, long lockKey) throws SQLException {
        return new PostgreSqlSessions(connection).where(HOLDS.formatted(mode), lockKey >>> HALF, lockKey & LOW);
    }

    /**
     * Only a session that holds the lock at this very moment: behind a pooler it may already work for somebody else.
     *
     * @see <a href="https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SIGNAL">pg_terminate_backend</a>
     */
    @Override
    public void end(DatabaseSession holder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setLong(1, Long.parseLong(holder.id()));
            statement.setLong(2, key >>> HALF);
            statement.setLong(3, key & LOW);
            statement.executeQuery().close();
        }
    }
}
