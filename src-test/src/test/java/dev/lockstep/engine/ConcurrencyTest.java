package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.TestDatabase;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Many nodes start together: one migrates, the others wait and go on. */
class ConcurrencyTest {
    private static final int NODES = 8;
    private static final Map<String, String> FILES = Given.with(
            Given.logging(1, 2, 3),
            "4_mixed.up.sql",
            "INSERT INTO log VALUES (4);\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nINSERT INTO log VALUES (5);\n");

    @EachDatabase
    void of_eight_threads_all_succeed_and_each_migration_is_applied_once(TestDatabase db) throws Exception {
        assertThat(doneByEight(() -> Given.lockstep(db, FILES)))
                .containsExactly("up 0.1", "up 1", "up 2", "up 3", "up 4");
        appliedOnce(db);
    }

    @EachDatabase
    void of_eight_that_would_adopt_one_does_and_what_is_new_is_applied_once(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate(Target.to("2"));
        db.execute(
                "DROP TABLE schema_history",
                "CREATE TABLE schema_migrations (version BIGINT NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)",
                "INSERT INTO schema_migrations VALUES (2, FALSE)");

        assertThat(doneByEight(() ->
                        Given.builder(db, FILES).adoptFrom("golang-migrate").build()))
                .containsExactly("up 3", "up 4");
        appliedOnce(db);
    }

    /** What eight nodes, all started at once, did together. */
    private static List<String> doneByEight(Supplier<Lockstep> node) throws Exception {
        CyclicBarrier together = new CyclicBarrier(NODES);
        List<Future<Report>> runs = new ArrayList<>();
        try (Background background = new Background()) {
            for (int i = 0; i < NODES; i++) {
                Lockstep lockstep = node.get();
                runs.add(background.start(() -> {
                    together.await();
                    return lockstep.migrate();
                }));
            }
            List<String> done = new ArrayList<>();
            for (Future<Report> run : runs) {
                done.addAll(Given.done(Background.result(run)));
            }
            return done;
        }
    }

    @EachDatabase
    void of_eight_calls_on_one_instance_all_succeed(TestDatabase db) throws Exception {
        CyclicBarrier together = new CyclicBarrier(NODES);
        Lockstep lockstep = Given.lockstep(db, FILES);
        List<Future<Report>> runs = new ArrayList<>();
        try (Background background = new Background()) {
            for (int node = 0; node < NODES; node++) {
                runs.add(background.start(() -> {
                    together.await();
                    return lockstep.migrate();
                }));
            }
            for (Future<Report> run : runs) {
                assertThat(Background.result(run).to().orElseThrow()).hasToString("4");
            }
        }
        appliedOnce(db);
    }

    @EachDatabase
    void of_eight_processes_all_succeed_and_each_migration_is_applied_once(TestDatabase db) throws Exception {
        List<LockstepProcess> processes = new ArrayList<>();
        try {
            for (int node = 0; node < NODES; node++) {
                processes.add(LockstepProcess.command(db.url(), db.user(), db.password())
                        .mainClass(Node.class)
                        .start());
            }
            for (LockstepProcess process : processes) {
                LockstepProcess.Result result = process.await();
                assertThat(result.exitCode()).as("%s", result).isZero();
            }
        } finally {
            processes.forEach(LockstepProcess::close);
        }
        appliedOnce(db);
    }

    private static void appliedOnce(TestDatabase db) throws Exception {
        assertThat(Given.log(db)).isEqualTo("1,2,3,4,5");
        assertThat(db.value("SELECT count(*) FROM schema_history")).isEqualTo("5");
        assertThat(Given.lockstep(db, FILES).status().isPendingOrDirty()).isFalse();
    }

    /** A node of its own process: URL, user, password. */
    static final class Node {
        private Node() {}

        /** Migrates. */
        public static void main(String[] arguments) {
            Lockstep.builder(
                            Pool.dataSource(
                                    () -> DriverManager.getConnection(arguments[0], arguments[1], arguments[2])),
                            MigrationSource.memory(FILES))
                    .build()
                    .migrate();
        }
    }
}
