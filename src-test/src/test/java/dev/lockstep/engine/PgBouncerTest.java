package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Check;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.Finding.Verdict;
import dev.lockstep.model.Holder;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.model.Unlock;
import dev.lockstep.run.Limits;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.PgBouncer;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A real PgBouncer between Lockstep and PostgreSQL. */
class PgBouncerTest {
    private static final Map<String, String> BARE = Given.files(
            "1_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);\n",
            "2_a_c.up.sql", "INSERT INTO a VALUES (1, 1);\nCREATE INDEX CONCURRENTLY a_c ON a (c);\n");

    private static final int NODES = 8;

    private static Lockstep.Builder through(PgBouncer pooler, Map<String, String> files) {
        return Lockstep.builder(pooler.dataSource(), MigrationSource.memory(files));
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void in_session_mode_all_is_as_without_it(TestDatabase db) throws Exception {
        try (PgBouncer pooler = PgBouncer.start(db, "session", 20)) {
            Lockstep lockstep = through(pooler, BARE).build();

            assertThat(Given.done(lockstep.migrate())).containsExactly("up 1", "up 2");
            assertThat(pooler(lockstep).finding().text()).contains("session mode");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void in_transaction_mode_transactional_scripts_run_and_leave_nothing_in_the_pooled_session(TestDatabase db)
            throws Exception {
        Map<String, String> files = Given.with(
                Given.logging(1, 2, 3, 4, 5, 6, 7),
                "8_sets.up.sql",
                "SET search_path = nowhere;\nSET statement_timeout = '1h';\nCREATE TEMP TABLE t AS SELECT 8 AS n;\n"
                        + "INSERT INTO public.log SELECT n FROM t;\n",
                "9_entry.up.sql",
                "INSERT INTO log VALUES (9);\n");
        String role = db.name() + "_owner";
        db.execute("CREATE ROLE " + role, "GRANT CREATE, USAGE ON SCHEMA public TO " + role);
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 1);
                Connection application = pooler.dataSource().getConnection()) {
            String before = settings(application);
            List<String> notes = new ArrayList<>();

            Report report = through(pooler, files)
                    .sessionSql("SET work_mem = '7MB'")
                    .sessionSql("SET ROLE " + role)
                    .listener(event -> {
                        if (event instanceof Event.Note note) {
                            notes.add(note.text());
                        }
                    })
                    .build()
                    .migrate();

            assertThat(Given.done(report)).hasSize(10);
            assertThat(Given.log(db)).isEqualTo("1,2,3,4,5,6,7,8,9");
            assertThat(notes).anyMatch(note -> note.contains("transaction mode"));
            assertThat(settings(application)).isEqualTo(before);
            assertThat(Sql.value(application, "SELECT count(*) FROM pg_class WHERE relname = 't'"))
                    .isEqualTo("0");
            assertThat(db.value(
                            "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'public'"))
                    .isEqualTo(role);
        } finally {
            db.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void in_transaction_mode_what_is_not_one_transaction_is_refused_before_anything_is_changed(TestDatabase db)
            throws Exception {
        Map<String, String> files = Given.with(
                BARE,
                "3_two.up.sql",
                "BEGIN;\nINSERT INTO a VALUES (2, 2);\nCOMMIT;\nBEGIN;\nINSERT INTO a VALUES (3, 3);\nCOMMIT;\n",
                "4_set.up.sql",
                "SET work_mem = '7MB';\nBEGIN;\nINSERT INTO a VALUES (4, 4);\nCOMMIT;\n");
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 2)) {
            Lockstep lockstep = through(pooler, files).build();
            String before = db.snapshot();

            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    lockstep::migrate, () -> lockstep.plan(Direction.UP, Target.EVERYTHING))) {
                assertThatThrownBy(call)
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("2_a_c.up.sql:2:1")
                        .hasMessageContaining("CONCURRENTLY")
                        .hasMessageContaining("3_two.up.sql:4:1")
                        .hasMessageContaining("4_set.up.sql:1:1")
                        .hasMessageContaining("a pooler in transaction mode")
                        .hasMessageContaining("LOCKSTEP_URL");
            }

            assertThat(db.snapshot()).isEqualTo(before);
            assertThat(pooler(lockstep).finding().verdict()).isEqualTo(Verdict.WARNING);
            assertThat(Given.done(Given.lockstep(db, files).migrate())).hasSize(4);
            assertThat(lockstep.migrate().done()).isEmpty();
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void in_statement_mode_nothing_is_done(TestDatabase db) throws Exception {
        try (PgBouncer pooler = PgBouncer.start(db, "statement", 2)) {
            assertThatThrownBy(() -> through(pooler, Given.abc()).build().migrate())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("statement pooling")
                    .hasMessageContaining("name the server's own address");
            assertThat(Given.hasTable(db, "a")).isFalse();
        }
    }

    /** More of them than sessions in the pool, and one that knows the server itself. */
    @EachDatabase(Dbms.POSTGRESQL)
    void many_nodes_at_once_apply_each_migration_once_whether_they_come_through_it_or_not(TestDatabase db)
            throws Exception {
        Map<String, String> files = Given.logging(IntStream.rangeClosed(1, 15).toArray());
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 3);
                Background background = new Background()) {
            List<Future<Report>> runs = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                Lockstep node = i == NODES / 2
                        ? Given.lockstep(db, files)
                        : through(pooler, files).build();
                runs.add(background.start(node::migrate));
            }
            int done = 0;
            for (Future<Report> run : runs) {
                done += Background.result(run).done().size();
            }

            assertThat(done).isEqualTo(files.size() / 2);
            assertThat(Given.log(db))
                    .isEqualTo(IntStream.rangeClosed(1, 15)
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(",")));
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void whoever_was_overtaken_goes_no_further_than_it_was_told(TestDatabase db) throws Exception {
        Map<String, String> files = Given.logging(1, 2, 3, 4, 5);
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 3)) {
            Lockstep other = through(pooler, files).build();
            Report report = through(pooler, files)
                    .listener(event -> {
                        if (event instanceof Event.StepStarted started
                                && started.step().id().toString().equals("2")) {
                            other.migrate(Target.steps(1));
                        }
                    })
                    .build()
                    .migrate(Target.steps(4));

            assertThat(Given.done(report)).containsExactly("up 0.1", "up 1", "up 3", "up 4");
            assertThat(Given.log(db)).isEqualTo("1,2,3,4");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_run_that_holds_the_lock_in_a_session_is_awaited(TestDatabase db) throws Exception {
        Map<String, String> more = Given.logging(1, 2, 3);
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 2)) {
            Lockstep impatient =
                    through(pooler, more).lockTimeout(Duration.ZERO).build();
            Lockstep patient = through(pooler, more).build();
            try (Background background = new Background()) {
                HeldLock.during(db, Given.logging(1, 2), letGo -> {
                    assertThat(impatient.lock().holder()).isPresent();
                    assertThatThrownBy(impatient::migrate)
                            .isInstanceOf(LockTimeoutException.class)
                            .hasMessageContaining("is held by");
                    Future<Report> run = background.start(patient::migrate);
                    letGo.run();
                    assertThat(Given.done(Background.result(run))).endsWith("up 3");
                });
            }
            assertThat(Given.log(db)).isEqualTo("1,2,3");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_holder_of_a_transaction_is_seen_and_ended_and_a_statement_is_cancelled(TestDatabase db) throws Exception {
        Map<String, String> files = Given.with(Given.logging(1), "2_sleep.up.sql", "SELECT pg_sleep(600);\n");
        try (PgBouncer pooler = PgBouncer.start(db, "transaction", 4);
                Background background = new Background()) {
            Lockstep other = through(pooler, files).build();
            Lockstep stopped = through(pooler, files).build();
            Future<Report> run = background.start(stopped::migrate);
            awaitSleeping(other, run);
            stopped.stop();
            assertThat(Background.failure(run)).isInstanceOf(InterruptedRunException.class);
            assertThat(other.lock().holder()).isEmpty();

            Future<Report> ended = background.start(through(pooler, files).build()::migrate);
            Holder holder = awaitSleeping(other, ended);
            assertThat(holder.session().application())
                    .contains("/" + ProcessHandle.current().pid());
            assertThatThrownBy(() -> other.unlock(holder, Unlock.SPARING)).isInstanceOf(LockTimeoutException.class);
            assertThat(other.unlock(holder, Unlock.FORCED)).isTrue();
            assertThat(Background.failure(ended)).isInstanceOf(ConnectionException.class);
            assertThat(other.lock().holder()).isEmpty();
            assertThat(other.status().isPendingOrDirty()).isTrue();
            assertThat(db.value("SELECT count(*) FROM schema_history WHERE dirty"))
                    .isEqualTo("0");
        }
    }

    /** With one session in the pool nobody can look at it meanwhile; what is told then is that it takes long. */
    @EachDatabase(Dbms.POSTGRESQL)
    void a_long_statement_is_told_of_and_its_session_left_alone(TestDatabase db) throws Exception {
        for (int size : List.of(4, 1)) {
            try (TestDatabase fresh = TestDatabase.fresh(Dbms.POSTGRESQL);
                    PgBouncer pooler = PgBouncer.start(fresh, "transaction", size);
                    Background background = new Background()) {
                Queue<Event> events = new ConcurrentLinkedQueue<>();
                Limits limits = new Limits(
                        LockTimeout.DEFAULT,
                        Limits.Blocked.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        new Limits.Heartbeat(Duration.ofMillis(100), Duration.ofMillis(100)));
                String slow = "SELECT pg_advisory_xact_lock(77)";
                Map<String, String> files = Given.with(Given.logging(1), "2_slow.up.sql", slow + ";\n");
                Future<Report> run;
                try (Connection other = fresh.connect()) {
                    Sql.execute(other, "SELECT pg_advisory_lock(77)");
                    run = background.start(() -> Given.run(pooler.dataSource(), files, limits, events::add)
                            .migrate(Direction.UP, Target.EVERYTHING));
                    Poll.until(
                            "it is not told of",
                            () -> run.isDone()
                                    || events.stream()
                                            .anyMatch(event -> told(event).equals(size > 1 ? slow : "")));
                }

                assertThat(Given.done(Background.result(run))).containsExactly("up 0.1", "up 1", "up 2");
                assertThat(events)
                        .anyMatch(event -> told(event).equals(size > 1 ? slow : ""))
                        .noneMatch(event -> event.toString().contains("hanging up"));
            }
        }
    }

    /** What a heartbeat tells of the statement. */
    private static String told(Event event) {
        return event instanceof Event.Heartbeat beat
                ? beat.session().map(DatabaseSession::statement).orElse("")
                : "no heartbeat";
    }

    /** Nobody can tell in which mode the pooler is, so it is taken for the one that is not as safe. */
    @EachDatabase(Dbms.POSTGRESQL)
    void without_a_second_connection_bare_statements_are_refused_and_it_is_said_why(TestDatabase db) throws Exception {
        try (PgBouncer pooler = PgBouncer.start(db, "session", 5);
                Pool pool = new Pool(pooler.dataSource().getConnection(), Duration.ofMillis(100))) {
            List<String> notes = new ArrayList<>();
            Event.Listener listener = event -> {
                if (event instanceof Event.Note note) {
                    notes.add(note.text());
                }
            };
            Lockstep bare = Lockstep.builder(pool.dataSource(), MigrationSource.memory(BARE))
                    .listener(listener)
                    .build();

            assertThatThrownBy(bare::migrate)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("2_a_c.up.sql:2:1");
            assertThat(notes)
                    .anyMatch(note -> note.contains("without a second connection nobody can tell")
                            && note.contains("the only connection is in use"));
            assertThat(Lockstep.builder(pool.dataSource(), MigrationSource.memory(Given.logging(1, 2)))
                            .build()
                            .migrate()
                            .done())
                    .hasSize(3);
            assertThat(pool.isComplete()).isTrue();
        }
    }

    private static Holder awaitSleeping(Lockstep other, Future<Report> run) {
        Poll.until(
                "it does not sleep",
                () -> run.isDone()
                        || other.lock()
                                .holder()
                                .filter(holder -> holder.session().statement().contains("pg_sleep"))
                                .isPresent());
        return other.lock().holder().orElseThrow();
    }

    /** What a session has set; with one session in the pool it is the one that the run had. */
    private static String settings(Connection connection) throws Exception {
        return Sql.value(
                connection,
                "SELECT string_agg(name || '=' || setting, ';' ORDER BY name) || current_user || session_user"
                        + " FROM pg_settings WHERE source = 'session'");
    }

    private static Check pooler(Lockstep lockstep) {
        return lockstep.doctor().stream()
                .filter(check -> check.name().equals("pooler"))
                .findFirst()
                .orElseThrow();
    }
}
