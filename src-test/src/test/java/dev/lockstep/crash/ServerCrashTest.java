package dev.lockstep.crash;

import static dev.lockstep.testing.Dbms.MARIADB;
import static dev.lockstep.testing.Dbms.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockstepException;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.CrashableServer;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server dies in the middle of a run, comes back, and the next run finishes the work. */
class ServerCrashTest {
    private static final Map<String, String> FILES = Scenario.files(
            "1_log.up.sql", "CREATE TABLE log (entry INTEGER NOT NULL);\n",
            "2_mixed.up.sql", """
                    INSERT INTO log VALUES (1);
                    CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);
                    INSERT INTO log VALUES (2);
                    CREATE INDEX a_c ON a (c);
                    INSERT INTO log VALUES (3);
                    INSERT INTO a VALUES (1, 1);
                    """,
            "3_more.up.sql", "ALTER TABLE a ADD COLUMN d INTEGER;\nINSERT INTO log VALUES (4);\n");

    private static final int STATEMENTS = 9;

    @ParameterizedTest
    @EnumSource(
            value = Dbms.class,
            names = {"POSTGRESQL", "MARIADB"})
    void a_crash_of_the_server_leaves_nothing_that_the_next_run_cannot_finish(Dbms dbms) throws Exception {
        assertThat(dbms).isIn(POSTGRESQL, MARIADB);
        try (CrashableServer server = CrashableServer.start(dbms)) {
            String expected;
            try (TestDatabase db = server.database()) {
                run(db, event -> {});
                expected = db.snapshot(CrashPointTest.TIMES);
            }
            for (int statement = 1; statement <= STATEMENTS; statement++) {
                crashAt(statement, server, expected);
            }
        }
    }

    /** Every second time PostgreSQL is stopped in immediate mode, else the server is killed. */
    private static void crashAt(int statement, CrashableServer server, String expected) throws Exception {
        try (TestDatabase db = server.database()) {
            AtomicInteger started = new AtomicInteger();
            assertThatThrownBy(() -> run(db, event -> {
                        if (event instanceof Event.StatementStarted && started.incrementAndGet() == statement) {
                            if (statement % 2 == 0) {
                                server.stopImmediate();
                            } else {
                                server.kill9();
                            }
                        }
                    }))
                    .as("crash at statement %d", statement)
                    .isInstanceOf(LockstepException.class);
            server.restart();
            run(db, event -> {});
            assertThat(db.snapshot(CrashPointTest.TIMES))
                    .as("after a crash at statement %d", statement)
                    .isEqualTo(expected);
        }
    }

    private static void run(TestDatabase db, Event.Listener listener) {
        Lockstep.builder(db.dataSource(), MigrationSource.memory(FILES))
                .listener(listener)
                .build()
                .migrate();
    }

    /** The statement is at work in the server when the server dies: a build of an index, a copy of a table. */
    @ParameterizedTest
    @EnumSource(
            value = Dbms.class,
            names = {"POSTGRESQL", "MARIADB"})
    void a_crash_in_the_middle_of_a_bare_statement_is_no_different(Dbms dbms) throws Exception {
        String bare = dbms == POSTGRESQL
                ? "CREATE INDEX CONCURRENTLY a_c ON a (c)"
                : "ALTER TABLE a ADD COLUMN d INTEGER, ALGORITHM=COPY";
        Map<String, String> files = Scenario.files(
                "1_log.up.sql",
                "CREATE TABLE log (entry INTEGER NOT NULL);\n",
                "2_long.up.sql",
                "INSERT INTO log VALUES (1);\n" + bare + ";\nINSERT INTO log VALUES (2);\n");
        try (CrashableServer server = CrashableServer.start(dbms);
                TestDatabase undisturbed = server.database();
                TestDatabase db = server.database()) {
            for (TestDatabase each : List.of(undisturbed, db)) {
                fill(each);
            }
            lockstep(undisturbed, files).migrate();
            CompletableFuture<Void> run =
                    CompletableFuture.runAsync(() -> lockstep(db, files).migrate());
            Poll.until("the statement is not at work", () -> run.isDone() || isAtWork(db));
            assertThat(run).isNotDone();

            server.stopImmediate();

            assertThatThrownBy(run::join).hasCauseInstanceOf(LockstepException.class);
            server.restart();
            lockstep(db, files).migrate();
            assertThat(db.snapshot(
                            "a",
                            "schema_history.applied_at",
                            "schema_history.applied_by",
                            "schema_history.duration_ms"))
                    .isEqualTo(undisturbed.snapshot(
                            "a",
                            "schema_history.applied_at",
                            "schema_history.applied_by",
                            "schema_history.duration_ms"));
        }
    }

    private static void fill(TestDatabase db) throws Exception {
        db.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER)");
        db.execute(
                db.dbms() == POSTGRESQL
                        ? "INSERT INTO a SELECT n, n % 1000 FROM generate_series(1, 600000) n"
                        : "INSERT INTO a SELECT seq, seq % 1000 FROM seq_1_to_600000");
    }

    private static boolean isAtWork(TestDatabase db) throws Exception {
        return !db.value(
                        db.dbms() == POSTGRESQL
                                ? "SELECT count(*) FROM pg_stat_progress_create_index WHERE datname = current_database()"
                                        + " AND phase LIKE 'building index%'"
                                : "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()"
                                        + " AND state LIKE 'copy to tmp table%'")
                .equals("0");
    }

    private static Lockstep lockstep(TestDatabase db, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files)).build();
    }
}
