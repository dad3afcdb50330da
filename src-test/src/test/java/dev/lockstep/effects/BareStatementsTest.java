package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Statements that refuse a transaction, executed for real between others that want one; no script says which is which. */
class BareStatementsTest {
    private static final String TABLES = """
            CREATE TABLE log (entry integer);
            CREATE TABLE a (id integer PRIMARY KEY, c integer);
            INSERT INTO a SELECT n, n FROM generate_series(1, 10) n;
            CREATE TABLE part (id integer) PARTITION BY RANGE (id);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (1) TO (10);
            CREATE TYPE mood AS ENUM ('sad');
            """;

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_executes_each_of_them(TestDatabase db) throws Exception {
        for (String statement : List.of(
                "CREATE INDEX CONCURRENTLY a_c ON a (c)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_u ON a (c)",
                "REINDEX INDEX CONCURRENTLY a_c",
                "REINDEX TABLE CONCURRENTLY a",
                "REINDEX (CONCURRENTLY) SCHEMA public",
                "CLUSTER a USING a_c",
                "CLUSTER",
                "CLUSTER VERBOSE",
                "DROP INDEX CONCURRENTLY a_c",
                "DROP INDEX CONCURRENTLY IF EXISTS nothing_there",
                "ALTER TABLE part DETACH PARTITION part_1 CONCURRENTLY",
                "VACUUM",
                "VACUUM (FULL, ANALYZE) a",
                "VACUUM ANALYZE a (id)",
                "ALTER SYSTEM SET work_mem = '5MB';\nALTER SYSTEM RESET work_mem",
                "ALTER TYPE mood ADD VALUE 'glad' BEFORE 'sad'",
                "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'so; so'",
                "CREATE SUBSCRIPTION %1$s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE);"
                        + "\nALTER SUBSCRIPTION %1$s SET (slot_name = NONE);\nDROP SUBSCRIPTION %1$s",
                "CREATE DATABASE %1$s;\nALTER DATABASE %1$s SET TABLESPACE pg_default;\nDROP DATABASE %1$s")) {
            executed(db, statement.formatted(db.name() + "_x"));
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_really_refuses_them_in_a_transaction(TestDatabase db) throws Exception {
        db.execute(TABLES.split(";\n"));
        for (String statement : List.of(
                "CREATE INDEX CONCURRENTLY a_c ON a (c)",
                "REINDEX TABLE CONCURRENTLY a",
                "REINDEX SCHEMA public",
                "CLUSTER",
                "ALTER TABLE part DETACH PARTITION part_1 CONCURRENTLY",
                "VACUUM",
                "ALTER SYSTEM SET work_mem = '5MB'",
                "CREATE DATABASE " + db.name() + "_x",
                "CREATE TABLESPACE " + db.name() + "_t LOCATION '/nowhere'")) {
            try (Connection connection = db.connect()) {
                assertThatThrownBy(() -> Sql.execute(connection, "BEGIN", statement))
                        .as(statement)
                        .hasMessageContaining("cannot run inside a transaction block");
            }
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_tablespace_is_created_and_dropped(TestDatabase db) throws Exception {
        String name = db.name() + "_t";
        Runs.migrate(db, "1_tables.sql", TABLES, "2_tablespace.sql", """
                SET allow_in_place_tablespaces = on;
                INSERT INTO log VALUES (1);
                CREATE TABLESPACE %1$s LOCATION '';
                CREATE TABLE there (id integer) TABLESPACE %1$s;
                DROP TABLE there;
                DROP TABLESPACE %1$s;
                INSERT INTO log VALUES (2);
                """.formatted(name));
        assertThat(db.value("SELECT count(*) FROM pg_tablespace WHERE spcname = '" + name + "'"))
                .isEqualTo("0");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_value_that_was_added_to_an_enum_can_be_used_in_the_same_script(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_tables.sql", TABLES, "2_mood.sql", """
                INSERT INTO log VALUES (1);
                ALTER TYPE mood ADD VALUE 'glad';
                CREATE TABLE person (mood mood DEFAULT 'glad');
                INSERT INTO person VALUES ('glad');
                ALTER TYPE public.mood RENAME VALUE 'glad' TO 'happy';
                """);
        assertThat(db.value("SELECT mood FROM person")).isEqualTo("happy");
    }

    /** The words of a statement decide, not words in its strings, names and comments. */
    @EachDatabase(Dbms.POSTGRESQL)
    void words_in_strings_and_comments_change_nothing(TestDatabase db) throws Exception {
        assertThatThrownBy(() -> Runs.migrate(db, "1_tables.sql", TABLES + """
                        CREATE INDEX "concurrently" ON a /* CONCURRENTLY */ (c);
                        -- VACUUM
                        COMMENT ON TABLE a IS 'VACUUM; CREATE DATABASE x';
                        CREATE TABLE vacuum_log (id integer);
                        INSERT INTO nothing_there VALUES (1);
                        """))
                .hasMessageContaining("everything that this script had done was rolled back");
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'vacuum_log')"))
                .isEqualTo("0");
    }

    @EachDatabase(Dbms.SQLITE)
    void sqlite_executes_each_of_them(TestDatabase db, @TempDir Path folder) throws Exception {
        String tables = "CREATE TABLE log (entry INTEGER);\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n";
        for (String statement : List.of(
                "VACUUM",
                "VACUUM main",
                "VACUUM INTO '" + folder.resolve("copy.db") + "'",
                "PRAGMA journal_mode = WAL",
                "PRAGMA main.wal_checkpoint(TRUNCATE)",
                "PRAGMA journal_mode(DELETE)",
                "PRAGMA foreign_keys = OFF",
                "PRAGMA synchronous = NORMAL",
                "PRAGMA temp_store = MEMORY",
                "ATTACH '" + folder.resolve("other.db") + "' AS other; CREATE TABLE other.b (id); DETACH other")) {
            try (TestDatabase fresh = TestDatabase.fresh(Dbms.SQLITE)) {
                String script = "INSERT INTO log VALUES (1);\n" + statement + ";\nINSERT INTO log VALUES (2);\n";
                Runs.migrate(fresh, "1_tables.sql", tables, "2_bare.sql", script);
                assertThat(fresh.value("SELECT group_concat(entry) FROM log"))
                        .as(statement)
                        .isEqualTo("1,2");
            }
        }
        assertThat(Stream.of("copy.db", "other.db").map(folder::resolve))
                .allSatisfy(file -> assertThat(file).exists());
    }

    @EachDatabase(Dbms.SQLITE)
    void an_attached_database_survives_what_stands_alone(TestDatabase db, @TempDir Path folder) throws Exception {
        Runs.migrate(
                db,
                "1_other.sql",
                """
                ATTACH '%s' AS other;
                CREATE TABLE other.b (id INTEGER);
                VACUUM;
                INSERT INTO other.b VALUES (1);
                VACUUM;
                INSERT INTO b VALUES (2);
                """.formatted(folder.resolve("other.db")),
                "2_next.sql",
                "CREATE TABLE b (id INTEGER);");
        assertThat(db.value("SELECT count(*) FROM b")).isEqualTo("0");
    }

    private static void executed(TestDatabase kind, String statement) throws Exception {
        try (TestDatabase db = TestDatabase.fresh(kind.dbms())) {
            boolean needsIndex = statement.contains("a_c") && !statement.startsWith("CREATE");
            String before = needsIndex ? "CREATE INDEX a_c ON a (c);\n" : "";
            String script = before + "INSERT INTO log VALUES (1);\n" + statement + ";\nINSERT INTO log VALUES (2);\n";
            try {
                Runs.migrate(db, "1_tables.sql", TABLES, "2_bare.sql", script);
            } catch (RuntimeException refused) {
                throw new AssertionError(statement, refused);
            }
            assertThat(db.value("SELECT string_agg(CAST(entry AS text), ',' ORDER BY entry) FROM log"))
                    .as(statement)
                    .isEqualTo("1,2");
        }
    }
}
