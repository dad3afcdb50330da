package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A sample of the crash points, in processes that really die: no shutdown hook, no finally block, no closed socket. */
class HaltedProcessTest {
    private static final int EVERY = 7;

    @EachDatabase
    void the_next_run_finishes_what_a_halted_process_began(TestDatabase kind, @TempDir Path folder) throws Exception {
        Scenario scenario = Scenarios.of(kind.dbms()).get(Scenarios.MIXED_UP);
        everySeventh(kind, scenario, folder, "up");
    }

    @EachDatabase
    void the_next_run_finishes_what_a_halted_process_began_to_take_back(TestDatabase kind, @TempDir Path folder)
            throws Exception {
        Scenario scenario = Scenarios.of(kind.dbms()).get(Scenarios.MIXED_UP + 1);
        everySeventh(kind, scenario, folder, "down");
    }

    private static void everySeventh(TestDatabase kind, Scenario scenario, Path folder, String direction)
            throws Exception {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        for (Map.Entry<String, String> file : scenario.files().entrySet()) {
            Files.writeString(migrations.resolve(file.getKey()), file.getValue());
        }
        Path counted = folder.resolve("counted");
        scenario.prepare(kind);
        LockstepProcess.Result whole = run(kind, migrations, direction, Faults.jvmArguments(counted));
        assertThat(whole.out()).as("%s", whole).contains("done");
        String expected = kind.snapshot(CrashPointTest.TIMES);
        int calls = Files.readAllLines(counted).size();
        assertThat(calls).isGreaterThan(2 * EVERY);
        for (int k = EVERY; k <= calls; k += EVERY) {
            Moment moment = k % 2 == 0 ? Moment.AFTER : Moment.BEFORE;
            try (TestDatabase db = TestDatabase.fresh(kind.dbms())) {
                scenario.prepare(db);
                Path log = folder.resolve("log" + k);
                List<String> faults = Faults.jvmArguments(k, moment, Fault.HALT_PROCESS, log);
                LockstepProcess.Result result = run(db, migrations, direction, faults);
                assertThat(result.exitCode()).as("%s", result).isEqualTo(137);
                db.awaitNoSessions();
                MigrateUnderFault.migrate(db.dataSource(), migrations, direction);
                assertThat(db.snapshot(CrashPointTest.TIMES))
                        .as("%s, halted %s call %d", scenario, moment, k)
                        .isEqualTo(expected);
            }
        }
    }

    private static LockstepProcess.Result run(TestDatabase db, Path folder, String direction, List<String> faults) {
        return LockstepProcess.command(db.url(), db.user(), db.password(), folder.toString(), direction)
                .mainClass(MigrateUnderFault.class)
                .jvmArguments(faults)
                .run();
    }
}
