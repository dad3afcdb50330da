package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/**
 * A server of its own that a test may kill. Unlike the others it keeps what it confirmed: it writes through to the disk at
 * every commit.
 */
public final class CrashableServer implements AutoCloseable {
    private final ServerProcess process;

    private CrashableServer(ServerProcess process) {
        this.process = process;
    }

    /** Starts a PostgreSQL or a MariaDB server. */
    public static CrashableServer start(Dbms dbms) {
        return new CrashableServer(ServerProcess.start(
                switch (dbms) {
                    case POSTGRESQL -> new PostgresRecipe(Recipe.Durability.CRASH_SAFE);
                    case MARIADB -> new MariaDbRecipe(Recipe.Durability.CRASH_SAFE);
                    case SQLITE -> throw new IllegalArgumentException("SQLite has no server to crash");
                }));
    }

    /** A fresh database on this server. It outlives crashes. */
    public TestDatabase database() throws SQLException {
        return TestDatabase.on(process.server());
    }

    /** {@code kill -9} of the server and all its processes. */
    public void kill9() {
        process.kill9();
    }

    /** PostgreSQL's immediate shutdown; MariaDB knows none and is killed. */
    public void stopImmediate() {
        process.stopImmediate();
    }

    /** Makes a PostgreSQL server that does not run a standby: started again, it reads, and waits for more of its primary's log. */
    public void makeStandby() {
        try {
            Path signal = Files.createFile(process.base().resolve("data").resolve("standby.signal"));
            Files.setPosixFilePermissions(signal, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again on the same data and the same port; returns when it answers. */
    public void restart() {
        process.restart();
    }

    /** The process at the head of the server. */
    public long pid() {
        return process.pid();
    }

    /** Ends the server and removes its data. */
    @Override
    public void close() {
        process.close();
    }
}
