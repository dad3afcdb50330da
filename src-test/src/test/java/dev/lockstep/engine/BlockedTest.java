package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.run.Limits;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/** Statements that others keep waiting, or that take long by themselves. */
class BlockedTest {

    private static Limits blocked(Duration timeout, int retries) {
        return new Limits(
                LockTimeout.DEFAULT,
                new Limits.Blocked(timeout, retries),
                Optional.empty(),
                Optional.empty(),
                Limits.Heartbeat.DEFAULT);
    }

    private static Limits beating(Duration every) {
        return new Limits(
                LockTimeout.DEFAULT,
                new Limits.Blocked(Duration.ZERO, 0),
                Optional.empty(),
                Optional.empty(),
                new Limits.Heartbeat(every, every));
    }

    private static Limits timed(Optional<Duration> statement, Optional<Duration> run) {
        return new Limits(LockTimeout.DEFAULT, Limits.Blocked.DEFAULT, statement, run, Limits.Heartbeat.DEFAULT);
    }

    private static Map<String, String> altering() {
        return Given.with(
                Given.logging(),
                "1_alter.up.sql",
                "INSERT INTO log VALUES (1);\nALTER TABLE log ADD COLUMN note INTEGER;\n");
    }

    /** A transaction that has read the table, or on SQLite has written to the file, and stays open. */
    private static Connection blocker(TestDatabase db) throws Exception {
        Connection connection = db.connect();
        Sql.execute(connection, Given.on(db, "BEGIN", "START TRANSACTION", "BEGIN IMMEDIATE"));
        Sql.value(connection, "SELECT count(*) FROM log");
        return connection;
    }

    private static Future<Report> start(
            Background background, TestDatabase db, Map<String, String> files, Limits limits, Queue<Event> events) {
        return background.start(
                () -> Given.run(db, files, limits, events::add).migrate(Direction.UP, Target.EVERYTHING));
    }

    private static <E extends Event> List<E> all(Queue<Event> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.SQLITE})
    void a_callback_that_was_rolled_back_with_its_step_comes_back_with_it(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging()).migrate();
        Map<String, String> files = Given.files(
                "V0_1__log.sql", "CREATE TABLE log (entry INTEGER NOT NULL);\n",
                "V1__alter.sql", "INSERT INTO log VALUES (1);\nALTER TABLE log ADD COLUMN note INTEGER;\n",
                "beforeEachMigrate.sql", "INSERT INTO log (entry) VALUES (100);\n",
                "afterEachMigrate.sql", "INSERT INTO log (entry) VALUES (200);\n");
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        try (Background background = new Background()) {
            Future<Report> run;
            try (Connection blocker = blocker(db)) {
                run = background.start(() -> Given.builder(db, files)
                        .ddlLockTimeout(Duration.ofSeconds(1))
                        .ddlLockRetries(100)
                        .listener(events::add)
                        .build()
                        .migrate());
                Poll.until(
                        "it does not come back",
                        () -> run.isDone() || all(events, Event.Blocked.class).size() >= 2);
                Sql.execute(blocker, "ROLLBACK");
            }
            Background.result(run);
        }
        assertThat(Given.log(db)).isEqualTo("1,100,200");
    }

    @EachDatabase
    void a_definition_that_is_kept_waiting_lets_others_through_and_comes_back(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging()).migrate();
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        try (Background background = new Background()) {
            Future<Report> run;
            try (Connection blocker = blocker(db);
                    Connection application = db.connect()) {
                run = start(background, db, altering(), blocked(Duration.ofSeconds(1), 100), events);
                Poll.until(
                        "it does not come back",
                        () -> run.isDone() || all(events, Event.Blocked.class).size() >= 2);
                Sql.value(application, "SELECT count(*) FROM log");
                assertThat(run.isDone()).isFalse();
                Event.Blocked told = all(events, Event.Blocked.class).get(0);
                assertThat(told.retry()).isEqualTo(1);
                assertThat(told.of()).isEqualTo(100);
                if (db.dbms() != Dbms.SQLITE) {
                    DatabaseSession seen = told.blockers().get(0);
                    assertThat(seen.id())
                            .isEqualTo(Sql.value(
                                    blocker, Given.on(db, "SELECT pg_backend_pid()", "SELECT CONNECTION_ID()", "")));
                    assertThat(seen.user()).isEqualTo(db.user());
                    assertThat(seen.activity()).isEqualTo(Activity.IDLE_IN_TRANSACTION);
                }
                Sql.execute(blocker, "ROLLBACK");
            }
            Report report = Background.result(run);
            assertThat(report.done().get(0).statements()).isEqualTo(2);
        }
        assertThat(Given.log(db)).isEqualTo("1");
        assertThat(db.openConnections()).isZero();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void who_is_in_the_way_to_the_end_is_named_in_the_error(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging()).migrate();
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        try (Background background = new Background();
                Connection blocker = blocker(db)) {
            Future<Report> run = start(background, db, altering(), blocked(Duration.ofSeconds(1), 1), events);

            assertThat(Background.failure(run))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("1_alter.up.sql failed at statement 2 of 2")
                    .hasMessageContaining("in its way: session "
                            + Sql.value(blocker, Given.on(db, "SELECT pg_backend_pid()", "SELECT CONNECTION_ID()", "")))
                    .hasMessageContaining("idle in transaction since");
        }
        assertThat(all(events, Event.Blocked.class)).hasSize(1);
        Given.lockstep(db, altering()).migrate();
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_limit_that_a_script_sets_by_itself_wins(TestDatabase db) throws Exception {
        String set = Given.on(db, "SET lock_timeout = '100ms';\n", "SET lock_wait_timeout = 1;\n", "");
        Map<String, String> files =
                Given.with(Given.logging(), "1_alter.up.sql", set + "ALTER TABLE log ADD COLUMN note INTEGER;\n");
        Given.lockstep(db, Given.logging()).migrate();
        try (Background background = new Background();
                Connection blocker = blocker(db)) {
            Future<Report> run =
                    start(background, db, files, blocked(Duration.ofDays(1), 0), new ConcurrentLinkedQueue<>());
            assertThat(Background.failure(run)).isInstanceOf(MigrationFailedException.class);
            assertThat(blocker.isClosed()).isFalse();
        }
    }

    /** Giving up would leave an invalid index behind. */
    @EachDatabase(Dbms.POSTGRESQL)
    void an_index_that_is_built_concurrently_waits_for_old_transactions(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging()).migrate();
        Map<String, String> files =
                Given.with(Given.logging(), "1_index.up.sql", "CREATE INDEX CONCURRENTLY log_i ON log (entry);\n");
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        Limits limits = new Limits(
                LockTimeout.DEFAULT,
                new Limits.Blocked(Duration.ofMillis(50), 0),
                Optional.empty(),
                Optional.empty(),
                new Limits.Heartbeat(Duration.ofMillis(400), Duration.ofMillis(100)));
        try (Background background = new Background()) {
            Future<Report> run;
            try (Connection blocker = db.connect()) {
                Sql.execute(blocker, "BEGIN", "INSERT INTO log VALUES (7)");
                run = start(background, db, files, limits, events);
                Poll.until(
                        "it does not wait",
                        () -> run.isDone() || all(events, Event.Heartbeat.class).size() >= 2);
                DatabaseSession seen =
                        all(events, Event.Heartbeat.class).get(0).session().orElseThrow();
                assertThat(seen.activity()).isEqualTo(Activity.BLOCKED);
                assertThat(seen.progress().orElseThrow().phase()).contains("waiting for");
                assertThat(seen.blockers().get(0).id()).isEqualTo(Sql.value(blocker, "SELECT pg_backend_pid()"));
                Sql.execute(blocker, "COMMIT");
            }
            assertThat(Given.done(Background.result(run))).containsExactly("up 1");
        }
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'log_i'::regclass"))
                .isEqualTo("t");
    }

    @EachDatabase
    void a_long_statement_is_told_of_again_and_again(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(
                Given.logging(),
                "1_slow.up.sql",
                Given.on(
                        db,
                        "SELECT pg_sleep(1.5);\n",
                        "SELECT SLEEP(1.5);\n",
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000000)"
                                + " SELECT count(*) FROM n;\n"));
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        Given.run(db, files, beating(Duration.ofMillis(100)), events::add).migrate(Direction.UP, Target.EVERYTHING);

        List<Event.Heartbeat> beats = all(events, Event.Heartbeat.class);
        assertThat(beats).hasSizeGreaterThan(1);
        assertThat(beats.get(1).elapsed()).isGreaterThan(beats.get(0).elapsed());
        if (db.dbms() != Dbms.SQLITE) {
            DatabaseSession session = beats.get(1).session().orElseThrow();
            assertThat(session.activity()).isEqualTo(Activity.EXECUTING);
            assertThat(session.statement().toLowerCase(java.util.Locale.ROOT)).contains("sleep(1.5)");
        }
        assertThat(db.openConnections()).isZero();
    }

    @EachDatabase
    void every_statement_and_the_whole_run_can_have_a_limit(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(
                Given.logging(1),
                "2_slow.up.sql",
                "INSERT INTO log VALUES (2);\n"
                        + Given.on(
                                db,
                                "SELECT pg_sleep(600);\n",
                                "SELECT SLEEP(600);\n",
                                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                        + " SELECT count(*) FROM n;\n"));
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        try (Background background = new Background()) {
            Limits statement = timed(Optional.of(Duration.ofMillis(1500)), Optional.empty());
            assertThat(Background.failure(start(background, db, files, statement, events)))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining(
                            "2_slow.up.sql failed at statement 2 of 2: cancelled after 1500 ms, its timeout")
                    .hasMessageContaining("everything that this script had done was rolled back");
            Limits run = timed(Optional.empty(), Optional.of(Duration.ofMillis(1500)));
            assertThat(Background.failure(start(background, db, files, run, events)))
                    .isInstanceOf(InterruptedRunException.class)
                    .hasMessageContaining("2_slow.up.sql was stopped, as the run-timeout is over, at statement 2 of 2")
                    .hasMessageContaining("run 'lockstep migrate' again");
        }
        assertThat(Given.log(db)).isEqualTo("1");
    }
}
