package dev.lockstep.dialects;

import dev.lockstep.dialect.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file beside the database that other processes see locked. It is never deleted, since whoever had opened it before
 * would hold a lock on a file that nobody finds any more; it is emptied. What is locked is one byte far behind the
 * content, because where locks are mandatory nobody could read the content otherwise.
 */
final class SqliteLockFile {
    private static final String SUFFIX = "-lockstep";
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_FULL = 13;
    private static final int MOST = 4096;

    private final Path path;

    private SqliteLockFile(Path path) {
        this.path = path;
    }

    static SqliteLockFile beside(Path database) {
        return new SqliteLockFile(database.resolveSibling(database.getFileName() + SUFFIX));
    }

    /** The file of one who waits. */
    SqliteLockFile inLine(String place) {
        return new SqliteLockFile(path.resolveSibling(path.getFileName() + "-" + place));
    }

    /** The files of all who wait, but for those whose place begins like this. */
    List<SqliteLockFile> line(String except) throws SQLException {
        String prefix = path.getFileName() + "-";
        try (Stream<Path> neighbours = Files.list(path.getParent())) {
            return neighbours
                    .filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && !name.startsWith(prefix + except);
                    })
                    .sorted()
                    .map(SqliteLockFile::new)
                    .toList();
        } catch (IOException unreadable) {
            throw new SQLException("the folder of " + path + " cannot be read: " + unreadable, unreadable);
        }
    }

    void delete() throws SQLException {
        try {
            Files.deleteIfExists(path);
        } catch (IOException refused) {
            throw new SQLException("the file " + path + " cannot be removed: " + refused, refused);
        }
    }

    /** Locks it and writes the entry into it; empty if another process holds it. */
    Optional<Lease> take(String entry) throws SQLException {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel, entry)) {
                return Optional.of(() -> release(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException refused) {
            throw new SQLException(
                    "the lock file " + path + " cannot be written, and without it two runs could migrate at once: "
                            + refused,
                    null,
                    isFull() ? SQLITE_FULL : SQLITE_READONLY,
                    refused);
        }
    }

    /** The operating system's own words differ, and Java has no other sign. */
    private boolean isFull() {
        try {
            return Files.getFileStore(path.getParent()).getUsableSpace() == 0;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean isLocked(FileChannel channel, String entry) throws IOException {
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                return false;
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(entry.getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (IOException failed) {
            try (channel) {
                throw failed;
            }
        }
    }

    /** The end of the channel is the end of the lock, also where an interrupted thread brings it about. */
    private void release(FileChannel channel) throws SQLException {
        try (channel) {
            channel.truncate(0);
        } catch (ClosedByInterruptException released) {
            // what the file says is of no interest without a lock on it
        } catch (IOException failed) {
            throw new SQLException("the lock file " + path + " could not be released", failed);
        }
    }

    /** The entry of the process that holds it; empty if none does. Only where this process does not hold it. */
    Optional<String> entry() throws SQLException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                FileLock free = channel.tryLock(LOCKED_BYTE, 1, true)) {
            return free == null ? Optional.of(content(channel)) : Optional.empty();
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new SQLException("the lock file " + path + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST);
        channel.read(bytes);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
}
