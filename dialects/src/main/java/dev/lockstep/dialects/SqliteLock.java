package dev.lockstep.dialects;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.DatabaseSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one database: in this process an entry among the system properties, which all class loaders share; for
 * other processes a lock of the operating system on a file beside the database.
 *
 * <p>The entry comes first, because on POSIX systems a process loses its lock on a file as soon as it closes any handle on
 * that file: while this process holds the lock, nobody in it may open the file.
 *
 * <p>A database in memory has no file. If its connections share it, the URL says so and is the key; if not, it belongs to
 * one connection alone, and there is nobody to lock out.
 *
 * <p>Whoever waits has a file of its own beside the lock file, locked as long as it waits, so that others can see it.
 *
 * @see <a href="https://www.sqlite.org/inmemorydb.html">In-Memory Databases</a>
 * @see java.nio.channels.FileLock
 */
final class SqliteLock implements Lock {
    private static final String PREFIX = "dev.lockstep.lock.";
    private static final String LINE = "dev.lockstep.line.";
    private static final AtomicLong PLACES = new AtomicLong();

    private final Optional<String> key;
    private final Optional<SqliteLockFile> file;

    private SqliteLock(Optional<String> key, Optional<SqliteLockFile> file) {
        this.key = key;
        this.file = file;
    }

    static SqliteLock of(Connection connection, Surroundings surroundings) throws SQLException {
        if (!surroundings.database().isEmpty()) {
            Path database = real(Path.of(surroundings.database()));
            return new SqliteLock(Optional.of(PREFIX + database), Optional.of(SqliteLockFile.beside(database)));
        }
        return new SqliteLock(sharedMemory(connection).map(url -> PREFIX + url), Optional.empty());
    }

    /** One file, one name: links are followed. */
    private static Path real(Path database) {
        try {
            return database.toRealPath();
        } catch (IOException notThereYet) {
            return database.toAbsolutePath().normalize();
        }
    }

    private static Optional<String> sharedMemory(Connection connection) throws SQLException {
        @Nullable String url = connection.getMetaData().getURL();
        String text = url == null ? "" : url.toLowerCase(Locale.ROOT);
        return text.contains("cache=shared") || text.contains("vfs=memdb") ? Optional.of(url) : Optional.empty();
    }

    @Override
    public Optional<Lease> take(String self) throws SQLException {
        String entry = entry(self);
        if (key.isPresent() && held().putIfAbsent(key.get(), entry) != null) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            Optional<Lease> lease = file.isPresent() ? file.get().take(entry) : Optional.of(() -> {});
            taken = lease.isPresent();
            return lease.map(inner -> () -> release(inner));
        } finally {
            if (!taken) {
                forget();
            }
        }
    }

    private void release(Lease inner) throws SQLException {
        try {
            inner.close();
        } finally {
            forget();
        }
    }

    private void forget() {
        key.ifPresent(name -> held().remove(name));
    }

    private static Properties held() {
        return System.getProperties();
    }

    @Override
    public Line standInLine(String self) throws SQLException {
        String entry = entry(self);
        String place = ProcessHandle.current().pid() + "-" + PLACES.incrementAndGet();
        Optional<String> name = key.map(own -> own.replace(PREFIX, LINE) + " " + place);
        Optional<Lease> shown = file.isPresent() ? file.get().inLine(place).take(entry) : Optional.empty();
        name.ifPresent(known -> held().setProperty(known, entry));
        return new Line() {
            @Override
            public void close() throws SQLException {
                name.ifPresent(known -> held().remove(known));
                if (shown.isPresent()) {
                    shown.get().close();
                    file.get().inLine(place).delete();
                }
            }
        };
    }

    @Override
    public Optional<DatabaseSession> holder() throws SQLException {
        Optional<String> own = key.map(name -> held().getProperty(name));
        if (own.isPresent()) {
            return own.map(SqliteLock::session);
        }
        return file.isPresent() ? file.get().entry().map(SqliteLock::session) : Optional.empty();
    }

    @Override
    public List<DatabaseSession> waiters() throws SQLException {
        List<DatabaseSession> waiters = new ArrayList<>();
        String line = key.map(name -> name.replace(PREFIX, LINE) + " ").orElse("");
        for (String name : key.isPresent() ? held().stringPropertyNames() : Set.<String>of()) {
            if (name.startsWith(line)) {
                waiters.add(session(held().getProperty(name, "")));
            }
        }
        String self = ProcessHandle.current().pid() + "-";
        for (SqliteLockFile other : file.isPresent() ? file.get().line(self) : List.<SqliteLockFile>of()) {
            other.entry().map(SqliteLock::session).ifPresent(waiters::add);
        }
        return waiters;
    }

    /** The system's lock on a file ends with its process, so a process that is gone holds nothing. */
    @Override
    public void end(DatabaseSession holder) throws SQLException {
        throw new SQLFeatureNotSupportedException("end process " + holder.id()
                + ": a file's lock belongs to its process, and is free when that has ended");
    }

    /** Process id, user, identity and time, each in a line. */
    private static String entry(String self) {
        return String.join(
                "\n",
                String.valueOf(ProcessHandle.current().pid()),
                System.getProperty("user.name", ""),
                self,
                Instant.now().toString());
    }

    private static DatabaseSession session(String entry) {
        String[] lines = entry.split("\n", -1);
        boolean isWhole = lines.length >= 4;
        return new DatabaseSession(
                isWhole ? lines[0] : "",
                isWhole ? lines[1] : "",
                "",
                isWhole ? "lockstep " + lines[2] : "",
                DatabaseSession.Activity.UNKNOWN,
                "",
                isWhole ? Optional.of(Instant.parse(lines[3])) : Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
