package dev.lockstep.engine;

import static dev.lockstep.testing.Dbms.MARIADB;
import static dev.lockstep.testing.Dbms.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.run.Limits;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A connection that falls silent for good, as behind a firewall that has forgotten it: nobody but the run can end that.
 * MariaDB's driver hangs up as well, and then still waits until the operating system takes the connection for lost, which
 * the test does instead.
 */
class SilenceTest {
    private static final Event HANGING_UP =
            new Event.Note("the server has ended this statement, but its answer does not arrive: hanging up");

    private static final Limits BEATING = new Limits(
            LockTimeout.DEFAULT,
            Limits.Blocked.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            new Limits.Heartbeat(Duration.ofMillis(100), Duration.ofMillis(100)));

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    @EachDatabase({POSTGRESQL, MARIADB})
    void a_run_hangs_up_when_the_server_has_long_answered(TestDatabase db) throws Exception {
        runSilent(db, events::add);
        resume(db);
    }

    @EachDatabase({POSTGRESQL, MARIADB})
    void a_run_hangs_up_when_the_server_has_ended_its_session(TestDatabase db) throws Exception {
        runSilent(db, event -> {
            events.add(event);
            if (event instanceof Event.Heartbeat beat
                    && beat.session().filter(DatabaseSession::isIdle).isPresent()) {
                end(db, beat.session().get().id());
            }
        });
        resume(db);
    }

    /** The second connection does not find the session, and not since it has ended: it may not see those of others. */
    @EachDatabase(MARIADB)
    void a_session_that_was_never_seen_at_work_is_left_alone(TestDatabase db) throws Exception {
        String account = db.name();
        db.execute(
                "CREATE USER " + account + " IDENTIFIED BY '" + account + "'",
                "GRANT SELECT ON " + db.name() + ".* TO " + account);
        AtomicInteger connections = new AtomicInteger();
        String slow = "SELECT GET_LOCK('" + db.name() + "', 600)";
        Map<String, String> files = Given.files("1_slow.up.sql", slow + ";\n");
        DataSource others = Pool.dataSource(() -> connections.getAndIncrement() == 0
                ? db.connect()
                : DriverManager.getConnection(db.url(), account, account));
        try (Background background = new Background()) {
            Future<Report> run;
            try (Connection blocker = db.connect()) {
                Sql.execute(blocker, slow);
                run = background.start(
                        () -> Given.run(others, files, BEATING, events::add).migrate(Direction.UP, Target.EVERYTHING));
                Poll.until("it is not looked at", () -> run.isDone() || beats() > 3);
            }
            assertThat(Given.done(Background.result(run))).containsExactly("up 1");
        } finally {
            db.execute("DROP USER " + account);
        }
        assertThat(connections).hasValue(2);
        assertThat(beats()).isGreaterThan(3);
        assertThat(events).doesNotContain(HANGING_UP);
    }

    private long beats() {
        return events.stream().filter(Event.Heartbeat.class::isInstance).count();
    }

    /** The statement in the middle is at work long enough to be seen at it. */
    private static Map<String, String> files(TestDatabase db) {
        return Given.with(
                Given.logging(),
                "1_t.up.sql",
                "INSERT INTO log VALUES (1);\nCREATE TABLE t AS SELECT "
                        + Given.on(db, "1 AS id FROM pg_sleep(1)", "SLEEP(1) AS id", "")
                        + ";\nINSERT INTO log VALUES (2);\n");
    }

    private void runSilent(TestDatabase db, Event.Listener listener) throws Exception {
        Given.lockstep(db, Given.logging()).migrate();
        Faults silent = Faults.when(call -> call.sql().contains("CREATE TABLE t "), Moment.AFTER, Fault.STALL);
        try (Background background = new Background()) {
            Future<Report> run = background.start(() -> Given.run(db.dataSource(silent), files(db), BEATING, listener)
                    .migrate(Direction.UP, Target.EVERYTHING));
            Poll.until("nobody hangs up: " + silent, () -> run.isDone() || events.contains(HANGING_UP));
            if (db.dbms() == MARIADB) {
                silent.release();
            }
            assertThat(Background.failure(run)).hasMessageContaining("connection");
        }
        assertThat(events).contains(HANGING_UP);
    }

    private static void resume(TestDatabase db) throws Exception {
        db.awaitNoSessions();
        Given.lockstep(db, files(db)).migrate();
        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("2");
        assertThat(db.value("SELECT count(DISTINCT entry) FROM log")).isEqualTo("2");
        assertThat(db.value("SELECT count(*) FROM t")).isEqualTo("1");
    }

    private static void end(TestDatabase db, String session) {
        try {
            db.execute(Given.on(
                    db, "SELECT pg_terminate_backend(" + session + ")", "KILL " + session, "unknown on SQLite"));
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
    }
}
