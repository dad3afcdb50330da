package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.run.Limits;
import dev.lockstep.run.Run;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The wait for the lock: who holds it, who waits, and for how long. */
class WaitingTest {

    private static Limits limits(LockTimeout lock, Duration heartbeat) {
        return new Limits(
                lock,
                Limits.Blocked.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                new Limits.Heartbeat(heartbeat, heartbeat));
    }

    private static String self() throws Exception {
        return "lockstep " + InetAddress.getLocalHost().getHostName() + "/"
                + ProcessHandle.current().pid();
    }

    @EachDatabase
    void the_holder_and_all_who_wait_are_shown(TestDatabase db) throws Exception {
        Lockstep looking = Given.lockstep(db, Given.logging(1));
        HeldLock.during(db, Given.logging(1), letGo -> {
            Holder holder = looking.lock().holder().orElseThrow();
            assertThat(holder.session().user())
                    .isEqualTo(Given.on(db, db.user(), db.user(), System.getProperty("user.name")));
            assertThat(holder.session().application()).isEqualTo(Given.on(db, self(), "", self()));
            assertThat(holder.session().activity())
                    .isEqualTo(db.dbms() == Dbms.SQLITE ? Activity.UNKNOWN : Activity.IDLE);
            assertThat(holder.isClientGone()).isFalse();
            assertThat(looking.lock().waiters()).isEmpty();
            try (Background background = new Background()) {
                List<Future<Report>> runs = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    runs.add(background.start(Given.lockstep(db, Given.logging(1, 2))::migrate));
                }
                Poll.until(
                        "the three are not to be seen",
                        () -> looking.lock().waiters().size() == 3);
                assertThat(looking.lock().waiters().get(0).application()).isEqualTo(self());

                letGo.run();

                for (Future<Report> run : runs) {
                    Background.result(run);
                }
            }
        });
        assertThat(looking.lock().holder()).isEmpty();
        assertThat(looking.lock().waiters()).isEmpty();
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase
    void who_waits_is_told_of_the_step_and_told_again(TestDatabase db) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Map<String, String> files = Given.with(
                Given.logging(),
                "1_two.up.sql",
                "-- lockstep: transaction=none\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n");
        Lockstep holding = Given.builder(db, files)
                .listener(event -> {
                    if (event instanceof Event.StatementStarted started
                            && started.step().id().toString().equals("1")
                            && started.statement().number() == 2) {
                        begun.countDown();
                        awaitQuietly(released);
                    }
                })
                .build();
        AtomicInteger told = new AtomicInteger();
        List<Holder> holders = new ArrayList<>();
        Run waiting = Given.run(db, files, limits(LockTimeout.DEFAULT, Duration.ofMillis(50)), event -> {
            if (event instanceof Event.Waiting now) {
                now.holder().ifPresent(holders::add);
                told.incrementAndGet();
            }
        });
        try (Background background = new Background()) {
            Future<Report> first = background.start(holding::migrate);
            Poll.until("the first does not begin", () -> first.isDone() || begun.getCount() == 0);
            Future<Report> second = background.start(() -> waiting.migrate(Direction.UP, Target.EVERYTHING));
            Poll.until("it is told once only", () -> second.isDone() || told.get() >= 3);

            released.countDown();

            assertThat(Given.done(Background.result(first))).containsExactly("up 0.1", "up 1");
            assertThat(Background.result(second).done()).isEmpty();
        }
        Holder.Work work = holders.get(0).work().orElseThrow();
        assertThat(work.migration()).hasToString("1");
        assertThat(work.total()).isEqualTo(2);
        assertThat(work.by()).contains(self().replace("lockstep ", ""));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_wait_counts_while_the_holder_makes_no_progress(TestDatabase db) throws Exception {
        Limits patient = limits(LockTimeout.withoutProgress(Duration.ofMillis(200)), Duration.ofSeconds(10));
        Run waiting = Given.run(db, Given.logging(1, 2), patient, event -> {});
        HeldLock.during(
                db,
                Given.logging(1),
                letGo -> assertThatThrownBy(() -> waiting.migrate(Direction.UP, Target.EVERYTHING))
                        .isInstanceOf(LockTimeoutException.class)
                        .hasMessageContaining("its holder made no progress for 200 ms"));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_wait_goes_on_while_the_holder_works(TestDatabase db) throws Exception {
        Limits patient = limits(LockTimeout.withoutProgress(Duration.ofMillis(1)), Duration.ofSeconds(10));
        CountDownLatch begun = new CountDownLatch(1);
        Map<String, String> files = Given.with(
                Given.logging(), "1_slow.up.sql", Given.on(db, "SELECT pg_sleep(1);\n", "SELECT SLEEP(1);\n", ""));
        Lockstep holding = Given.builder(db, files)
                .listener(event -> {
                    if (event instanceof Event.StatementStarted started
                            && started.step().id().toString().equals("1")) {
                        begun.countDown();
                    }
                })
                .build();
        Lockstep looking = Given.lockstep(db, files);
        Run waiting = Given.run(db, files, patient, event -> {});
        try (Background background = new Background()) {
            Future<Report> first = background.start(holding::migrate);
            Poll.until("the first does not begin", () -> first.isDone() || begun.getCount() == 0);
            Poll.until(
                    "it does not work",
                    () -> looking.lock()
                            .holder()
                            .map(Holder::session)
                            .map(DatabaseSession::activity)
                            .filter(Activity.EXECUTING::equals)
                            .isPresent());
            Future<Report> second = background.start(() -> waiting.migrate(Direction.UP, Target.EVERYTHING));
            assertThat(Background.result(first).done()).hasSize(2);
            assertThat(Background.result(second).done()).isEmpty();
        }
    }

    /** A waiter that blocked inside a lock call would hold a snapshot, for which the index build waits: a deadlock. */
    @EachDatabase(Dbms.POSTGRESQL)
    void an_index_is_built_concurrently_while_eight_others_wait(TestDatabase db) throws Exception {
        int nodes = 8;
        CountDownLatch waiting = new CountDownLatch(nodes);
        CountDownLatch begun = new CountDownLatch(1);
        Map<String, String> files =
                Given.with(Given.logging(1, 2), "3_index.up.sql", "CREATE INDEX CONCURRENTLY log_i ON log (entry);\n");
        Lockstep building = Given.builder(db, files)
                .listener(event -> {
                    if (event instanceof Event.StatementStarted started
                            && started.step().id().toString().equals("3")) {
                        begun.countDown();
                        awaitQuietly(waiting);
                    }
                })
                .build();
        try (Background background = new Background()) {
            Future<Report> build = background.start(building::migrate);
            Poll.until("the build does not begin", () -> build.isDone() || begun.getCount() == 0);
            List<Future<Report>> others = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                boolean[] isTold = new boolean[1];
                Lockstep other = Given.builder(db, files)
                        .listener(event -> {
                            if (event instanceof Event.Waiting && !isTold[0]) {
                                isTold[0] = true;
                                waiting.countDown();
                            }
                        })
                        .build();
                others.add(background.start(other::migrate));
            }
            assertThat(Given.done(Background.result(build))).hasSize(4);
            for (Future<Report> other : others) {
                assertThat(Background.result(other).done()).isEmpty();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
