package dev.lockstep.crash;

import static dev.lockstep.crash.Scenario.files;

import dev.lockstep.model.ValidationException;
import dev.lockstep.testing.Dbms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scenarios of a database. Beside each definition stands an INSERT into {@code log}, so that a statement which is
 * executed twice, or not at all, shows in the rows.
 */
final class Scenarios {
    /** Where the scenario of definitions and data stands in the list. */
    static final int MIXED_UP = 2;

    private static final String LOG = "CREATE TABLE log (entry INTEGER NOT NULL);\n";

    private static final Map<String, String> DDL = files(
            "1_log.up.sql", LOG,
            "1_log.down.sql", "DROP TABLE log;\n",
            "2_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n",
            "2_a.down.sql", "DROP TABLE b;\nDROP TABLE a;\n",
            "3_c.up.sql", "ALTER TABLE a ADD COLUMN c INTEGER;\nCREATE INDEX a_c ON a (c);\n",
            "3_c.down.sql", "DROP INDEX a_c%s;\nALTER TABLE a DROP COLUMN c;\n");

    private static final Map<String, String> MIXED = files(
            "1_log.up.sql", LOG,
            "1_log.down.sql", "DROP TABLE log;\n",
            "2_mixed.up.sql", """
                    INSERT INTO log VALUES (1);
                    CREATE TABLE a (id INTEGER PRIMARY KEY);
                    INSERT INTO log VALUES (2);
                    INSERT INTO a VALUES (1);
                    ALTER TABLE a ADD COLUMN c INTEGER;
                    UPDATE a SET c = id + 1;
                    INSERT INTO log VALUES (3);
                    INSERT INTO log VALUES (4);
                    CREATE INDEX a_c ON a (c);
                    INSERT INTO log VALUES (5);
                    """,
            "2_mixed.down.sql", """
                    INSERT INTO log VALUES (-1);
                    DROP TABLE a;
                    INSERT INTO log VALUES (-2);
                    """);

    private static final Map<String, String> REPEATABLE = files(
            "1_log.up.sql", LOG,
            "R__first.sql",
                    "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT entry FROM log;\nINSERT INTO log VALUES (7);\n",
            "R__second.sql", "INSERT INTO log SELECT COUNT(*) + 100 FROM v;\n");

    private static final Map<String, String> EXPLICIT = files("1_log.up.sql", LOG, "2_explicit.up.sql", """
                    BEGIN;
                    INSERT INTO log VALUES (1);
                    INSERT INTO log VALUES (2);
                    COMMIT;
                    CREATE TABLE a (id INTEGER PRIMARY KEY);
                    INSERT INTO log VALUES (3);
                    BEGIN;
                    INSERT INTO log VALUES (4);
                    SAVEPOINT s;
                    INSERT INTO log VALUES (5);
                    ROLLBACK TO SAVEPOINT s;
                    INSERT INTO log VALUES (6);
                    COMMIT;
                    """);

    private static final Map<String, String> EMPTY = files(
            "1_nothing.up.sql", "-- only a comment\n",
            "2_log.up.sql", LOG,
            "3_nothing.up.sql", "");

    private static final Map<String, String> POSTGRES_INDEX =
            files("1_log.up.sql", LOG + "CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);\n", "2_index.up.sql", """
                    INSERT INTO log VALUES (1);
                    INSERT INTO a SELECT n, n FROM generate_series(1, 100) n;
                    CREATE INDEX CONCURRENTLY a_c ON a (c);
                    INSERT INTO log VALUES (2);
                    REINDEX INDEX CONCURRENTLY a_c;
                    INSERT INTO log VALUES (3);
                    DROP INDEX CONCURRENTLY a_c;
                    INSERT INTO log VALUES (4);
                    CREATE UNIQUE INDEX CONCURRENTLY a_u ON a (c);
                    VACUUM a;
                    INSERT INTO log VALUES (5);
                    """);

    private static final Map<String, String> POSTGRES_ENUM =
            files("1_log.up.sql", LOG + "CREATE TYPE mood AS ENUM ('sad');\n", "2_mood.up.sql", """
                    INSERT INTO log VALUES (1);
                    ALTER TYPE mood ADD VALUE 'happy';
                    CREATE TABLE person (id INTEGER PRIMARY KEY, mood mood DEFAULT 'happy');
                    INSERT INTO person VALUES (1);
                    INSERT INTO log VALUES (2);
                    """);

    private static final Map<String, String> MARIADB_OBJECTS = files(
            "1_log.up.sql", LOG + "CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);\n", "2_objects.up.sql", """
                    CREATE VIEW v AS SELECT id FROM a;
                    INSERT INTO log VALUES (1);
                    CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN INSERT INTO log VALUES (NEW.id); END;
                    INSERT INTO a VALUES (50, 1);
                    CREATE PROCEDURE p() BEGIN SELECT 1; END;
                    CREATE SEQUENCE s;
                    RENAME TABLE a TO z;
                    INSERT INTO log VALUES (2);
                    CREATE TABLE x (id INTEGER PRIMARY KEY);
                    CREATE TABLE y (id INTEGER PRIMARY KEY);
                    DROP TABLE x, y;
                    INSERT INTO log VALUES (3);
                    TRUNCATE TABLE z;
                    INSERT INTO log VALUES (4);
                    DROP TRIGGER t;
                    DROP PROCEDURE p;
                    INSERT INTO z VALUES (1, 1);
                    """);

    private static final Map<String, String> SQLITE_REBUILD = files(
            "1_log.up.sql", LOG + """
                            CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
                            CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE CASCADE);
                            INSERT INTO parent VALUES (1, 'one');
                            INSERT INTO child VALUES (10, 1);
                            """,
            "2_rebuild.up.sql", """
                    PRAGMA foreign_keys=OFF;
                    CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                    INSERT INTO parent_new SELECT * FROM parent;
                    DROP TABLE parent;
                    ALTER TABLE parent_new RENAME TO parent;
                    INSERT INTO log VALUES (1);
                    PRAGMA foreign_keys=ON;
                    """,
            "3_vacuum.up.sql", "INSERT INTO log VALUES (2);\nVACUUM;\nINSERT INTO log VALUES (3);\n");

    private static final Map<String, String> BASELINE = files(
            "V1__never.sql", "CREATE TABLE never (id INTEGER);\n",
            "V2__never.sql", "CREATE TABLE never_either (id INTEGER);\n",
            "B2__beginning.sql", LOG + """
                    INSERT INTO log VALUES (1);
                    -- lockstep: part
                    CREATE TABLE a (id INTEGER PRIMARY KEY);
                    INSERT INTO log VALUES (2);
                    """,
            "V3__more.sql", "INSERT INTO log VALUES (3);\n");

    private static final String CALLED = "CREATE TABLE calls (entry INTEGER NOT NULL)";

    private static final Map<String, String> JOINING = files(
            "beforeMigrate.sql", "DELETE FROM calls WHERE entry = 0;\n",
            "beforeEachMigrate.sql", "INSERT INTO calls VALUES (1);\n",
            "afterEachMigrate__a.sql", "INSERT INTO calls VALUES (2);\n",
            "afterEachMigrate__b.sql", "INSERT INTO calls SELECT COUNT(*) + 10 FROM log;\n",
            "V1__one.sql", "INSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);\n",
            "V2__two.sql", "INSERT INTO log VALUES (3);\n",
            "R__three.sql", "INSERT INTO log VALUES (4);\n");

    /**
     * The first two versions were applied by golang-migrate, which keeps no more than the newest one. As a careful person
     * does it, what is refused is adopted first.
     */
    static final Scenario ADOPTION = new Scenario(
            "the history of another tool",
            List.of(
                    "CREATE TABLE schema_migrations (version BIGINT NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)",
                    "INSERT INTO schema_migrations VALUES (2, FALSE)",
                    LOG,
                    "INSERT INTO log VALUES (1)"),
            Map.of(),
            files(
                    "1_log.up.sql", LOG,
                    "1_log.down.sql", "DROP TABLE log;\n",
                    "2_one.up.sql", "INSERT INTO log VALUES (1);\n",
                    "3_two.up.sql", "INSERT INTO log VALUES (2);\n"),
            lockstep -> {
                try {
                    lockstep.migrate();
                } catch (ValidationException ofAnotherTool) {
                    lockstep.adopt();
                    lockstep.migrate();
                }
            });

    private static Map<String, String> outside(Dbms dbms) {
        String bare = dbms == Dbms.MARIADB ? "CREATE TABLE IF NOT EXISTS extra (id INTEGER);\n" : "VACUUM;\n";
        return files(
                "beforeEachMigrate.sql",
                bare,
                "afterEachMigrate.sql",
                bare,
                "V1__one.sql",
                "INSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);\n",
                "V2__two.sql",
                "INSERT INTO log VALUES (3);\nCREATE TABLE a (id INTEGER);\n");
    }

    private Scenarios() {}

    static List<Scenario> of(Dbms dbms) {
        Map<String, String> ddl = files(DDL.entrySet().stream()
                .flatMap(file -> java.util.stream.Stream.of(
                        file.getKey(), file.getValue().replace("%s", dbms == Dbms.MARIADB ? " ON a" : "")))
                .toArray(String[]::new));
        List<Scenario> scenarios = new ArrayList<>(List.of(
                Scenario.up("definitions on a first start", ddl),
                Scenario.down("definitions taken back", ddl),
                Scenario.up("definitions and data", MIXED),
                Scenario.down("definitions and data taken back", MIXED),
                Scenario.up("repeatable migrations", REPEATABLE),
                Scenario.up("explicit transactions", EXPLICIT),
                Scenario.up("scripts without statements", EMPTY),
                Scenario.up("a baseline script of two parts", BASELINE),
                Scenario.up("callbacks that join transactions", JOINING).after(LOG, CALLED),
                Scenario.up("callbacks outside of transactions", outside(dbms)).after(LOG)));
        scenarios.addAll(
                switch (dbms) {
                    case POSTGRESQL ->
                        List.of(
                                Scenario.up("indexes built concurrently", POSTGRES_INDEX),
                                Scenario.up("a value added to an enum", POSTGRES_ENUM));
                    case MARIADB -> List.of(Scenario.up("every kind of object", MARIADB_OBJECTS));
                    case SQLITE -> List.of(Scenario.up("a table rebuilt, and VACUUM", SQLITE_REBUILD));
                });
        return scenarios;
    }
}
