package dev.lockstep.dialects;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Holder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
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
 * @see <a href="https://www.sqlite.org/inmemorydb.html">In-Memory Databases</a>
 * @see java.nio.channels.FileLock
 */
final class SqliteLock {
    private static final String PREFIX = "dev.lockstep.lock.";

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

    Optional<Lease> take(String self) throws SQLException {
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

    Optional<Holder> holder() throws SQLException {
        Optional<String> own = key.map(name -> held().getProperty(name));
        if (own.isPresent()) {
            return own.map(SqliteLock::holder);
        }
        return file.isPresent() ? file.get().entry().map(SqliteLock::holder) : Optional.empty();
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

    private static Holder holder(String entry) {
        String[] lines = entry.split("\n", -1);
        if (lines.length < 4) {
            return new Holder("", "", "", Optional.empty());
        }
        boolean isSelf = lines[0].equals(String.valueOf(ProcessHandle.current().pid()));
        return new Holder(
                lines[0],
                lines[1] + " on " + lines[2],
                isSelf ? "another run in this process" : "",
                Optional.of(Instant.parse(lines[3])));
    }
}
