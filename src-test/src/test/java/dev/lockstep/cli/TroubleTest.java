package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Lease;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code lock}, {@code unlock} and {@code doctor} show of real processes in every state that a run can be in: the
 * transcripts under {@code trouble}, from which the page on troubleshooting is taken.
 */
class TroubleTest {
    private static final String LONG = "migrations/2_totals.up.sql";
    /** InnoDB shows transactions as they were when it was asked last, to those who ask again within a tenth of a second. */
    private static final Duration STALE = Duration.ofMillis(200);

    private static final String ALTERING = "ALTER TABLE orders ADD COLUMN note INT";

    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void one_migration_is_applied(TestDatabase db) {
        run = new CommandLineRun(folder)
                .variable("LOCKSTEP_URL", db.dsn())
                .file("migrations/1_orders.up.sql", "CREATE TABLE orders (id INT);\nINSERT INTO orders VALUES (1);\n");
        run.run("migrate");
    }

    private void show(TestDatabase db, String scene, String... others) throws Exception {
        Disguise disguise = new Disguise(db, folder, others);
        new Transcript("trouble/" + db.dbms() + "/" + scene, run, disguise::of).check();
    }

    private LockstepProcess migrate(TestDatabase db, String... more) {
        return LockstepProcess.command("migrate")
                .environment("LOCKSTEP_URL", db.dsn())
                .environment("LOCKSTEP_DDL_LOCK_TIMEOUT", "1h")
                .directory(folder)
                .start();
    }

    /** Waits until the lock is shown in this way. */
    private void await(LockstepProcess process, String... words) {
        Poll.until("the lock is not shown with " + List.of(words), () -> {
            assertThat(process.isAlive()).as("%s", process.err()).isTrue();
            String shown = run.run("lock").out();
            return List.of(words).stream().allMatch(shown::contains);
        });
    }

    /** Whoever may neither write nor see others, while somebody else holds the lock. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void rights_are_missing(TestDatabase db) throws Exception {
        boolean isPostgres = db.dbms() == Dbms.POSTGRESQL;
        String user = "clerk_" + Long.toString(System.nanoTime(), 36);
        db.execute(
                isPostgres
                        ? "CREATE ROLE " + user + " LOGIN PASSWORD 'secret'"
                        : "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                isPostgres
                        ? "GRANT SELECT ON schema_history TO " + user
                        : "GRANT SELECT ON " + db.name() + ".* TO " + user);
        try (Connection connection = db.connect()) {
            Lease lease = TakenLock.by(connection, db);
            run = new CommandLineRun(folder).file("clerk.yml", "url: " + with(db, user + ":secret", "") + "\n");
            show(db, "rights", user);
            lease.close();
        } finally {
            db.execute(isPostgres ? "DROP OWNED BY " + user + "; DROP ROLE " + user : "DROP USER " + user);
        }
    }

    /** The same URL for somebody else, with something behind it. */
    private static String with(TestDatabase db, String account, String more) {
        return db.dsn().replaceFirst("//[^@]+@", "//" + account + "@").replaceFirst("[?].*", "") + more;
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void no_way_in(TestDatabase db) throws Exception {
        String own = db.user() + ":" + db.password();
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        run = new CommandLineRun(folder)
                .file("host.yml", "url: " + db.dsn().replaceFirst("@[^:/]+", "@no-such-host.invalid") + "\n")
                .file("port.yml", "url: " + db.dsn().replaceFirst("(@[^:/]+):\\d+", "$1:" + closed) + "\n")
                .file("password.yml", "url: " + with(db, db.user() + ":wrong", "") + "\n")
                .file("database.yml", "url: " + with(db, own, "_not") + "\n")
                .file("tls.yml", "url: " + with(db, own, "?sslmode=require") + "\n");
        show(db, "access");
    }

    @EachDatabase
    void free(TestDatabase db) throws Exception {
        show(db, "free");
    }

    @EachDatabase
    void a_migration_fails(TestDatabase db) throws Exception {
        show(db, "failed");
    }

    /** A statement that lasts, by itself, longer than the test; not even a server that looks for its client ends it. */
    @EachDatabase
    void held_and_working_then_awaited_then_outlived_by_its_statement(TestDatabase db) throws Exception {
        String statement = switch (db.dbms()) {
            case POSTGRESQL -> "SELECT pg_sleep(600)";
            case MARIADB -> "SELECT BENCHMARK(1000000000000, MD5('totals'))";
            case SQLITE -> "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        };
        if (db.dbms() == Dbms.POSTGRESQL) {
            db.execute("ALTER DATABASE " + db.name() + " SET client_connection_check_interval = '1h'");
        }
        run.file(LONG, "INSERT INTO orders VALUES (2);\n" + statement + ";\n");
        try (LockstepProcess holder = migrate(db)) {
            if (db.dbms() == Dbms.SQLITE) {
                await(holder, "held by");
            } else {
                await(holder, "executing since", ": " + statement.substring(0, 15));
            }
            show(db, "working");
            try (LockstepProcess second = migrate(db);
                    LockstepProcess third = migrate(db)) {
                await(holder, "/" + second.pid(), "/" + third.pid());
                show(db, "waiting");
            }
            holder.kill9();
            Poll.until(
                    "the killed are still shown", () -> !run.run("lock").out().contains("waiting for it"));
            show(db, "orphan");
        }
    }

    /** The application reads, or on SQLite writes, and leaves its transaction open. */
    @EachDatabase
    void blocked_by_the_application_and_then_held_by_a_process_that_does_nothing(TestDatabase db) throws Exception {
        run.file("migrations/2_note.up.sql", ALTERING + ";\n");
        try (Connection application = db.connect()) {
            boolean isSqlite = db.dbms() == Dbms.SQLITE;
            Sql.execute(application, isSqlite ? "BEGIN IMMEDIATE" : "BEGIN", "SELECT count(*) FROM orders");
            show(db, "gives-way");
            try (LockstepProcess holder = migrate(db)) {
                await(holder, isSqlite ? "held by" : "blocked since");
                Poll.until(
                        "the transaction is not old enough",
                        () -> run.run("doctor").out().contains("warning   transactions"));
                show(db, "blocked");
                holder.freeze();
                Sql.execute(application, "COMMIT");
                if (!isSqlite) {
                    await(holder, "idle");
                    Poll.until("the transaction is still shown", () -> {
                        LockSupport.parkNanos(STALE.toNanos());
                        return !run.run("doctor").out().contains("warning   transactions");
                    });
                    show(db, "idle");
                }
            }
        }
    }
}
