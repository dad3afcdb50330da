package dev.lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

final class SnapshotTest {
    private static final List<String> GROUND = List.of(
            "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20))",
            "CREATE TABLE log (id INT, at VARCHAR(30))",
            "INSERT INTO t VALUES (2, 'two'), (1, NULL)",
            "INSERT INTO log VALUES (1, 'noon')");

    /** Whatever a migration may change, on every database. */
    private static final List<String> CHANGES = List.of(
            "INSERT INTO t VALUES (3, 'three')",
            "UPDATE t SET name = 'TWO' WHERE id = 2",
            "UPDATE t SET name = 'NULL' WHERE id = 1",
            "ALTER TABLE t ADD COLUMN more INT",
            "ALTER TABLE t ADD COLUMN filled INT DEFAULT 7",
            "CREATE INDEX t_name ON t (name)",
            "CREATE UNIQUE INDEX t_name_once ON t (name)",
            "CREATE VIEW v AS SELECT id FROM t",
            "CREATE TABLE u (id INT NOT NULL)",
            "DROP TABLE log");

    private static final List<String> POSTGRESQL = List.of(
            "ALTER TABLE t ALTER COLUMN name TYPE text",
            "ALTER TABLE log ALTER COLUMN at SET NOT NULL",
            "ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0) NOT VALID",
            "ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0)",
            "CREATE SEQUENCE s INCREMENT 5",
            "CREATE TYPE mood AS ENUM ('sad', 'glad')",
            "CREATE DOMAIN age AS int CHECK (value > 0)",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA other",
            "CREATE MATERIALIZED VIEW m AS SELECT id FROM t",
            "COMMENT ON TABLE t IS 'said'",
            "GRANT SELECT ON t TO public",
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
            "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_pkey'::regclass");

    private static final List<String> MARIADB = List.of(
            "ALTER TABLE t MODIFY name TEXT",
            "ALTER TABLE log MODIFY at VARCHAR(30) NOT NULL DEFAULT ''",
            "ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0)",
            "ALTER TABLE t COMMENT 'said'",
            "ALTER TABLE t ENGINE Aria",
            "CREATE SEQUENCE s INCREMENT 5",
            "CREATE FUNCTION f() RETURNS INT RETURN 1",
            "CREATE PROCEDURE p() SELECT 1",
            "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1",
            "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO SELECT 1",
            "ALTER DATABASE COLLATE utf8mb4_bin");

    private static final List<String> SQLITE = List.of(
            "CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM log; END",
            "PRAGMA user_version = 3",
            "INSERT INTO t VALUES (3, x'00ff')",
            "CREATE VIRTUAL TABLE search USING fts5(text)");

    @EachDatabase
    void is_the_same_for_the_same_content_in_another_order_and_database(TestDatabase one, TestDatabase other)
            throws SQLException {
        List<String> ground = new ArrayList<>(GROUND);
        ground.add("CREATE TABLE child (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t (id))");
        ground.add("CREATE VIEW both_of_them AS SELECT t.name, log.at FROM t JOIN log ON t.id = log.id");
        one.execute(ground.toArray(String[]::new));
        Collections.swap(ground, 0, 1);
        ground.set(2, "INSERT INTO t VALUES (1, NULL), (2, 'two')");
        other.execute(ground.toArray(String[]::new));

        assertThat(one.snapshot()).isEqualTo(other.snapshot()).contains("row t | id='1' | name=NULL");
    }

    @EachDatabase
    void differs_for_every_kind_of_change(TestDatabase db) throws SQLException {
        List<String> changes = new ArrayList<>(CHANGES);
        changes.addAll(
                switch (db.dbms()) {
                    case POSTGRESQL -> POSTGRESQL;
                    case MARIADB -> MARIADB;
                    case SQLITE -> SQLITE;
                });
        List<String> seen = new ArrayList<>();
        for (String change : changes) {
            try (TestDatabase changed = TestDatabase.fresh(db.dbms())) {
                changed.execute(GROUND.toArray(String[]::new));
                seen.add(changed.snapshot());
                changed.execute(change);
                assertThat(changed.snapshot()).as(change).isNotIn(seen);
                seen.add(changed.snapshot());
                seen.remove(seen.size() - 2);
            }
        }
    }

    @EachDatabase
    void leaves_out_rows_and_columns_on_request_but_not_their_definition(TestDatabase db) throws SQLException {
        db.execute(GROUND.toArray(String[]::new));
        String withoutRows = db.snapshot("log");
        String withoutTimes = db.snapshot("log.at");
        db.execute("UPDATE log SET at = 'midnight'");
        assertThat(db.snapshot("log.at")).isEqualTo(withoutTimes);
        db.execute("INSERT INTO log VALUES (2, 'dawn')");
        assertThat(db.snapshot("log.at")).isNotEqualTo(withoutTimes);
        assertThat(db.snapshot("log")).isEqualTo(withoutRows);
        db.execute("ALTER TABLE log ADD COLUMN more INT");
        assertThat(db.snapshot("log")).isNotEqualTo(withoutRows);
    }

    @EachDatabase
    void does_not_mind_a_counter_that_a_rollback_moved(TestDatabase db) throws SQLException {
        db.execute(
                switch (db.dbms()) {
                    case POSTGRESQL -> "CREATE TABLE c (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x INT)";
                    case MARIADB -> "CREATE TABLE c (id INT AUTO_INCREMENT PRIMARY KEY, x INT)";
                    case SQLITE -> "CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, x INT)";
                });
        String before = db.snapshot();
        db.execute("INSERT INTO c (x) VALUES (1)", "DELETE FROM c");
        assertThat(db.snapshot()).isEqualTo(before);
    }
}
