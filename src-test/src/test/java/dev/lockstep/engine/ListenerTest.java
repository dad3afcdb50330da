package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a listener is told, and what it may do. */
class ListenerTest {

    @EachDatabase
    void is_told_everything_in_order_on_the_thread_of_the_run(TestDatabase db) throws Exception {
        List<String> told = new ArrayList<>();
        Set<Thread> threads = new HashSet<>();
        Map<String, String> files = Given.with(
                Given.logging(), "1_two.up.sql", "INSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);\n");

        Given.builder(db, files)
                .listener(event -> {
                    told.add(text(event));
                    threads.add(Thread.currentThread());
                })
                .build()
                .migrate();

        assertThat(told)
                .containsExactly(
                        "planned 2 steps for " + db.dbms(),
                        "step 0.1, 1 of 2",
                        "statement 1 of 0.1: CREATE TABLE log (entry INTEGER NOT NULL)",
                        "finished 0.1",
                        "step 1, 2 of 2",
                        "statement 1 of 1: INSERT INTO log VALUES (1)",
                        "statement 2 of 1: INSERT INTO log VALUES (2)",
                        "finished 1");
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @EachDatabase
    void is_told_nothing_where_there_is_nothing_to_do(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.abc()).migrate();
        List<Event> told = new ArrayList<>();

        Given.builder(db, Given.abc()).listener(told::add).build().migrate();

        assertThat(told).isEmpty();
    }

    @EachDatabase
    void is_not_told_that_a_failed_step_is_finished(TestDatabase db) throws Exception {
        List<String> told = new ArrayList<>();
        Map<String, String> files = Given.with(Given.logging(), "1_wrong.up.sql", "INSERT INTO lgo VALUES (1);\n");

        assertThatThrownBy(() -> Given.builder(db, files)
                        .listener(event -> told.add(text(event)))
                        .build()
                        .migrate())
                .isInstanceOf(MigrationFailedException.class);

        assertThat(told).endsWith("step 1, 2 of 2", "statement 1 of 1: INSERT INTO lgo VALUES (1)");
    }

    @EachDatabase
    void what_it_throws_ends_the_run_and_the_next_run_does_the_rest_once(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(
                Given.logging(),
                "1_mixed.up.sql",
                "INSERT INTO log VALUES (1);\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nINSERT INTO log VALUES (2);\n");
        int events = 8;
        for (int at = 1; at <= events; at++) {
            try (TestDatabase fresh = TestDatabase.fresh(db.dbms())) {
                IllegalStateException thrown = new IllegalStateException("event " + at);
                int[] left = {at};

                assertThatThrownBy(() -> Given.builder(fresh, files)
                                .listener(event -> {
                                    if (--left[0] == 0) {
                                        throw thrown;
                                    }
                                })
                                .build()
                                .migrate())
                        .isInstanceOf(InterruptedRunException.class)
                        .hasMessageContaining(
                                "the listener ended the run: java.lang.IllegalStateException: event " + at)
                        .hasCause(thrown);
                assertThat(fresh.openConnections()).isZero();
                Given.builder(fresh, files).lockTimeout(Duration.ZERO).build().migrate();
                assertThat(Given.log(fresh)).as("after event %d", at).isEqualTo("1,2");
                assertThat(Given.hasTable(fresh, "a")).isTrue();
            }
        }
    }

    private static String text(Event event) {
        if (event instanceof Event.Planned planned) {
            return "planned " + planned.plan().steps().size() + " steps for "
                    + planned.plan().dialect();
        }
        if (event instanceof Event.StepStarted started) {
            return "step " + started.step().id() + ", " + started.number() + " of " + started.of();
        }
        if (event instanceof Event.StatementStarted started) {
            return "statement " + started.statement().number() + " of "
                    + started.step().id() + ": " + started.statement().text();
        }
        if (event instanceof Event.StepFinished finished) {
            return "finished " + finished.done().id();
        }
        return event.toString();
    }
}
