package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Version;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Runs that end before their time. */
class StopTest {

    /** A statement that ends by itself no sooner than any test is taken for hanging. */
    private static String endless(TestDatabase db) {
        return Given.on(
                db,
                "SELECT pg_sleep(600);\n",
                "SELECT SLEEP(600);\n",
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;\n");
    }

    /** Whether the endless statement is being executed: the server knows, or the thread that is inside the library. */
    private static boolean isUnderWay(TestDatabase db, Thread thread) throws Exception {
        return switch (db.dbms()) {
            case POSTGRESQL ->
                !db.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")
                        .equals("0");
            case MARIADB ->
                !db.value("SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()"
                                + " AND info LIKE '%SLEEP%' AND id <> CONNECTION_ID()")
                        .equals("0");
            case SQLITE ->
                Stream.of(thread.getStackTrace())
                        .anyMatch(frame ->
                                frame.isNativeMethod() && frame.getClassName().equals("org.sqlite.core.NativeDB"));
        };
    }

    private static Map<String, String> files(TestDatabase db) {
        return Given.with(
                Given.logging(1),
                "2_long.up.sql",
                "INSERT INTO log VALUES (2);\n" + endless(db) + "INSERT INTO log VALUES (3);\n",
                "4_never.up.sql",
                "INSERT INTO log VALUES (4);\n");
    }

    private static Map<String, String> quick() {
        return Given.with(
                Given.logging(1),
                "2_long.up.sql",
                "INSERT INTO log VALUES (2);\nSELECT 1;\nINSERT INTO log VALUES (3);\n",
                "4_never.up.sql",
                "INSERT INTO log VALUES (4);\n");
    }

    @EachDatabase
    void stop_cancels_the_statement_in_flight_and_the_next_run_does_the_rest(TestDatabase db) throws Exception {
        AtomicReference<Thread> runner = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Lockstep lockstep = Given.builder(db, files(db))
                .listener(event -> {
                    if (event instanceof Event.StatementStarted started
                            && started.statement().number() == 2) {
                        runner.set(Thread.currentThread());
                        begun.countDown();
                    }
                })
                .build();
        try (Background background = new Background()) {
            Future<?> run = background.start(lockstep::migrate);
            Poll.until("the long statement does not begin", () -> run.isDone() || begun.getCount() == 0);
            Poll.until("the long statement is not executed", () -> run.isDone() || isUnderWay(db, runner.get()));

            lockstep.stop();

            assertThat(Background.failure(run)).isInstanceOfSatisfying(InterruptedRunException.class, stopped -> {
                assertThat(stopped)
                        .hasMessageContaining("2_long.up.sql was stopped as asked, at statement 2 of 3")
                        .hasMessageContaining("everything that this script had done was rolled back")
                        .hasMessageContaining("at 2_long.up.sql:2:1");
                assertThat(Given.done(stopped.report().orElseThrow())).containsExactly("up 0.1", "up 1");
            });
        }
        assertThat(db.openConnections()).isZero();
        assertThat(Given.log(db)).isEqualTo("1");
        Lockstep next = Given.builder(db, quick()).lockTimeout(Duration.ZERO).build();
        assertThat(Given.done(next.migrate())).containsExactly("up 2", "up 4");
        assertThat(Given.log(db)).isEqualTo("1,2,3,4");
    }

    @EachDatabase
    void a_stop_that_comes_just_before_a_statement_is_not_lost(TestDatabase db) throws Exception {
        AtomicReference<Lockstep> lockstep = new AtomicReference<>();
        lockstep.set(Given.builder(db, files(db))
                .listener(event -> {
                    if (event instanceof Event.StatementStarted started
                            && started.statement().number() == 2) {
                        lockstep.get().stop();
                    }
                })
                .build());
        try (Background background = new Background()) {
            Future<?> run = background.start(() -> lockstep.get().migrate());

            assertThat(Background.failure(run)).isInstanceOf(InterruptedRunException.class);
        }
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase
    void a_stop_between_definitions_leaves_what_the_next_run_finishes_once(TestDatabase db) throws Exception {
        String script = "INSERT INTO log VALUES (1);\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n"
                + "INSERT INTO log VALUES (2);\nCREATE INDEX a_i ON a (id);\nINSERT INTO log VALUES (3);\n";
        Map<String, String> files = Given.with(Given.logging(), "1_mixed.up.sql", script);
        for (int at = 1; at <= 5; at++) {
            try (TestDatabase fresh = TestDatabase.fresh(db.dbms())) {
                int statement = at;
                AtomicReference<Lockstep> lockstep = new AtomicReference<>();
                lockstep.set(Given.builder(fresh, files)
                        .listener(event -> {
                            if (event instanceof Event.StatementStarted started
                                    && started.step().id().toString().equals("1")
                                    && started.statement().number() == statement) {
                                lockstep.get().stop();
                            }
                        })
                        .build());

                assertThatThrownBy(lockstep.get()::migrate).isInstanceOf(InterruptedRunException.class);
                assertThat(Given.done(Given.lockstep(fresh, files).migrate())).containsExactly("up 1");
                assertThat(Given.log(fresh)).as("stopped at statement %d", at).isEqualTo("1,2,3");
            }
        }
    }

    @EachDatabase
    void a_stopped_instance_starts_nothing_any_more(TestDatabase db) throws Exception {
        String before = db.snapshot();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1));

        lockstep.stop();

        assertThatThrownBy(lockstep::migrate).isInstanceOf(InterruptedRunException.class);
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void stop_ends_the_wait_for_the_lock(TestDatabase db) throws Exception {
        HeldLock.during(db, Given.logging(1), letGo -> {
            CountDownLatch waiting = new CountDownLatch(1);
            Lockstep waiter = Given.builder(db, Given.logging(1, 2))
                    .listener(event -> {
                        if (event instanceof Event.Waiting) {
                            waiting.countDown();
                        }
                    })
                    .build();
            try (Background background = new Background()) {
                Future<?> run = background.start(waiter::migrate);
                Poll.until("it does not wait", () -> run.isDone() || waiting.getCount() == 0);

                waiter.stop();

                assertThat(Background.failure(run)).isInstanceOf(InterruptedRunException.class);
            }
        });
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase
    void interrupting_the_thread_ends_the_wait_for_the_lock(TestDatabase db) throws Exception {
        HeldLock.during(db, Given.logging(1), letGo -> {
            AtomicReference<Thread> runner = new AtomicReference<>();
            Lockstep waiter = Given.builder(db, Given.logging(1, 2))
                    .listener(event -> {
                        if (event instanceof Event.Waiting) {
                            runner.set(Thread.currentThread());
                        }
                    })
                    .build();
            try (Background background = new Background()) {
                Future<?> run = background.start(waiter::migrate);
                Poll.until("it does not wait", () -> run.isDone() || runner.get() != null);

                runner.get().interrupt();

                assertThat(Background.failure(run))
                        .isInstanceOf(InterruptedRunException.class)
                        .hasMessageContaining("interrupted while waiting for the lock: nothing was done");
            }
        });
    }

    /** The system closes a file under whoever is interrupted while he looks at it, or has been before. */
    @EachDatabase(Dbms.SQLITE)
    void an_interruption_at_the_file_of_the_lock_is_told_as_what_it_is(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1));
        try (Background background = new Background()) {
            Future<?> run = background.start(() -> {
                Thread.currentThread().interrupt();
                return lockstep.migrate();
            });

            assertThat(Background.failure(run))
                    .isInstanceOf(InterruptedRunException.class)
                    .hasMessageContaining("interrupted while waiting for the lock: nothing was done");
        }
        assertThat(lockstep.lock().holder()).isEmpty();
        assertThat(lockstep.migrate().done()).hasSize(2);
    }

    @EachDatabase
    void a_run_that_is_through_when_its_thread_is_interrupted_sets_the_lock_free_without_a_word(TestDatabase db)
            throws Exception {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        Lockstep lockstep = Given.builder(db, Given.logging(1))
                .listener(event -> {
                    events.add(event);
                    if (event instanceof Event.StepFinished finished
                            && finished.done().id().toString().equals("1")) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();
        try (Background background = new Background()) {
            assertThat(Background.result(background.start(lockstep::migrate)).done())
                    .hasSize(2);
        }
        assertThat(events).noneMatch(Event.Note.class::isInstance);
        assertThat(lockstep.lock().holder()).isEmpty();
    }

    @EachDatabase
    void a_statement_that_takes_longer_than_its_directive_allows_is_cancelled(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(
                Given.logging(),
                "1_slow.up.sql",
                "-- lockstep: timeout=300ms\nINSERT INTO log VALUES (1);\n" + endless(db));
        Lockstep lockstep = Given.lockstep(db, files);
        try (Background background = new Background()) {
            Future<?> run = background.start(lockstep::migrate);

            assertThat(Background.failure(run))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining(
                            "1_slow.up.sql failed at statement 2 of 2: cancelled after 300 ms, its timeout:")
                    .hasMessageContaining("at 1_slow.up.sql:3:1");
        }
        assertThat(Given.log(db)).isEmpty();
        assertThat(lockstep.version()).contains(Version.of("0.1"));
    }

    @EachDatabase
    void a_lock_that_is_not_free_in_time_is_told_with_its_holder(TestDatabase db) throws Exception {
        HeldLock.during(db, Given.logging(1), letGo -> {
            Lockstep late = Given.builder(db, Given.logging(1, 2))
                    .lockTimeout(Duration.ZERO)
                    .build();

            assertThatThrownBy(late::migrate).isInstanceOfSatisfying(LockTimeoutException.class, timeout -> {
                assertThat(timeout)
                        .hasMessageContaining("the lock was not free within 0 s: it is held by ")
                        .hasMessageContaining("'lockstep lock' shows who it is");
                assertThat(timeout.holder()).isPresent();
                assertThat(timeout.holder().orElseThrow().session().user())
                        .contains(Given.on(db, db.user(), db.user(), System.getProperty("user.name")));
                assertThat(timeout.holder().orElseThrow().session().id())
                        .isEqualTo(late.lock().holder().orElseThrow().session().id());
            });
            assertThatThrownBy(late::repair).isInstanceOf(LockTimeoutException.class);
            assertThatThrownBy(() -> late.baseline(Version.of("1"))).isInstanceOf(LockTimeoutException.class);
        });
        assertThat(Given.lockstep(db, Given.logging(1)).lock().holder()).isEmpty();
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase
    void who_waits_goes_on_when_the_lock_is_free_and_finds_the_work_done(TestDatabase db) throws Exception {
        HeldLock.during(db, Given.logging(1, 2), letGo -> {
            CountDownLatch waiting = new CountDownLatch(1);
            Lockstep waiter = Given.builder(db, Given.logging(1, 2))
                    .listener(event -> {
                        if (event instanceof Event.Waiting told && told.holder().isPresent()) {
                            waiting.countDown();
                        }
                    })
                    .build();
            try (Background background = new Background()) {
                Future<Report> run = background.start(waiter::migrate);
                Poll.until("it does not wait", () -> run.isDone() || waiting.getCount() == 0);

                letGo.run();

                assertThat(Background.result(run).done()).isEmpty();
            }
        });
        assertThat(Given.log(db)).isEqualTo("1,2");
    }
}
