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
import dev.lockstep.testing.Faults;
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

    /** What has been done before it in the script keeps nobody else waiting. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void rows_that_somebody_else_has_locked_are_waited_for_as_long_as_it_takes(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1)).migrate();
        Map<String, String> files = Given.with(
                Given.logging(1),
                "2_data.up.sql",
                Given.on(
                                db,
                                "CREATE TEMPORARY TABLE two AS SELECT 2 AS entry;\n",
                                "CREATE TABLE two (entry INTEGER);\nINSERT INTO two VALUES (2);\n",
                                "")
                        + "UPDATE log SET entry = (SELECT entry FROM two);\n");
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        try (Background background = new Background()) {
            Future<Report> run;
            try (Connection application = db.connect()) {
                Sql.execute(application, "BEGIN", "UPDATE log SET entry = 7");
                run = start(background, db, files, blockedAndBeating(Duration.ofMillis(200)), events);
                String blocker = session(application, db);
                Poll.until(
                        "it does not wait",
                        () -> run.isDone()
                                || all(events, Event.Heartbeat.class).stream()
                                        .anyMatch(
                                                beat -> beat.elapsed().toMillis() > 2_000 && waitsFor(beat, blocker)));
                assertThat(run.isDone()).isFalse();
                Sql.execute(application, "ROLLBACK");
            }
            assertThat(Given.done(Background.result(run))).containsExactly("up 2");
        }
        assertThat(all(events, Event.Blocked.class)).isEmpty();
        assertThat(Given.log(db)).isEqualTo("2");
    }

    private static boolean waitsFor(Event.Heartbeat beat, String blocker) {
        return beat.session()
                .filter(seen -> seen.activity() == Activity.BLOCKED)
                .filter(seen ->
                        seen.blockers().stream().anyMatch(other -> other.id().equals(blocker)))
                .isPresent();
    }

    /** Whoever wants to read the altered table is let through, though what is waited for is a row of another one. */
    @EachDatabase(Dbms.POSTGRESQL)
    void rows_are_not_waited_for_long_once_the_transaction_has_changed_a_definition(TestDatabase db) throws Exception {
        Map<String, String> before =
                Given.with(Given.logging(1), "1.1_other.up.sql", "CREATE TABLE other (id INTEGER);\n");
        for (String definition : List.of("ALTER TABLE other ADD COLUMN c INTEGER", "LOCK TABLE other")) {
            try (TestDatabase fresh = TestDatabase.fresh(db.dbms());
                    Background background = new Background()) {
                Given.lockstep(fresh, before).migrate();
                Queue<Event> events = new ConcurrentLinkedQueue<>();
                Future<Report> run;
                try (Connection application = fresh.connect()) {
                    Sql.execute(application, "BEGIN", "UPDATE log SET entry = 7");
                    Map<String, String> files =
                            Given.with(before, "2_both.up.sql", definition + ";\nUPDATE log SET entry = entry + 1;\n");
                    run = start(background, fresh, files, blocked(Duration.ofMillis(200), 1_000), events);
                    Poll.until(
                            "it does not give way",
                            () -> run.isDone()
                                    || all(events, Event.Blocked.class).size() >= 2);
                    assertThat(all(events, Event.Blocked.class).get(0).statement())
                            .isEqualTo(2);
                    fresh.value("SELECT count(*) FROM other");
                    Sql.execute(application, "ROLLBACK");
                }
                assertThat(Given.done(Background.result(run))).containsExactly("up 2");
                assertThat(Given.log(fresh)).isEqualTo("2");
            }
        }
    }

    private static String session(Connection connection, TestDatabase db) throws Exception {
        return Sql.value(connection, Given.on(db, "SELECT pg_backend_pid()", "SELECT CONNECTION_ID()", ""));
    }

    private static Limits blockedAndBeating(Duration timeout) {
        return new Limits(
                LockTimeout.DEFAULT,
                new Limits.Blocked(timeout, 0),
                Optional.empty(),
                Optional.empty(),
                new Limits.Heartbeat(Duration.ofMillis(300), Duration.ofMillis(100)));
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void on_postgresql_the_limit_holds_from_the_first_definition_of_a_transaction_to_its_end(TestDatabase db)
            throws Exception {
        Given.lockstep(
                        db,
                        "1_seen.up.sql",
                        "CREATE TABLE seen (at VARCHAR(100), value VARCHAR(100));\n",
                        "2_waits.up.sql",
                        seen("first")
                                + "BEGIN;\n" + seen("rows") + "CREATE TABLE a (id INTEGER);\n" + seen("definition")
                                + "COMMIT;\nBEGIN;\n" + seen("next")
                                + "SAVEPOINT s;\nCREATE TABLE b (id INTEGER);\nROLLBACK TO s;\n" + seen("rolled back")
                                + "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1; SELECT 2';\n"
                                + seen("function")
                                + "COMMIT;\nVACUUM seen;\n" + seen("vacuum")
                                + "BEGIN;\nSET LOCAL lock_timeout = '7min';\nCREATE TABLE c (id INTEGER);\n"
                                + seen("local") + "COMMIT;\nBEGIN;\nCREATE TABLE d (id INTEGER);\n" + seen("not local")
                                + "COMMIT;\nSET lock_timeout = 0;\nBEGIN;\nCREATE TABLE e (id INTEGER);\n"
                                + seen("own") + "COMMIT;\n",
                        "3_again.up.sql",
                        "CREATE TABLE g (id INTEGER);\n" + seen("again"))
                .migrate();

        assertThat(db.value("SELECT string_agg(at || ' ' || value, ', ' ORDER BY ctid) FROM seen"))
                .isEqualTo("first 0, rows 0, definition 5s, next 0, rolled back 0, function 5s, vacuum 0, local 7min,"
                        + " not local 5s, own 0, again 5s");
    }

    private static String seen(String at) {
        return "INSERT INTO seen VALUES ('" + at + "', current_setting('lock_timeout'));\n";
    }

    @EachDatabase(Dbms.MARIADB)
    void on_mariadb_the_limit_holds_for_definitions_and_rows_are_waited_for_a_day(TestDatabase db) throws Exception {
        String waits = "CONCAT(@@lock_wait_timeout, ' ', @@innodb_lock_wait_timeout) AS waits";
        String usual = db.value("SELECT @@GLOBAL.lock_wait_timeout");
        assertThat(db.value("SELECT @@GLOBAL.innodb_lock_wait_timeout")).isEqualTo("50");
        Map<String, String> files = Given.files(
                "1_waits.up.sql",
                "CREATE TABLE a AS SELECT " + waits + ";\nINSERT INTO a SELECT " + waits
                        + ";\nCREATE TABLE b AS SELECT " + waits
                        + ";\nSET innodb_lock_wait_timeout = 7;\nCREATE TABLE c AS SELECT " + waits
                        + ";\nINSERT INTO c SELECT " + waits + ";\n",
                "2_again.up.sql",
                "CREATE TABLE d AS SELECT " + waits + ";\n");
        Given.lockstep(db, files).migrate();

        assertThat(db.value("SELECT GROUP_CONCAT(waits) FROM a")).isEqualTo("5 5," + usual + " 86400");
        assertThat(db.value("SELECT waits FROM b")).isEqualTo("5 5");
        assertThat(db.value("SELECT GROUP_CONCAT(waits) FROM c")).isEqualTo("5 7,5 7");
        assertThat(db.value("SELECT waits FROM d")).isEqualTo("5 5");
        Given.builder(db, Given.with(files, "3_own.up.sql", "INSERT INTO a SELECT " + waits + ";\n"))
                .sessionSql("SET innodb_lock_wait_timeout = 9")
                .build()
                .migrate();
        assertThat(db.value("SELECT waits FROM a WHERE waits LIKE '% 9'")).isEqualTo(usual + " 9");
    }

    /** The most common of all migrations. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_limit_costs_definitions_no_round_trip(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging()).migrate();
        int without = turns(db, 1, Duration.ZERO);
        int with = turns(db, 2, Duration.ofMinutes(1));

        assertThat(with - without)
                .as("of five migrations in one run, which has %d turns without it", without)
                .isLessThanOrEqualTo(2);
    }

    private static int turns(TestDatabase db, int series, Duration timeout) {
        Map<String, String> files = Given.logging();
        for (int done = 1; done <= series; done++) {
            for (int i = 1; i <= 5; i++) {
                files.put(done + "." + i + "_table.up.sql", "CREATE TABLE t_" + done + "_" + i + " (id INTEGER);\n");
            }
        }
        Faults faults = Faults.counting();
        Given.run(db.dataSource(faults), files, blocked(timeout, 0), event -> {})
                .migrate(Direction.UP, Target.EVERYTHING);
        return faults.turns();
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
