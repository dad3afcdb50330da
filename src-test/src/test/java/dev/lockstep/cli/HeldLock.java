package dev.lockstep.cli;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/**
 * Another run that holds the lock: it sits in a statement that waits for a table, which this locks. Closing it lets the
 * run go on to its end.
 */
final class HeldLock implements AutoCloseable {
    private final Connection connection;
    private final CompletableFuture<Result> other;

    private HeldLock(Connection connection, CompletableFuture<Result> other) {
        this.connection = connection;
        this.other = other;
    }

    /** Version 1, which makes the table orders, is applied; the files get a version that waits for that table. */
    static HeldLock on(TestDatabase db, CommandLineRun run) throws SQLException {
        run.file("migrations/9_wait.up.sql", "INSERT INTO orders VALUES (9);\n");
        Connection connection = db.connect();
        try (Statement statement = connection.createStatement()) {
            if (db.dbms() == Dbms.POSTGRESQL) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            } else {
                statement.execute("LOCK TABLES orders WRITE");
            }
        }
        CompletableFuture<Result> other = CompletableFuture.supplyAsync(() -> run.run("-u", db.dsn(), "migrate"));
        while (!run.run("-u", db.dsn(), "lock").out().contains("held by")) {
            Thread.onSpinWait();
        }
        return new HeldLock(connection, other);
    }

    boolean isHeld() {
        return !other.isDone();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        Result result = other.join();
        if (result.code() != 0) {
            throw new AssertionError("the run that held the lock failed: " + result);
        }
    }
}
