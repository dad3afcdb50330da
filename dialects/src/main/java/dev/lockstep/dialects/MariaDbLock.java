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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named lock. It holds for the whole server, so its name is {@code lockstep database.table}; where that is longer than a
 * name may be, or not plain ASCII, it is {@code lockstep} and the first 40 hexadecimal digits of the SHA-256 digest of it.
 * Since the server does not tell what its clients call themselves, the holder takes a second one by its own name, {@code
 * lockstep web-3/4711}, which stands in nobody's way.
 *
 * <p>On a node of a Galera cluster there is a {@link MariaDbLease lease} as well, since the other nodes do not know of the lock.
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

    /** A node of a cluster has no named locks before MariaDB 10.6.14 and 10.11.4. */
    private static final int NOT_SUPPORTED_YET = 1235;

    private static final int LOOKS = 3;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final Connection connection;
    private final String name;
    private final Optional<Surroundings> cluster;

    /** Any lock that has a name. */
    MariaDbLock(Connection connection, String name) {
        this(connection, name, Optional.empty());
    }

    /** The lock of this history table. */
    MariaDbLock(Connection connection, Surroundings surroundings) {
        this(connection, name(surroundings), Optional.of(surroundings));
    }

    private MariaDbLock(Connection connection, String name, Optional<Surroundings> cluster) {
        this.connection = connection;
        this.name = name;
        this.cluster = cluster;
    }

    private Optional<MariaDbLease> clusterLease() throws SQLException {
        return cluster.isEmpty() ? Optional.empty() : MariaDbLease.of(connection, cluster.get());
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
        Optional<MariaDbLease> clusterLease = clusterLease();
        Optional<Lease> own = takeNamed(self, clusterLease.isPresent());
        if (own.isEmpty() || clusterLease.isEmpty()) {
            return own;
        }
        Optional<Lease> lease;
        try {
            lease = clusterLease.get().take(self);
        } catch (SQLException refused) {
            own.get().close();
            throw refused;
        }
        if (lease.isEmpty()) {
            own.get().close();
        }
        return lease.map(held -> new Both(held, own.get()));
    }

    /** A lease, and the lock of its node beneath it. */
    private record Both(Lease lease, Lease own) implements Lease {
        @Override
        public Optional<Duration> term() {
            return lease.term();
        }

        @Override
        public boolean renew(Connection other) throws SQLException {
            return lease.renew(other);
        }

        @Override
        public void close() throws SQLException {
            lease.close();
            own.close();
        }
    }

    private Optional<Lease> takeNamed(String self, boolean isNode) throws SQLException {
        try {
            int taken = ask(TAKE, name, name(self))
                    .orElseThrow(() -> new SQLException("the server could not look at the lock '" + name + "'"));
            return taken == 1 ? Optional.of(() -> release(self)) : Optional.empty();
        } catch (SQLException refused) {
            if (isNode && refused.getErrorCode() == NOT_SUPPORTED_YET) {
                return Optional.of(() -> {});
            }
            throw refused;
        }
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
        Optional<DatabaseSession> here = seen.isPresent() ? seen : unseen();
        Optional<MariaDbLease> clusterLease = here.isPresent() ? Optional.empty() : clusterLease();
        return clusterLease.isPresent() ? clusterLease.get().holder() : here;
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

    /** Whoever asks for the lock at this very moment does not sleep, so it is looked for again, a little later. */
    @Override
    public List<DatabaseSession> waiters() throws SQLException {
        Map<String, DatabaseSession> waiters = new TreeMap<>(Comparator.comparingLong(Long::parseLong));
        try {
            for (int look = 0; look < LOOKS; look++) {
                sleeping().forEach(waiter -> waiters.put(waiter.id(), waiter));
                TimeUnit.MILLISECONDS.sleep(waiters.isEmpty() ? 0 : BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(waiters.values());
    }

    private List<DatabaseSession> sleeping() throws SQLException {
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
        if (clusterLease().isPresent()
                && unseen().filter(here -> here.id().equals(holder.id())).isEmpty()) {
            throw new SQLException(
                    "session " + holder.id() + " belongs to another node of the cluster, " + holder.address()
                            + ": end it over a URL of that node; if it is gone, its lease ends by itself within "
                            + MariaDbLease.TERM.toSeconds() + " s");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL CONNECTION " + Long.parseLong(holder.id()));
        }
    }
}
