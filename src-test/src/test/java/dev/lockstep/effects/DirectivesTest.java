package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Resolution;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.StatementLog;
import dev.lockstep.testing.TestDatabase;
import java.util.List;

/** What the comments at the top of a script ask for, and what the database gets of it. */
class DirectivesTest {
    @EachDatabase
    void another_delimiter_ends_the_statements(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_all.sql", """
                -- lockstep: delimiter=//
                CREATE TABLE a (what VARCHAR(20))//
                INSERT INTO a VALUES ('one; two')//
                INSERT INTO a VALUES ('three')
                //
                """);
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("2");
    }

    @EachDatabase
    void a_script_that_is_whole_is_one_statement(TestDatabase db) throws Exception {
        String trigger = switch (db.dbms()) {
            case POSTGRESQL -> "DO $$ BEGIN INSERT INTO a VALUES ('x;'); END $$;\n-- the end;\n";
            case MARIADB -> "BEGIN NOT ATOMIC\n INSERT INTO a VALUES ('x;');\nEND -- the end;\n";
            case SQLITE -> "INSERT INTO a VALUES ('x;') -- the end;\n";
        };
        Runs.migrate(
                db, "1_a.sql", "CREATE TABLE a (what VARCHAR(20));", "2_whole.sql", "-- lockstep: whole\n" + trigger);
        assertThat(db.value("SELECT what FROM a")).isEqualTo("x;");
        assertThat(db.value("SELECT statements_total FROM schema_history WHERE version = '2'"))
                .isEqualTo("1");
    }

    /** PostgreSQL takes several statements in one message, and then they are one. */
    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_gets_a_whole_script_in_one_message(TestDatabase db) throws Exception {
        String text = "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);";
        try (StatementLog log = db.recordStatements()) {
            Runs.migrate(db, "1_whole.sql", "-- lockstep: whole\n" + text + "\n");
            assertThat(log.statements()).anySatisfy(sql -> assertThat(sql).startsWith("CREATE TABLE a"));
        }
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("2");
    }

    @EachDatabase
    void without_a_transaction_each_statement_stays_by_itself(TestDatabase db) throws Exception {
        String script = """
                -- lockstep: transaction=none
                INSERT INTO a VALUES (1);
                INSERT INTO a VALUES (2);
                INSERT INTO %s VALUES (3);
                INSERT INTO a VALUES (4);
                """;
        String table = "CREATE TABLE a (id INTEGER);";
        assertThatThrownBy(() -> Runs.migrate(db, "1_a.sql", table, "2_rows.sql", script.formatted("nowhere")))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("2_rows.sql:4")
                .hasMessageContaining("kept: statements 1 to 2");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("2");
        Runs.over(db, "1_a.sql", table, "2_rows.sql", script.formatted("a"))
                .build()
                .resolve("2", Resolution.RETRY);
        Runs.migrate(db, "1_a.sql", table, "2_rows.sql", script.formatted("a"));
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("4");
    }

    @EachDatabase
    void a_statement_that_takes_too_long_is_cancelled_on_the_server(TestDatabase db) throws Exception {
        String slow = switch (db.dbms()) {
            case POSTGRESQL -> "SELECT pg_sleep(60)";
            case MARIADB -> "SELECT SLEEP(60) FROM a WHERE (SELECT COUNT(*) FROM seq_1_to_1000000000) > 0";
            case SQLITE ->
                "INSERT INTO a WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12)"
                        + " SELECT count(*) FROM n";
        };
        long start = System.nanoTime();
        assertThatThrownBy(() -> Runs.migrate(
                        db,
                        "1_a.sql",
                        "CREATE TABLE a (id INTEGER);\nINSERT INTO a VALUES (1);",
                        "2_slow.sql",
                        "-- lockstep: timeout=500ms\nINSERT INTO a VALUES (2);\n" + slow + ";\n"))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("2_slow.sql:3:1")
                .hasMessageContaining("cancelled after 500 ms, its timeout");
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
        db.awaitNoSessions();
    }

    @EachDatabase
    void a_timeout_is_for_each_statement(TestDatabase db) throws Exception {
        String nap = switch (db.dbms()) {
            case POSTGRESQL -> "SELECT pg_sleep(0.4);\n";
            case MARIADB -> "SELECT SLEEP(0.4);\n";
            case SQLITE -> "SELECT 1;\n";
        };
        Runs.migrate(db, "1_naps.sql", "-- lockstep: timeout=1s\n" + nap + nap + nap + nap);
        assertThat(List.of(db.value("SELECT count(*) FROM schema_history"))).containsExactly("1");
    }
}
