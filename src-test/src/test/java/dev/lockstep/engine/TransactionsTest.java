package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;

/** What commits together. */
class TransactionsTest {
    private static final String PARENTS = """
            CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE child (id INTEGER PRIMARY KEY,
                parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
            INSERT INTO parent VALUES (1, 'one');
            INSERT INTO child VALUES (1, 1);
            INSERT INTO child VALUES (2, 1);
            """;
    private static final String REBUILD = """
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO parent_new SELECT id, name FROM parent;
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            """;

    @EachDatabase
    void a_script_may_begin_and_commit_by_itself(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.with(Given.logging(), "1_explicit.up.sql", """
                        INSERT INTO log VALUES (1);
                        BEGIN;
                        INSERT INTO log VALUES (2);
                        SAVEPOINT s;
                        INSERT INTO log VALUES (3);
                        ROLLBACK TO SAVEPOINT s;
                        INSERT INTO log VALUES (4);
                        COMMIT;
                        INSERT INTO log VALUES (5);
                        """));

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 0.1", "up 1");
        assertThat(Given.log(db)).isEqualTo("1,2,4,5");
        assertThat(db.value("SELECT count(*) FROM schema_history")).isEqualTo("2");
    }

    @EachDatabase
    void what_a_script_committed_is_kept_and_not_executed_again(TestDatabase db) throws Exception {
        String script = """
                BEGIN;
                INSERT INTO log VALUES (1);
                COMMIT;
                BEGIN;
                INSERT INTO log VALUES (2);
                INSERT INTO %s VALUES (3);
                COMMIT;
                """;
        Lockstep failing = Given.lockstep(db, Given.with(Given.logging(), "1_two.up.sql", script.formatted("lgo")));

        assertThatThrownBy(failing::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("1_two.up.sql failed at statement 6 of 7")
                .hasMessageContaining("kept: statements 1 to 3");
        assertThat(Given.log(db)).isEqualTo("1");
        Report report = Given.lockstep(db, Given.with(Given.logging(), "1_two.up.sql", script.formatted("log")))
                .migrate();
        assertThat(Given.done(report)).containsExactly("up 1");
        assertThat(Given.log(db)).isEqualTo("1,2,3");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void create_index_concurrently_needs_no_annotation(TestDatabase db) throws Exception {
        Lockstep lockstep =
                Given.lockstep(db, "1_a.up.sql", """
                CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);
                INSERT INTO a SELECT n, n FROM generate_series(1, 100) n;
                CREATE INDEX CONCURRENTLY a_c ON a (c);
                INSERT INTO a VALUES (101, 101);
                """, "1_a.down.sql", "DROP INDEX CONCURRENTLY a_c;\nDROP TABLE a;\n");

        lockstep.migrate();

        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_c'::regclass"))
                .isEqualTo("t");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("101");
        lockstep.down(Target.EVERYTHING);
        assertThat(Given.hasTable(db, "a")).isFalse();
    }

    @EachDatabase
    void a_script_may_ask_for_no_transaction(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(
                db,
                Given.with(
                        Given.logging(),
                        "1_each.up.sql",
                        "-- lockstep: transaction=none\nINSERT INTO log VALUES (1);\nINSERT INTO lgo VALUES (2);\n"));

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("kept: statement 1");
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase(Dbms.SQLITE)
    void rebuilding_a_table_keeps_the_rows_that_point_at_it(TestDatabase db) throws Exception {
        rebuild(db, "PRAGMA foreign_keys = OFF;\n" + REBUILD + "PRAGMA foreign_keys = ON;\n");
    }

    @EachDatabase(Dbms.SQLITE)
    void rebuilding_a_table_keeps_the_rows_that_point_at_it_in_a_transaction_of_the_script(TestDatabase db)
            throws Exception {
        rebuild(
                db,
                "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n" + REBUILD
                        + "PRAGMA foreign_key_check;\nCOMMIT;\nPRAGMA foreign_keys=ON;\n");
    }

    private static void rebuild(TestDatabase db, String script) throws Exception {
        try (Pool pool = new Pool(db.connect())) {
            Sql.execute(pool.connection(), "PRAGMA foreign_keys = ON");
            Lockstep.builder(
                            pool.dataSource(),
                            MigrationSource.memory(
                                    Given.files("1_parents.up.sql", PARENTS, "2_rebuild.up.sql", script)))
                    .build()
                    .migrate();

            Connection connection = pool.connection();
            assertThat(Sql.value(connection, "SELECT count(*) FROM child")).isEqualTo("2");
            assertThat(Sql.value(connection, "PRAGMA foreign_keys")).isEqualTo("1");
            Sql.execute(connection, "DELETE FROM parent");
            assertThat(Sql.value(connection, "SELECT count(*) FROM child"))
                    .as("the rows still point at the table")
                    .isEqualTo("0");
        }
    }
}
