package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many nodes start at once, and half of them die on the way, whoever it is: those that are left do all the work, once.
 * {@code -Dlockstep.test.processes=16 -Dlockstep.test.migrations=200} is the full size.
 */
class ManyProcessesTest {
    private static final int PROCESSES = Integer.getInteger("lockstep.test.processes", 6);
    private static final int MIGRATIONS = Integer.getInteger("lockstep.test.migrations", 30);
    private static final int KILLED = 128 + 9;

    /** The full size takes minutes. */
    private static final Duration HANG = Duration.ofMinutes(20);

    @EachDatabase
    void half_of_them_are_killed_and_each_migration_is_applied_once(TestDatabase db, @TempDir Path folder)
            throws Exception {
        write(folder);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<LockstepProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(LockstepProcess.command(
                                "-u", db.dsn(), "-d", folder.toString(), "--lock-timeout", "progress", "migrate")
                        .hangsAfter(HANG)
                        .start());
            }
            List<LockstepProcess> doomed = new ArrayList<>(processes);
            Collections.shuffle(doomed, random);
            doomed = doomed.subList(0, PROCESSES / 2);
            for (int i = 0; i < doomed.size(); i++) {
                int due = 1 + random.nextInt(MIGRATIONS * (i + 1) / doomed.size());
                LockstepProcess victim = doomed.get(i);
                Poll.until(() -> "nothing goes on", HANG, () -> !victim.isAlive() || applied(db) >= due);
                victim.kill9();
            }
            int killed = 0;
            for (LockstepProcess process : processes) {
                LockstepProcess.Result result = process.await();
                if (doomed.contains(process) && result.exitCode() == KILLED) {
                    killed++;
                } else {
                    assertThat(result.exitCode())
                            .as("seed %s: %s", seed, result)
                            .isZero();
                }
            }
            System.out.printf("%s: %d of %d processes killed%n", db.dbms(), killed, PROCESSES);
        } finally {
            processes.forEach(LockstepProcess::close);
        }
        checkAll(db, folder, seed);
    }

    /** A definition and rows in each, so that on every database some of it cannot be rolled back somewhere. */
    private static void write(Path folder) throws Exception {
        Files.writeString(folder.resolve("0.1_log.sql"), "CREATE TABLE log (entry INTEGER NOT NULL);\n");
        for (int i = 1; i <= MIGRATIONS; i++) {
            Files.writeString(
                    folder.resolve(i + "_step.sql"),
                    ("CREATE TABLE t%d (id INTEGER PRIMARY KEY);\nINSERT INTO log VALUES (%d);\n"
                                    + "ALTER TABLE t%d ADD COLUMN a INTEGER;\n")
                            .formatted(i, i, i));
        }
    }

    private static int applied(TestDatabase db) {
        try (Connection connection = db.connect()) {
            return Integer.parseInt(Sql.value(connection, "SELECT count(*) FROM log"));
        } catch (java.sql.SQLException notThereYetOrBusy) {
            return 0;
        }
    }

    private static void checkAll(TestDatabase db, Path folder, long seed) throws Exception {
        try (Connection connection = db.connect()) {
            assertThat(Sql.column(connection, "SELECT entry FROM log ORDER BY entry"))
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, MIGRATIONS)
                            .mapToObj(String::valueOf)
                            .toList());
        }
        Lockstep lockstep = Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .build();
        assertThat(lockstep.status().isPendingOrDirty()).isFalse();
        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(db.value("SELECT count(*) FROM schema_history WHERE action = 'up'"))
                .isEqualTo(String.valueOf(MIGRATIONS + 1));
        assertThat(lockstep.lock().holder()).isEmpty();
    }
}
