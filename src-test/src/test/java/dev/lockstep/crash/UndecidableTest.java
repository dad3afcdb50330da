package dev.lockstep.crash;

import static dev.lockstep.testing.Dbms.MARIADB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.TestDatabase;
import java.util.List;
import java.util.Map;

/** The statements of which nobody can tell whether they took effect: the run stops, names them, and a person's word settles it. */
class UndecidableTest {
    private static final String LOG = "CREATE TABLE log (entry INTEGER NOT NULL);\n";
    private static final String BEFORE = LOG + """
            CREATE TABLE plain (entry INTEGER NOT NULL) ENGINE=MyISAM;
            CREATE PROCEDURE p() INSERT INTO log VALUES (1);
            """;

    /** Every kind, each with a statement that leaves one row in {@code log} or {@code plain}. */
    private static final Map<String, String> KINDS = Map.of(
            "a procedure", "CALL p();",
            "a prepared statement", "PREPARE s FROM 'INSERT INTO log VALUES (1)';\nEXECUTE s;",
            "an anonymous block", "BEGIN NOT ATOMIC INSERT INTO log VALUES (1); END;",
            "rows of a table without transactions", "INSERT INTO plain VALUES (1);");

    @EachDatabase(MARIADB)
    void a_statement_that_nothing_tells_of_stops_every_run_until_it_is_resolved(TestDatabase kind) throws Exception {
        for (Map.Entry<String, String> each : KINDS.entrySet()) {
            try (TestDatabase db = TestDatabase.fresh(MARIADB)) {
                Map<String, String> files = Scenario.files(
                        "1_before.up.sql", BEFORE, "2_blind.up.sql", each.getValue() + "\nCREATE TABLE t (id INT);\n");
                interrupt(db, files, each.getKey());
                assertStopped(db, files, each.getKey());
                lockstep(db, files).resolve("2", Resolution.RETRY);
                lockstep(db, files).migrate();
                assertThat(db.value("SELECT (SELECT COUNT(*) FROM log) + (SELECT COUNT(*) FROM plain)"))
                        .as(each.getKey())
                        .isEqualTo("1");
                assertThat(db.value("SELECT COUNT(*) FROM schema_history WHERE dirty"))
                        .isEqualTo("0");
            }
        }
    }

    @EachDatabase
    void so_does_what_is_written_outside_of_any_transaction(TestDatabase db) throws Exception {
        Map<String, String> files = Scenario.files(
                "1_before.up.sql",
                LOG,
                "2_blind.up.sql",
                "-- lockstep: transaction=none\nINSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);\n");
        interrupt(db, files, "no transaction");
        assertStopped(db, files, "no transaction");
        lockstep(db, files).resolve("2", Resolution.RETRY);
        lockstep(db, files).migrate();
        assertThat(db.value("SELECT COUNT(*) FROM log")).isEqualTo("2");
    }

    /** However often it is started again, it stops in the same way, and changes nothing. */
    private static void assertStopped(TestDatabase db, Map<String, String> files, String kind) throws Exception {
        for (int restart = 0; restart < 10; restart++) {
            String state = db.snapshot();
            assertThatThrownBy(() -> lockstep(db, files).migrate())
                    .as(kind)
                    .isInstanceOf(UndecidableException.class)
                    .hasMessageContaining("lockstep resolve 2 --as retry")
                    .hasMessageContaining("lockstep resolve 2 --as applied");
            assertThat(db.snapshot()).as(kind).isEqualTo(state);
        }
    }

    @EachDatabase(MARIADB)
    void what_a_person_found_is_recorded(TestDatabase db) throws Exception {
        Map<String, String> files = Scenario.files("1_before.up.sql", BEFORE, "2_blind.up.sql", "CALL p();\n");
        interrupt(db, files, "a procedure");
        lockstep(db, files).resolve("2", Resolution.APPLIED);
        assertThat(lockstep(db, files).migrate().done()).isEmpty();
        assertThat(db.value("SELECT CONCAT(action, ' ', progress, ' ', applied_by LIKE '% on %') FROM schema_history"
                        + " ORDER BY id DESC LIMIT 1"))
                .isEqualTo("resolve applied 1 1");
    }

    @EachDatabase(MARIADB)
    void what_a_person_undid_is_executed_again(TestDatabase db) throws Exception {
        Map<String, String> files = Scenario.files("1_before.up.sql", BEFORE, "2_blind.up.sql", "CALL p();\n");
        interrupt(db, files, "a procedure");
        lockstep(db, files).resolve("2", Resolution.REVERTED);
        lockstep(db, files).migrate();
        assertThat(db.value("SELECT COUNT(*) FROM log")).isEqualTo("1");
    }

    @EachDatabase
    void nothing_is_resolved_that_is_not_dirty(TestDatabase db) {
        Map<String, String> files = Scenario.files("1_a.up.sql", "CREATE TABLE a (id INTEGER);\n");
        lockstep(db, files).migrate();
        for (Resolution resolution : Resolution.values()) {
            assertThatThrownBy(() -> lockstep(db, files).resolve("1", resolution))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("'1' is not dirty");
        }
    }

    /** The process dies when it has sent the statement, and before the server has done it: the intent alone is there. */
    private static void interrupt(TestDatabase db, Map<String, String> files, String kind) {
        lockstep(db, Map.of("1_before.up.sql", files.get("1_before.up.sql"))).migrate();
        List<String> blind = List.of("CALL", "EXECUTE", "BEGIN NOT", "INSERT INTO plain", "INSERT INTO log");
        Faults faults = Faults.when(
                call -> call.method().contains("execute") && blind.stream().anyMatch(call.sql()::startsWith),
                Moment.BEFORE,
                Fault.HALT);
        assertThatThrownBy(() -> Lockstep.builder(db.dataSource(faults), MigrationSource.memory(files))
                        .build()
                        .migrate())
                .as(kind)
                .isInstanceOf(LockstepException.class);
        assertThat(faults.fired()).as(kind).isTrue();
        db.awaitNoSessions();
    }

    private static Lockstep lockstep(TestDatabase db, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files)).build();
    }
}
