package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.Lockstep;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;

/** A table of SQLite that is rebuilt with its foreign keys switched off. */
class ForeignKeysTest {
    private static final String ON = "PRAGMA foreign_keys = ON";
    private static final String FAMILY = """
            CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE CASCADE);
            INSERT INTO parent VALUES (1, 'one'), (2, 'two');
            INSERT INTO child VALUES (10, 1), (20, 2);
            """;
    private static final String REBUILD = """
            PRAGMA foreign_keys=OFF;
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO parent_new SELECT * FROM parent WHERE id <> %s;
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            PRAGMA foreign_keys=ON;
            """;

    @EachDatabase(Dbms.SQLITE)
    void a_rebuild_deletes_no_child(TestDatabase db) throws Exception {
        enforcing(db, "1_family.sql", FAMILY, "2_rebuild.sql", REBUILD.formatted("0"))
                .migrate();
        assertThat(db.value("SELECT group_concat(id) FROM child")).isEqualTo("10,20");
        assertThat(db.value("SELECT sql FROM sqlite_master WHERE name = 'parent'"))
                .contains("NOT NULL");
    }

    @EachDatabase(Dbms.SQLITE)
    void a_child_without_its_parent_fails_the_step_and_is_named(TestDatabase db) throws Exception {
        enforcing(db, "1_family.sql", FAMILY).migrate();
        String before = db.snapshot();
        Lockstep run = enforcing(db, "1_family.sql", FAMILY, "2_rebuild.sql", REBUILD.formatted("2"));
        MigrationFailedException failed = catchThrowableOfType(MigrationFailedException.class, run::migrate);
        assertThat(failed)
                .hasMessageContaining(
                        "the row with rowid 20 of table child refers to a row of table parent that is not" + " there")
                .hasMessageContaining("2_rebuild.sql:5:1")
                .hasMessageContaining("rolled back");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase(Dbms.SQLITE)
    void a_reference_that_cannot_be_checked_fails_the_step_as_well(TestDatabase db) throws Exception {
        Lockstep run = enforcing(db, "1_family.sql", """
                PRAGMA foreign_keys=OFF;
                CREATE TABLE parent (name TEXT);
                CREATE TABLE child (parent TEXT REFERENCES parent (name));
                INSERT INTO child VALUES ('one');
                """);
        assertThat(catchThrowableOfType(MigrationFailedException.class, run::migrate))
                .hasMessageContaining("foreign key mismatch")
                .hasMessageContaining("1_family.sql:4:1")
                .hasMessageContaining("rolled back");
    }

    @EachDatabase(Dbms.SQLITE)
    void so_it_does_in_a_connection_that_does_not_enforce_them(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_family.sql", FAMILY);
        Lockstep run = Runs.over(db, "1_family.sql", FAMILY, "2_rebuild.sql", REBUILD.formatted("2"))
                .build();
        assertThat(catchThrowableOfType(MigrationFailedException.class, run::migrate))
                .hasMessageContaining("table child");
    }

    @EachDatabase(Dbms.SQLITE)
    void orphans_of_old_are_not_the_affair_of_other_scripts(TestDatabase db) throws Exception {
        db.execute(FAMILY.split(";\n"));
        db.execute("INSERT INTO child VALUES (30, 3)");
        Runs.migrate(db, "1_other.sql", "PRAGMA cache_size = 100;\nINSERT INTO parent VALUES (4, 'four');\n");
        assertThat(db.value("SELECT count(*) FROM parent")).isEqualTo("3");
    }

    @EachDatabase(Dbms.SQLITE)
    void the_next_script_has_them_enforced_again(TestDatabase db) throws Exception {
        String forgets = REBUILD.formatted("0").replace("PRAGMA foreign_keys=ON;\n", "");
        enforcing(
                        db,
                        "1_family.sql",
                        FAMILY,
                        "2_rebuild.sql",
                        forgets,
                        "3_goes.sql",
                        "DELETE FROM parent WHERE id = 1;")
                .migrate();
        assertThat(db.value("SELECT group_concat(id) FROM child")).isEqualTo("20");
    }

    @EachDatabase(Dbms.SQLITE)
    void all_ways_to_write_it_are_understood(TestDatabase any) throws Exception {
        for (String pragma : new String[] {
            "pragma foreign_keys(off)",
            "PRAGMA main.foreign_keys = 0",
            "Pragma Foreign_Keys = no",
            "PRAGMA foreign_keys = false"
        }) {
            try (TestDatabase db = TestDatabase.fresh(any.dbms())) {
                String rebuild = REBUILD.formatted("2").replace("PRAGMA foreign_keys=OFF", pragma);
                Lockstep run = enforcing(db, "1_family.sql", FAMILY, "2_rebuild.sql", rebuild);
                assertThat(catchThrowableOfType(MigrationFailedException.class, run::migrate))
                        .as(pragma)
                        .hasMessageContaining("table child");
            }
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void a_table_without_rowids_is_named_as_well(TestDatabase db) throws Exception {
        String script = """
                PRAGMA foreign_keys=OFF;
                CREATE TABLE a (id INTEGER PRIMARY KEY);
                CREATE TABLE b (id TEXT PRIMARY KEY, a INTEGER REFERENCES a) WITHOUT ROWID;
                INSERT INTO b VALUES ('x', 1);
                """;
        assertThat(catchThrowableOfType(MigrationFailedException.class, () -> Runs.migrate(db, "1_tables.sql", script)))
                .hasMessageContaining("the row of table b refers to a row of table a that is not there");
    }

    private static Lockstep enforcing(TestDatabase db, String... files) {
        return Runs.over(db, files).sessionSql(ON).build();
    }
}
