package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.LockstepException;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.TestDatabase;

/** Every crash point: the process dies before, after or while each call of a run, and the next run ends as if it had not. */
class CrashPointTest {
    /** What may differ between two runs that did the same. */
    private static final String[] TIMES = {
        "schema_history.applied_at", "schema_history.applied_by", "schema_history.duration_ms"
    };

    @EachDatabase
    void the_next_run_finishes_what_a_kill_interrupted(TestDatabase undisturbed) throws Exception {
        for (Scenario scenario : Scenarios.of(undisturbed.dbms())) {
            everyPoint(scenario, undisturbed, Fault.HALT);
        }
    }

    @EachDatabase
    void the_next_run_finishes_what_an_error_interrupted(TestDatabase undisturbed) throws Exception {
        for (Scenario scenario : Scenarios.of(undisturbed.dbms())) {
            everyPoint(scenario, undisturbed, Fault.error("XX000"));
        }
    }

    private static void everyPoint(Scenario scenario, TestDatabase kind, Fault fault) throws Exception {
        String expected;
        int calls;
        try (TestDatabase db = TestDatabase.fresh(kind.dbms())) {
            scenario.prepare(db);
            Faults counting = Faults.counting();
            scenario.run(db.dataSource(counting));
            calls = counting.log().calls().size();
            expected = db.snapshot(TIMES);
        }
        assertThat(calls).as(scenario.name()).isGreaterThan(10);
        for (int k = 1; k <= calls; k++) {
            for (Moment moment : Moment.values()) {
                onePoint(scenario, kind, Faults.at(k, moment, fault), expected);
            }
        }
    }

    private static void onePoint(Scenario scenario, TestDatabase kind, Faults faults, String expected)
            throws Exception {
        try (TestDatabase db = TestDatabase.fresh(kind.dbms())) {
            scenario.prepare(db);
            try {
                scenario.run(db.dataSource(faults));
            } catch (LockstepException interrupted) {
                assertThat(faults.fired())
                        .as("%s failed by itself: %s", scenario, interrupted)
                        .isTrue();
            }
            db.awaitNoSessions();
            try {
                scenario.run(db.dataSource());
            } catch (LockstepException stuck) {
                throw new AssertionError(scenario + " is stuck after " + faults, stuck);
            }
            assertThat(db.snapshot(TIMES)).as("%s after %s", scenario, faults).isEqualTo(expected);
        }
    }
}
