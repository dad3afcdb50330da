package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Direction;
import dev.lockstep.source.MigrationSource;
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
 * {@code kill -9} of the real command line at random moments, up and down. {@code -Dchaos=1000} asks for so many kills on
 * each database; {@code -Dchaos.seed} repeats a run's moments.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("chaos", 30);
    private static final int MIGRATIONS = 24;
    private static final int KILLED = 128 + 9;

    @EachDatabase
    void a_killed_process_leaves_nothing_that_the_next_one_cannot_finish(TestDatabase kind, @TempDir Path folder)
            throws Exception {
        write(kind.dbms(), folder);
        kill(kind.dbms(), folder, KILLS - KILLS / 2, Direction.UP);
    }

    @EachDatabase
    void a_process_killed_while_it_takes_back_leaves_no_more(TestDatabase kind, @TempDir Path folder) throws Exception {
        write(kind.dbms(), folder);
        kill(kind.dbms(), folder, KILLS / 2, Direction.DOWN);
    }

    private static void kill(Dbms dbms, Path folder, int wanted, Direction direction) throws Exception {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        Random random = new Random(seed);
        Undisturbed undisturbed = Undisturbed.run(dbms, folder, direction);
        int kills = 0;
        while (kills < wanted) {
            try (TestDatabase db = TestDatabase.fresh(dbms)) {
                prepare(db, folder, direction);
                LockstepProcess.Result result = killed(lockstep(db, folder, direction), undisturbed, random);
                while (result.exitCode() == KILLED) {
                    kills++;
                    result = kills < wanted
                            ? killed(lockstep(db, folder, direction), undisturbed, random)
                            : lockstep(db, folder, direction).run();
                }
                assertThat(result.exitCode())
                        .as("seed %d, after %d kills: %s", seed, kills, result)
                        .isZero();
                assertThat(db.snapshot(CrashPointTest.TIMES))
                        .as("seed %d, after %d kills", seed, kills)
                        .isEqualTo(undisturbed.state());
            }
        }
        System.out.printf("%s: killed %d times while going %s%n", dbms, kills, direction);
    }

    /** What a run does that nobody kills: its end, how long it takes to its first word, and from there to its last. */
    private record Undisturbed(String state, long silentNanos, long busyNanos) {
        static Undisturbed run(Dbms dbms, Path folder, Direction direction) throws Exception {
            try (TestDatabase db = TestDatabase.fresh(dbms)) {
                prepare(db, folder, direction);
                long start = System.nanoTime();
                try (LockstepProcess process = lockstep(db, folder, direction).start()) {
                    awaitFirstWord(process);
                    long firstWord = System.nanoTime();
                    LockstepProcess.Result result = process.await();
                    long end = System.nanoTime();
                    assertThat(result.exitCode()).as("%s", result).isZero();
                    return new Undisturbed(db.snapshot(CrashPointTest.TIMES), firstWord - start, end - firstWord);
                }
            }
        }
    }

    /** Starts a run and kills it at a random moment, mostly after its first word; it may have ended by then. */
    private static LockstepProcess.Result killed(
            LockstepProcess.Builder lockstep, Undisturbed undisturbed, Random random) {
        try (LockstepProcess process = lockstep.start()) {
            if (random.nextInt(8) == 0) {
                LockSupport.parkNanos(random.nextLong(undisturbed.silentNanos()));
            } else {
                awaitFirstWord(process);
                LockSupport.parkNanos(random.nextLong(undisturbed.busyNanos()));
            }
            return process.kill9();
        }
    }

    private static void awaitFirstWord(LockstepProcess process) {
        while (process.isAlive() && process.err().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static void prepare(TestDatabase db, Path folder, Direction direction) {
        if (direction == Direction.DOWN) {
            Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                    .build()
                    .migrate();
        }
    }

    private static LockstepProcess.Builder lockstep(TestDatabase db, Path folder, Direction direction) {
        return direction == Direction.DOWN
                ? LockstepProcess.command("-u", db.dsn(), "-d", folder.toString(), "down", "--to", "0", "-y")
                : LockstepProcess.command("-u", db.dsn(), "-d", folder.toString(), "migrate");
    }

    /** Definitions and rows in turn, so that on every database some scripts are one commit and some are many. */
    private static void write(Dbms dbms, Path folder) throws Exception {
        Files.writeString(folder.resolve("0.1_log.up.sql"), "CREATE TABLE log (entry INTEGER NOT NULL);\n");
        Files.writeString(folder.resolve("0.1_log.down.sql"), "INSERT INTO log VALUES (0);\n");
        for (int n = 1; n <= MIGRATIONS; n++) {
            String concurrently = dbms == Dbms.POSTGRESQL && n % 4 == 0 ? " CONCURRENTLY" : "";
            Files.writeString(folder.resolve(n + "_step.up.sql"), """
                    INSERT INTO log VALUES (%1$d);
                    CREATE TABLE t%1$d (id INTEGER PRIMARY KEY, v INTEGER);
                    INSERT INTO log VALUES (%1$d + 1000);
                    INSERT INTO t%1$d VALUES (1, 1);
                    CREATE INDEX%2$s t%1$d_v ON t%1$d (v);
                    INSERT INTO log VALUES (%1$d + 2000);
                    """.formatted(n, concurrently));
            Files.writeString(folder.resolve(n + "_step.down.sql"), """
                    INSERT INTO log VALUES (-%1$d);
                    DROP INDEX%2$s t%1$d_v%3$s;
                    INSERT INTO log VALUES (-%1$d - 1000);
                    DROP TABLE t%1$d;
                    INSERT INTO log VALUES (-%1$d - 2000);
                    """.formatted(
                            n, concurrently, dbms == Dbms.MARIADB ? " ON t" + n : ""));
        }
    }
}
