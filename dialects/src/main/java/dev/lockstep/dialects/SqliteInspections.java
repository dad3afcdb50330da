package dev.lockstep.dialects;

import dev.lockstep.dialect.Inspection;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a checkup looks at on SQLite.
 *
 * @see <a href="https://www.sqlite.org/howtocorrupt.html">How To Corrupt An SQLite Database File</a>
 * @see <a href="https://www.sqlite.org/lang_vacuum.html">VACUUM, and the space it needs</a>
 */
final class SqliteInspections {
    private static final long LITTLE = 16L << 20;
    private static final long MEGABYTE = 1L << 20;

    /** File systems on which locks of files are known not to hold. */
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "fuse.sshfs", "afpfs", "webdav");

    private static final int BUSY = 5;

    private final Connection connection;
    private final Surroundings surroundings;

    SqliteInspections(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
    }

    List<Inspection> all() {
        return List.of(
                new Inspection("disk", this::disk),
                new Inspection("writable", this::writable),
                new Inspection("transactions", this::transactions));
    }

    private Finding disk() throws SQLException {
        if (surroundings.database().isEmpty()) {
            return Finding.ok("in memory");
        }
        Path file = Path.of(surroundings.database());
        try {
            FileStore store = Files.getFileStore(file);
            if (isNetwork(store.type())) {
                return Finding.problem(
                        "the file lies on a network file system (" + store.type()
                                + "), where neither SQLite's locks nor Lockstep's can be relied on",
                        "move it to a local disk");
            }
            return space(store.getUsableSpace(), Files.size(file));
        } catch (IOException unreadable) {
            throw new SQLException("the file system of " + file + " cannot be asked: " + unreadable, unreadable);
        }
    }

    static boolean isNetwork(String type) {
        return NETWORK.contains(type.toLowerCase(Locale.ROOT));
    }

    /** A migration that copies tables, or a VACUUM, needs as much again as the file holds. */
    static Finding space(long free, long size) {
        String text = size / MEGABYTE + " MB, " + free / MEGABYTE + " MB free";
        return free < Math.max(size, LITTLE)
                ? Finding.warning(
                        text + ": a migration that copies its tables, or a VACUUM, needs as much as the file has",
                        "make room on this disk")
                : Finding.ok(text);
    }

    private Finding writable() throws SQLException {
        Path file = Path.of(surroundings.database());
        boolean isQueryOnly =
                Rows.all(connection, "PRAGMA query_only").get(0).get(0).equals("1");
        if (isQueryOnly || connection.isReadOnly()) {
            return Finding.problem("the session only reads", "take open_mode, mode or query_only out of the URL");
        }
        if (surroundings.database().isEmpty() || isWritable(file)) {
            return Finding.ok("yes");
        }
        return Finding.problem(
                "the file, or the folder in which SQLite keeps its journal, is not writable for this user",
                "chown or chmod " + file + " and its folder");
    }

    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.isWritable(file) && (folder == null || Files.isWritable(folder));
    }

    /** There is no list of sessions, but the write lock can be tried; it is given back at once, and nothing is written. */
    private Finding transactions() throws SQLException {
        if (connection.isReadOnly()) {
            return Finding.leftOut("a session that only reads cannot try the write lock");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return Finding.ok("nobody is writing");
        } catch (SQLException refused) {
            if ((refused.getErrorCode() & 0xFF) != BUSY) {
                throw refused;
            }
            boolean isRunning = SqliteLock.of(connection, surroundings).holder().isPresent();
            return Finding.warning(
                    "another connection is in the middle of a transaction that writes"
                            + (isRunning ? "; it may be the run that holds the lock" : ""),
                    "end it in the application (fuser -v " + surroundings.database() + " shows the processes)");
        }
    }
}
