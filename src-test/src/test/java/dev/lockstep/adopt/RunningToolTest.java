package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Event;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;

/** A tool that works at this moment is waited for, and what it does meanwhile is adopted too. */
class RunningToolTest {
    /** SQLite's tools have no locks. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void flyway_is_waited_for_in_the_middle_of_a_migration(TestDatabase db, @TempDir Path folder) throws Exception {
        String gate = Foreign.on(db, "SELECT pg_advisory_lock(4711)", "SELECT GET_LOCK('gate', 600)", "");
        Files.writeString(folder.resolve("V1__a.sql"), "CREATE TABLE a (id INTEGER);\n");
        Files.writeString(folder.resolve("V2__b.sql"), "CREATE TABLE b (id INTEGER);\n" + gate + ";\n");
        AtomicBoolean isWaiting = new AtomicBoolean();
        Lockstep lockstep = Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .format("flyway")
                .listener(event -> isWaiting.compareAndSet(false, event instanceof Event.Waiting))
                .build();
        CompletableFuture<Void> flyway;
        CompletableFuture<Adoption> adoption;
        try (var closed = db.connect()) {
            Sql.execute(closed, gate);
            flyway = CompletableFuture.runAsync(
                    () -> Flyway.configure()
                            .dataSource(db.url(), db.user(), db.password())
                            .locations("filesystem:" + folder)
                            .load()
                            .migrate(),
                    RunningToolTest::start);
            Poll.until(
                    "Flyway does not come to the gate",
                    () -> !db.value(Foreign.on(
                                    db,
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                                            + " (SELECT oid FROM pg_database WHERE datname = current_database())",
                                    "SELECT count(*) FROM information_schema.processlist WHERE state = 'User lock' AND db ="
                                            + " DATABASE()",
                                    ""))
                            .equals("0"));
            adoption = CompletableFuture.supplyAsync(lockstep::adopt, RunningToolTest::start);
            Poll.until("nobody waits for Flyway", isWaiting::get);
            assertThat(adoption).isNotDone();
        }
        flyway.join();
        assertThat(adoption.join().rows())
                .extracting(row -> row.id().toString())
                .containsExactly("1", "2");
    }
    /** Both at once: the pool that all share may have a single thread. */
    private static void start(Runnable task) {
        Thread thread = new Thread(task, "background of a test");
        thread.setDaemon(true);
        thread.start();
    }
}
