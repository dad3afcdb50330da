package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the real command line at random moments. {@code -Dchaos=1000} asks for so many kills on each
 * database; {@code -Dchaos.seed} repeats a run's moments.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("chaos", 30);
    private static final int MIGRATIONS = 40;
    private static final int LONGEST_MILLIS = 1_500;

    @EachDatabase
    void a_killed_process_leaves_nothing_that_the_next_one_cannot_finish(TestDatabase kind, @TempDir Path folder)
            throws Exception {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        Random random = new Random(seed);
        write(kind.dbms(), folder);
        String expected = undisturbed(kind.dbms(), folder);
        int kills = 0;
        while (kills < KILLS) {
            try (TestDatabase db = TestDatabase.fresh(kind.dbms())) {
                boolean isFinished = false;
                while (kills < KILLS && !isFinished) {
                    isFinished = !killed(db, folder, random);
                    kills += isFinished ? 0 : 1;
                }
                LockstepProcess.Result last = migrate(db, folder).run();
                assertThat(last.exitCode())
                        .as("seed %d, after %d kills: %s", seed, kills, last)
                        .isZero();
                assertThat(db.snapshot(CrashPointTest.TIMES))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
        }
    }

    /** Starts a run and kills it at a random moment; false if it had ended before. */
    private static boolean killed(TestDatabase db, Path folder, Random random) {
        try (LockstepProcess process = migrate(db, folder).start()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
            boolean isRunning = process.isAlive();
            LockstepProcess.Result result = process.kill9();
            assertThat(result.exitCode()).as(result.toString()).isIn(0, 137);
            return isRunning;
        }
    }

    private static String undisturbed(Dbms dbms, Path folder) throws Exception {
        try (TestDatabase db = TestDatabase.fresh(dbms)) {
            LockstepProcess.Result result = migrate(db, folder).run();
            assertThat(result.exitCode()).as(result.toString()).isZero();
            return db.snapshot(CrashPointTest.TIMES);
        }
    }

    private static LockstepProcess.Builder migrate(TestDatabase db, Path folder) {
        return LockstepProcess.command("-u", db.dsn(), "-d", folder.toString(), "migrate");
    }

    /** Definitions and rows in turn, so that on every database some scripts are one commit and some are many. */
    private static void write(Dbms dbms, Path folder) throws Exception {
        Files.writeString(folder.resolve("0_log.up.sql"), "CREATE TABLE log (entry INTEGER NOT NULL);\n");
        for (int n = 1; n <= MIGRATIONS; n++) {
            String index = dbms == Dbms.POSTGRESQL && n % 4 == 0 ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX";
            Files.writeString(folder.resolve(n + "_step.up.sql"), """
                    INSERT INTO log VALUES (%1$d);
                    CREATE TABLE t%1$d (id INTEGER PRIMARY KEY, v INTEGER);
                    INSERT INTO log VALUES (%1$d + 1000);
                    INSERT INTO t%1$d VALUES (1, 1);
                    %2$s t%1$d_v ON t%1$d (v);
                    INSERT INTO log VALUES (%1$d + 2000);
                    """.formatted(n, index));
        }
    }
}
