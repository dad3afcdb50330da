package dev.lockstep.dialects;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Holder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A named lock. It holds for the whole server, so its name is {@code lockstep database.table}; where that is longer than a
 * name may be, or not plain ASCII, it is {@code lockstep} and the first 40 hexadecimal digits of the SHA-256 digest of it.
 *
 * @see <a href="https://mariadb.com/kb/en/get_lock/">GET_LOCK</a>
 * @see <a href="https://mariadb.com/kb/en/is_used_lock/">IS_USED_LOCK</a>
 * @see <a href="https://mariadb.com/kb/en/information-schema-processlist-table/">PROCESSLIST</a>
 */
final class MariaDbLock {
    /** MySQL's limit; MariaDB's is wider. */
    private static final int LONGEST_NAME = 64;

    private static final int DIGITS = 40;
    private static final int MOST_OF_QUERY = 500;

    /** Without the PROCESS right the list holds the sessions of the same user, which is who migrates in most cases. */
    private static final String HOLDER = """
            SELECT l.id, p.USER, p.HOST, p.DB, p.COMMAND, p.STATE, p.INFO, p.TIME
            FROM (SELECT IS_USED_LOCK(?) AS id) l LEFT JOIN information_schema.PROCESSLIST p ON p.ID = l.id
            WHERE l.id IS NOT NULL""";

    private final Connection connection;
    private final String name;

    /** Any lock that has a name. */
    MariaDbLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** The lock of this history table. */
    MariaDbLock(Connection connection, Surroundings surroundings) {
        this(connection, name(surroundings));
    }

    private static String name(Surroundings surroundings) {
        String plain = "lockstep " + surroundings.schema() + "." + surroundings.table();
        boolean isPlain = plain.length() <= LONGEST_NAME && plain.chars().allMatch(c -> c < 128);
        return isPlain ? plain : "lockstep " + digest(plain).substring(0, DIGITS);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    Optional<Lease> take() throws SQLException {
        int taken = ask("SELECT GET_LOCK(?, 0)")
                .orElseThrow(() -> new SQLException("the server could not look at the lock '" + name + "'"));
        return taken == 1 ? Optional.of(this::release) : Optional.empty();
    }

    private void release() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            if (ask("SELECT RELEASE_LOCK(?)").filter(freed -> freed == 1).isEmpty()) {
                throw new SQLException("the lock '" + name
                        + "' was not held by this session any more: a script gave it up (RELEASE_ALL_LOCKS), or a proxy"
                        + " exchanged the session behind the connection");
            }
        } catch (SQLException failed) {
            if (!connection.isClosed() && !MariaDbDiagnosis.isConnectionLost(failed)) {
                throw failed;
            }
        }
    }

    private Optional<Integer> ask(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                int answer = row.getInt(1);
                return row.wasNull() ? Optional.empty() : Optional.of(answer);
            }
        }
    }

    Optional<Holder> holder() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(holder(row)) : Optional.empty();
            }
        }
    }

    private static Holder holder(ResultSet row) throws SQLException {
        String session = row.getString(1);
        String user = row.getString(2);
        if (user == null) {
            return new Holder(session, "", "not shown without the PROCESS right", Optional.empty());
        }
        String database = row.getString(4) == null ? "" : ", database " + row.getString(4);
        Instant since = Instant.now().minusSeconds(row.getLong(8));
        return new Holder(session, user + " from " + row.getString(3) + database, activity(row), Optional.of(since));
    }

    private static String activity(ResultSet row) throws SQLException {
        String command = row.getString(5);
        if ("Sleep".equals(command)) {
            return "idle";
        }
        String state = row.getString(6);
        String query = row.getString(7) == null ? "" : row.getString(7).strip();
        return command
                + (state == null || state.isEmpty() ? "" : " (" + state + ")")
                + (query.isEmpty() ? "" : ": " + query.substring(0, Math.min(query.length(), MOST_OF_QUERY)));
    }
}
