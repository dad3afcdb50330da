package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;

/** What a database keeps of a definition's text is the file's own, byte for byte. */
class StoredTextTest {
    private static final String BODY =
            "\r\n\t-- a comment; it's kept\r\nBEGIN\r\n  /* so; is this */\tPERFORM 'a;b';  \n\rRETURN; -- 😀 end\r\nEND\t ";

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_keeps_the_body_of_a_function(TestDatabase db) throws Exception {
        String file = "CREATE FUNCTION f() RETURNS void -- void\r\nLANGUAGE plpgsql AS $body$" + BODY + "$body$;\r\n";
        Runs.migrate(db, "1_f.sql", file);
        assertThat(db.value("SELECT prosrc FROM pg_proc WHERE proname = 'f'")).isEqualTo(BODY);
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_gets_the_statement_as_it_is(TestDatabase db) throws Exception {
        String text = "CREATE FUNCTION g() RETURNS text\r\n/* why; */ LANGUAGE sql\tAS 'SELECT current_query()'";
        Runs.migrate(
                db, "1_g.sql", text + ";\r\nCREATE TABLE seen AS\r\n\tSELECT g(), -- itself;\r\n 'x' AS \"a;\r\nb\";");
        assertThat(db.value("SELECT g FROM seen"))
                .isEqualTo("CREATE TABLE seen AS\r\n\tSELECT g(), -- itself;\r\n 'x' AS \"a;\r\nb\"");
    }

    @EachDatabase(Dbms.SQLITE)
    void sqlite_keeps_the_whole_statement(TestDatabase db) throws Exception {
        String table = "CREATE TABLE t ( -- the table; it's kept\r\n\tid\tINTEGER, /* ; */\r\n  \"a;\r\nb\" TEXT\r\n)";
        String view = "CREATE VIEW v AS\r\n\r\nSELECT id, -- a comment;\r\n\t'😀;' AS x  FROM t";
        String trigger = "CREATE TRIGGER r AFTER INSERT ON t BEGIN\r\n\t-- first; then\r\n"
                + "  UPDATE t SET id = CASE WHEN 1 THEN 2 END; /* end; */\r\nEND";
        Runs.migrate(db, "1_all.sql", table + " ;\r\n" + view + "\r\n;" + trigger + ";");
        assertThat(db.value("SELECT sql FROM sqlite_master WHERE name = 't'")).isEqualTo(table);
        assertThat(db.value("SELECT sql FROM sqlite_master WHERE name = 'v'")).isEqualTo(view);
        assertThat(db.value("SELECT sql FROM sqlite_master WHERE name = 'r'")).isEqualTo(trigger);
    }

    /** What it cannot keep as it is, MariaDB itself writes in another way: line ends in strings, and what is beyond utf8mb3. */
    @EachDatabase(Dbms.MARIADB)
    void mariadb_keeps_the_bodies_of_routines_and_triggers(TestDatabase db) throws Exception {
        String body = "BEGIN\r\n\t-- a comment; it's kept\r\n  /* so; is this */ SET @x\t= 'a; grüße'; # 表 end;\r\nEND";
        String file = "CREATE TABLE t (id INT);\r\nCREATE PROCEDURE p()\r\n" + body + ";\r\n"
                + "DELIMITER ;;\r\nCREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW " + body + ";;\r\nDELIMITER ;\r\n"
                + "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO " + body + ";";
        Runs.migrate(db, "1_all.sql", file);
        assertThat(db.value("SELECT routine_definition FROM information_schema.routines"
                        + " WHERE routine_schema = database()"))
                .isEqualTo(body);
        assertThat(db.value("SELECT action_statement FROM information_schema.triggers"
                        + " WHERE trigger_schema = database()"))
                .isEqualTo(body);
        assertThat(db.value("SELECT event_definition FROM information_schema.events WHERE event_schema = database()"))
                .isEqualTo(body);
    }

    @EachDatabase(Dbms.MARIADB)
    void mariadb_reads_a_script_as_for_its_own_client(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_all.sql", """
                CREATE TABLE count (id INT);
                CREATE PROCEDURE p() SELECT 1;
                SET sql_mode = 'ANSI_QUOTES';
                CREATE PROCEDURE q() SELECT 1;
                """, "2_all.sql", "CREATE TABLE sum (id INT);\nCREATE PROCEDURE r() SELECT 1;");
        String modes = "SELECT group_concat(sql_mode ORDER BY routine_name SEPARATOR ' ')"
                + " FROM information_schema.routines WHERE routine_schema = database()";
        String usual = db.value("SELECT @@GLOBAL.sql_mode");
        assertThat(db.value(modes)).isEqualTo(usual + " ANSI_QUOTES " + usual);
    }

    @EachDatabase(Dbms.MARIADB)
    void a_statement_larger_than_the_server_takes_is_told_with_the_setting(TestDatabase db) throws Exception {
        String usual = db.value("SELECT @@GLOBAL.max_allowed_packet");
        db.execute("SET GLOBAL max_allowed_packet = 1048576");
        try {
            assertThatThrownBy(() -> Runs.migrate(
                            db,
                            "1_long.sql",
                            "CREATE TABLE a (what LONGTEXT);\nINSERT INTO a VALUES ('" + "a".repeat(3_000_000)
                                    + "');\n"))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("1_long.sql:2:1")
                    .hasMessageContaining("SET GLOBAL max_allowed_packet = 4194304");
        } finally {
            db.execute("SET GLOBAL max_allowed_packet = " + usual);
        }
    }

    @EachDatabase
    void a_statement_of_twenty_megabytes_arrives_whole(TestDatabase db) throws Exception {
        int length = 20_000_000;
        if (db.dbms() == Dbms.MARIADB) {
            db.execute("SET GLOBAL max_allowed_packet = 67108864");
        }
        String type = db.dbms() == Dbms.MARIADB ? "LONGTEXT" : "TEXT";
        Runs.migrate(
                db,
                "1_long.sql",
                "CREATE TABLE a (what " + type + ");\nINSERT INTO a VALUES ('" + "grüße; ".repeat(length / 7)
                        + "');\n");
        String characters = db.dbms() == Dbms.MARIADB ? "char_length" : "length";
        assertThat(db.value("SELECT " + characters + "(what) FROM a")).isEqualTo(String.valueOf(length / 7 * 7));
    }
}
