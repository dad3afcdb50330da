package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.List;

/** What decides how SQL is written may be set on the server, for the session, or in the script. */
class ModesTest {
    private static final String BACKSLASHES = """
            CREATE TABLE a (what VARCHAR(20));
            INSERT INTO a VALUES ('1\\');
            INSERT INTO a VALUES ('2'), ('\\'), (';');
            """;

    private static final String NAMES = """
            CREATE TABLE "a\\" (what VARCHAR(20));
            INSERT INTO "a\\" VALUES ('1\\\\2;'), ('3\\';4');
            """;

    private static final String ORACLE = """
            CREATE TABLE a (what VARCHAR(20));
            CREATE PROCEDURE p (one IN VARCHAR(20)) AS
              two VARCHAR(20) := ';';
            BEGIN
              IF one = '' THEN INSERT INTO a VALUES (two); ELSIF one = ';' THEN NULL; ELSE INSERT INTO a VALUES (one); END IF;
            END;
            CALL p('1');
            INSERT INTO "a" VALUES ('2');
            """;

    private static final String CONFORMING = """
            CREATE TABLE a (what text);
            INSERT INTO a VALUES ('1\\';'), (E'2\\';'), ($$3\\$$);
            INSERT INTO a VALUES ('4\\''
            ';');
            """;

    private record Case(String mode, String script, String table, String rows) {}

    private static final List<Case> CASES = List.of(
            new Case("NO_BACKSLASH_ESCAPES", BACKSLASHES, "a", "1\\ 2 ; \\"),
            new Case("ANSI_QUOTES", NAMES, "`a\\`", "1\\2; 3';4"),
            new Case("ORACLE", ORACLE, "a", "1 2"));

    @EachDatabase(Dbms.MARIADB)
    void a_mode_of_mariadb_is_heeded_wherever_it_was_set(TestDatabase db) throws Exception {
        String usual = db.value("SELECT @@GLOBAL.sql_mode");
        for (Case each : CASES) {
            String set = "SET sql_mode = '" + each.mode + "'";
            try {
                db.execute("SET GLOBAL sql_mode = '" + each.mode + "'");
                Runs.migrate(db, "1_server.sql", each.script);
            } finally {
                db.execute("SET GLOBAL sql_mode = '" + usual + "'");
            }
            requireAndClear(db, each);
            Runs.over(db, "1_session.sql", each.script).sessionSql(set).build().migrate();
            requireAndClear(db, each);
            Runs.migrate(db, "1_file.sql", set + ";\n" + each.script);
            requireAndClear(db, each);
        }
    }

    private static void requireAndClear(TestDatabase db, Case each) throws Exception {
        assertThat(db.value("SELECT group_concat(what ORDER BY what SEPARATOR ' ') FROM " + each.table))
                .as(each.mode)
                .isEqualTo(each.rows);
        db.execute("DROP TABLE " + each.table + ", schema_history", "DROP PROCEDURE IF EXISTS p");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_mode_of_postgresql_is_heeded_wherever_it_was_set(TestDatabase db) throws Exception {
        String set = "SET standard_conforming_strings = off";
        Runs.migrate(db, "1_file.sql", set + ";\n" + CONFORMING);
        requireAndClear(db);
        Runs.over(db, "1_session.sql", CONFORMING).sessionSql(set).build().migrate();
        requireAndClear(db);
        db.execute("ALTER DATABASE " + db.name() + " SET standard_conforming_strings = off");
        Runs.migrate(db, "1_server.sql", CONFORMING);
        requireAndClear(db);
        Runs.migrate(db, "1_default.sql", "SET standard_conforming_strings = on; RESET ALL;\n" + CONFORMING);
        requireAndClear(db);
    }

    @EachDatabase(Dbms.MARIADB)
    void a_block_of_mariadbs_oracle_mode_is_no_transaction(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_block.sql", """
                SET sql_mode = ORACLE;
                CREATE TABLE a (what VARCHAR(20));
                BEGIN INSERT INTO a VALUES ('1;'); END;
                DECLARE x VARCHAR(20) := '2'; BEGIN INSERT INTO a VALUES (x); END;
                BEGIN WORK;
                INSERT INTO a VALUES ('3');
                COMMIT;
                """);
        assertThat(db.value("SELECT group_concat(what) FROM a")).isEqualTo("1;,2,3");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_mode_of_a_transaction_does_no_harm_anywhere(TestDatabase db) throws Exception {
        String begin = "START TRANSACTION READ WRITE;\nINSERT INTO a VALUES ('%s');\nCOMMIT;\n";
        String mode = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;\n";
        Runs.migrate(
                db,
                "1_first.sql",
                mode + "CREATE TABLE a (what VARCHAR(20));\n" + mode + begin.formatted("1") + mode
                        + begin.formatted("2"),
                "2_again.sql",
                mode
                        + "INSERT INTO a VALUES ('3');\nSET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;\n"
                                .replace("CHARACTERISTICS AS ", db.dbms() == Dbms.MARIADB ? "" : "CHARACTERISTICS AS "),
                "3_last.sql",
                "INSERT INTO a VALUES ('4');\n");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("4");
    }

    private static void requireAndClear(TestDatabase db) throws Exception {
        assertThat(db.value("SELECT string_agg(what, ' ' ORDER BY what COLLATE \"C\") FROM a"))
                .isEqualTo("1'; 2'; 3\\ 4';");
        db.execute("DROP TABLE a, schema_history");
    }
}
