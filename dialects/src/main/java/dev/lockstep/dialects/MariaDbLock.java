package dev.lockstep.dialects;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.DatabaseSession;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named lock. It holds for the whole server, so its name is {@code lockstep database.table}; where that is longer than a
 * name may be, or not plain ASCII, it is {@code lockstep} and the first 40 hexadecimal digits of the SHA-256 digest of it.
 * Since the server does not tell what its clients call themselves, the holder takes a second one by its own name, {@code
 * lockstep web-3/4711}, which stands in nobody's way.
 *
 * @see <a href="https://mariadb.com/kb/en/get_lock/">GET_LOCK</a>
 * @see <a href="https://mariadb.com/kb/en/is_used_lock/">IS_USED_LOCK</a>
 */
final class MariaDbLock implements Lock {
    /** MySQL's limit; MariaDB's is wider. */
    private static final int LONGEST_NAME = 64;

    private static final int DIGITS = 40;

    /** Takes the second lock only with the first. */
    private static final String TAKE =
            "SELECT CASE GET_LOCK(?, 0) WHEN 1 THEN 1 + 0 * COALESCE(GET_LOCK(?, 0), 0) WHEN 0 THEN 0 END";

    private static final String RELEASE = "SELECT RELEASE_LOCK(?) + 0 * COALESCE(RELEASE_LOCK(?), 0)";

    /** The pause is spent inside the server, in a query that says what it is for, so that others can see who waits. */
    private static final String PAUSE = "SELECT SLEEP(?), ?";

    private static final Pattern MARK = Pattern.compile("'(.*) waits for ");
    private static final int MILLI = 3;

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
        return name(surroundings.schema() + "." + surroundings.table());
    }

    private static String name(String what) {
        String plain = "lockstep " + what;
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

    @Override
    public Optional<Lease> take(String self) throws SQLException {
        int taken = ask(TAKE, name, name(self))
                .orElseThrow(() -> new SQLException("the server could not look at the lock '" + name + "'"));
        return taken == 1 ? Optional.of(() -> release(self)) : Optional.empty();
    }

    private void release(String self) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            if (ask(RELEASE, name, name(self)).filter(freed -> freed == 1).isEmpty()) {
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

    private Optional<Integer> ask(String sql, String... names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.length; i++) {
                statement.setString(i + 1, names[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                int answer = row.getInt(1);
                return row.wasNull() ? Optional.empty() : Optional.of(answer);
            }
        }
    }

    @Override
    public Line standInLine(String self) {
        return new Line() {
            @Override
            public void pause(Duration duration) throws SQLException, InterruptedException {
                sleep(duration, self);
            }

            @Override
            public void close() {
                // whoever does not pause does not show
            }
        };
    }

    private void sleep(Duration duration, String self) throws SQLException, InterruptedException {
        try (PreparedStatement statement = connection.prepareStatement(PAUSE)) {
            statement.setBigDecimal(1, BigDecimal.valueOf(duration.toMillis(), MILLI));
            statement.setString(2, self + waits());
            statement.executeQuery().close();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private String waits() {
        return " waits for " + name;
    }

    @Override
    public Optional<DatabaseSession> holder() throws SQLException {
        Optional<DatabaseSession> seen = new MariaDbSessions(connection)
                .where("p.ID = IS_USED_LOCK(?)", name).stream().findFirst();
        return seen.isPresent() ? seen : unseen();
    }

    /** The number of the session is told to everybody, all else only to those who may see it. */
    private Optional<DatabaseSession> unseen() throws SQLException {
        return ask("SELECT IS_USED_LOCK(?)", name)
                .map(id -> new DatabaseSession(
                        String.valueOf(id),
                        "",
                        "",
                        "",
                        DatabaseSession.Activity.UNKNOWN,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    /** The second lock tells: its name is that of a process, and its owner the session of that process. */
    @Override
    public boolean isTakenBy(DatabaseSession holder, String self) throws SQLException {
        return ask("SELECT IS_USED_LOCK(?)", name(self))
                .map(String::valueOf)
                .filter(holder.id()::equals)
                .isPresent();
    }

    @Override
    public List<DatabaseSession> waiters() throws SQLException {
        return new MariaDbSessions(connection)
                .where("p.INFO LIKE 'SELECT SLEEP(%' AND LOCATE(?, p.INFO) > 0", waits() + "'").stream()
                        .map(MariaDbLock::named)
                        .toList();
    }

    /** The mark in the query is who waits: {@code SELECT SLEEP(0.5), 'web-3/4711 waits for lockstep shop.schema_history'}. */
    private static DatabaseSession named(DatabaseSession waiter) {
        Matcher mark = MARK.matcher(waiter.statement());
        String who = mark.find() ? "lockstep " + mark.group(1) : "";
        return new DatabaseSession(
                waiter.id(),
                waiter.user(),
                waiter.address(),
                who,
                DatabaseSession.Activity.EXECUTING,
                waiter.statement(),
                waiter.since(),
                Optional.empty(),
                List.of());
    }

    /** @see <a href="https://mariadb.com/kb/en/kill/">KILL</a> */
    @Override
    public void end(DatabaseSession holder) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL CONNECTION " + Long.parseLong(holder.id()));
        }
    }
}
