package dev.lockstep.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.LockstepException;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Every crash point and every error point: a call of a run is killed or fails, each in turn, and the next run ends in
 * exactly the state of a run that nothing disturbed: schema, rows, history.
 */
class CrashPointTest {
    /** What may differ between two runs that did the same. */
    static final String[] TIMES = {
        "schema_history.applied_at", "schema_history.applied_by", "schema_history.duration_ms"
    };

    private static final int AT_ONCE = 2;

    private static final Executor RUNS = task -> {
        Thread thread = new Thread(task, "disturbed run");
        thread.setDaemon(true);
        thread.start();
    };

    @EachDatabase
    void the_next_run_finishes_what_a_kill_interrupted(TestDatabase kind) throws Exception {
        for (Scenario scenario : Scenarios.of(kind.dbms())) {
            everyPoint(kind.dbms(), scenario, Fault.HALT, Moment.BEFORE, Moment.UNANSWERED);
        }
    }

    @EachDatabase
    void the_next_run_finishes_what_an_error_interrupted(TestDatabase kind) throws Exception {
        for (Scenario scenario : Scenarios.of(kind.dbms())) {
            everyPoint(kind.dbms(), scenario, Fault.error("XX000"), Moment.BEFORE, Moment.AFTER);
        }
    }

    @EachDatabase
    void the_history_of_another_tool_is_adopted_whole_or_not_at_all(TestDatabase kind) throws Exception {
        everyPoint(kind.dbms(), Scenarios.ADOPTION, Fault.HALT, Moment.BEFORE, Moment.UNANSWERED);
    }

    @EachDatabase
    void the_next_run_finishes_what_a_lost_connection_interrupted(TestDatabase kind) throws Exception {
        Scenario scenario = Scenarios.of(kind.dbms()).get(Scenarios.MIXED_UP);
        everyPoint(kind.dbms(), scenario, Fault.CUT, Moment.BEFORE, Moment.AFTER);
    }

    @EachDatabase
    void the_next_run_finishes_what_a_stalled_connection_interrupted(TestDatabase kind) throws Exception {
        List<Scenario> scenarios = Scenarios.of(kind.dbms());
        for (Scenario scenario : scenarios) {
            everyPoint(kind.dbms(), scenario, Fault.STALL, Moment.AFTER);
        }
        everyPoint(kind.dbms(), scenarios.get(Scenarios.MIXED_UP), Fault.STALL, Moment.BEFORE);
    }

    @EachDatabase
    void a_resumed_run_may_be_killed_as_well(TestDatabase kind) throws Exception {
        Scenario scenario = Scenarios.of(kind.dbms()).get(Scenarios.MIXED_UP);
        Undisturbed undisturbed = Undisturbed.run(kind.dbms(), scenario);
        List<Callable<Void>> points = new ArrayList<>();
        for (int first = 5; first <= undisturbed.calls(); first += 3) {
            int k = first;
            for (int second = 3; second <= 12; second += 3) {
                int then = second;
                points.add(() -> {
                    onePoint(
                            kind.dbms(),
                            scenario,
                            undisturbed,
                            List.of(
                                    Faults.at(k, Moment.UNANSWERED, Fault.HALT),
                                    Faults.at(then, Moment.UNANSWERED, Fault.HALT)));
                    return null;
                });
            }
        }
        all(points);
    }

    /** What a run does that nothing disturbs. */
    private record Undisturbed(int calls, String state) {
        static Undisturbed run(Dbms dbms, Scenario scenario) throws Exception {
            try (TestDatabase db = TestDatabase.fresh(dbms)) {
                scenario.prepare(db);
                Faults counting = Faults.counting();
                scenario.run(db.dataSource(counting));
                int calls = counting.log().calls().size();
                assertThat(calls).as("calls of %s", scenario).isGreaterThan(10);
                return new Undisturbed(calls, db.snapshot(TIMES));
            }
        }
    }

    private static void everyPoint(Dbms dbms, Scenario scenario, Fault fault, Moment... moments) throws Exception {
        Undisturbed undisturbed = Undisturbed.run(dbms, scenario);
        List<Callable<Void>> points = new ArrayList<>();
        for (Moment moment : moments) {
            IntStream.rangeClosed(1, undisturbed.calls())
                    .forEach(k -> points.add(() -> {
                        onePoint(dbms, scenario, undisturbed, List.of(Faults.at(k, moment, fault)));
                        return null;
                    }));
        }
        all(points);
    }

    private static void all(List<Callable<Void>> points) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> point : workers.invokeAll(points)) {
                point.get();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static void onePoint(Dbms dbms, Scenario scenario, Undisturbed undisturbed, List<Faults> faulty)
            throws Exception {
        try (TestDatabase db = TestDatabase.fresh(dbms)) {
            scenario.prepare(db);
            for (Faults faults : faulty) {
                disturbed(db, scenario, faults);
                db.awaitNoSessions();
            }
            try {
                scenario.run(db.dataSource());
            } catch (LockstepException stuck) {
                throw new AssertionError(scenario + " is stuck after " + faulty, stuck);
            }
            assertThat(db.snapshot(TIMES)).as("%s after %s", scenario, faulty).isEqualTo(undisturbed.state());
        }
    }

    /** A run that falls silent is waited for until its connection is lost; no other fault needs that. */
    private static void disturbed(TestDatabase db, Scenario scenario, Faults faults) throws Exception {
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> scenario.run(db.dataSource(faults)), RUNS);
        Poll.until("the run does not end: " + faults, () -> {
            if (faults.fired()) {
                faults.release();
            }
            return run.isDone();
        });
        try {
            run.join();
        } catch (CompletionException failed) {
            assertThat(failed).hasCauseInstanceOf(LockstepException.class);
            assertThat(faults.fired())
                    .as("%s failed by itself: %s", scenario, failed.getCause())
                    .isTrue();
        }
    }
}
