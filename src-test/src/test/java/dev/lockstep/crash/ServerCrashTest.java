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
import dev.lockstep.testing.TestDatabase;
import java.util.Map;
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
}
