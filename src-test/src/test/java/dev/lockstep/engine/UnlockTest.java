package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.Event;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Unlock;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** A session that holds the lock is ended by a person. */
class UnlockTest {
    private static final Map<String, String> FILES = Given.logging(1, 2);

    private static Map<String, String> sleeping(TestDatabase db) {
        return Given.with(
                Given.logging(1),
                "2_entry.up.sql",
                "INSERT INTO log VALUES (2);\n" + Given.on(db, "SELECT pg_sleep(600);\n", "DO SLEEP(600);\n", ""));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_session_that_does_nothing_is_ended_and_the_next_run_goes_on(TestDatabase db) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Lockstep hanging = Given.builder(db, FILES)
                .listener(event -> {
                    if (event instanceof Event.StepStarted started && started.number() == 2) {
                        held.countDown();
                        awaitQuietly(released);
                    }
                })
                .build();
        Lockstep other = Given.lockstep(db, FILES);
        try (Background background = new Background()) {
            Future<Report> run = background.start(hanging::migrate);
            Poll.until("it does not begin", () -> run.isDone() || held.getCount() == 0);
            Holder holder = other.lock().holder().orElseThrow();

            assertThat(other.unlock(holder, Unlock.SPARING)).isTrue();

            assertThat(other.lock().holder()).isEmpty();
            assertThat(other.unlock(holder, Unlock.SPARING)).isFalse();
            released.countDown();
            assertThat(Background.failure(run)).isInstanceOf(ConnectionException.class);
        }
        assertThat(Given.done(other.migrate())).containsExactly("up 1", "up 2");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_session_that_works_is_spared_unless_that_is_forced(TestDatabase db) throws Exception {
        Lockstep working = Given.lockstep(db, sleeping(db));
        Lockstep other = Given.lockstep(db, FILES);
        try (Background background = new Background()) {
            Future<Report> run = background.start(working::migrate);
            Poll.until(
                    "it does not work",
                    () -> run.isDone()
                            || other.lock()
                                    .holder()
                                    .filter(holder -> holder.session().activity() == Activity.EXECUTING
                                            && holder.session().statement().contains("(600)"))
                                    .isPresent());
            Holder holder = other.lock().holder().orElseThrow();

            assertThatThrownBy(() -> other.unlock(holder, Unlock.SPARING))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining("(600)")
                    .hasMessageContaining("lockstep unlock --force");
            assertThat(run.isDone()).isFalse();

            assertThat(other.unlock(holder, Unlock.FORCED)).isTrue();
            assertThat(Background.failure(run)).isInstanceOf(ConnectionException.class);
        }
        assertThat(Given.done(other.migrate())).containsExactly("up 2");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_right_that_is_missing_is_named(TestDatabase db) throws Exception {
        String user = "onlooker_" + Long.toString(System.nanoTime(), 36);
        db.execute(Given.on(
                db,
                "CREATE ROLE " + user + " LOGIN PASSWORD 'secret'",
                "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                ""));
        try {
            db.execute(Given.on(
                    db,
                    "GRANT CREATE, USAGE ON SCHEMA public TO " + user,
                    "GRANT SELECT ON " + db.name() + ".* TO " + user,
                    ""));
            Lockstep other = Lockstep.builder(
                            Pool.dataSource(() -> DriverManager.getConnection(db.url(), user, "secret")),
                            MigrationSource.memory(FILES))
                    .schema(Given.on(db, "public", db.name(), ""))
                    .lockTimeout(Duration.ZERO)
                    .build();
            // On PostgreSQL the holder is a superuser, of whom even the role of the remedy would not be enough.
            String remedy = Given.on(db, "GRANT pg_signal_backend TO ", "GRANT CONNECTION ADMIN ON *.* TO ", "");
            HeldLock.during(db, Given.logging(1), letGo -> {
                Holder holder = other.lock().holder().orElseThrow();
                assertThat(holder.session().activity()).isEqualTo(Activity.UNKNOWN);
                assertThatThrownBy(() -> other.unlock(holder, Unlock.SPARING)).isInstanceOf(LockTimeoutException.class);
                assertThatThrownBy(() -> other.unlock(holder, Unlock.FORCED))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining(remedy);
            });
        } finally {
            db.execute(Given.on(db, "DROP OWNED BY " + user + "; DROP ROLE " + user, "DROP USER " + user, ""));
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void the_lock_of_a_process_that_lives_is_free_when_that_has_ended(TestDatabase db) throws Exception {
        Lockstep other = Given.lockstep(db, FILES);
        HeldLock.during(db, Given.logging(1), letGo -> {
            Holder holder = other.lock().holder().orElseThrow();
            assertThatThrownBy(() -> other.unlock(holder, Unlock.FORCED))
                    .hasMessageContaining(
                            "end process " + ProcessHandle.current().pid());
        });
        assertThat(other.lock().holder()).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
