package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Status;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.StatementLog;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a script makes of its session is its own affair: neither the next script nor the history notices. */
class SessionTest {
    private static final String SEEN = "CREATE TABLE seen (what text);\n";

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_has_every_setting_back_in_the_next_script(TestDatabase db) throws Exception {
        String seen = "INSERT INTO public.seen SELECT concat_ws(' ', current_user, session_user, s, current_setting(s))"
                + " FROM unnest(ARRAY['search_path', 'TimeZone', 'statement_timeout', 'row_security',"
                + " 'standard_conforming_strings', 'check_function_bodies', 'DateStyle']) s;\n";
        String role = db.name() + "_r";
        try {
            Runs.migrate(
                    db,
                    "1_seen.sql",
                    SEEN + seen,
                    "2_changes.sql",
                    """
                    CREATE ROLE %s;
                    GRANT CREATE ON SCHEMA public TO %s;
                    SET search_path = '';
                    SELECT pg_catalog.set_config('search_path', '', false);
                    SET timezone TO 'Asia/Tokyo';
                    SET statement_timeout = '1h';
                    SET row_security = off;
                    SET standard_conforming_strings = off;
                    SET check_function_bodies = off;
                    SET DateStyle = 'ISO, DMY';
                    SET NAMES 'UTF8';
                    CREATE TEMPORARY TABLE seen (nothing int);
                    PREPARE asked AS SELECT 1;
                    SET SESSION AUTHORIZATION %s;
                    CREATE TABLE public.of_the_role (id int);
                    """.formatted(role, role, role),
                    "3_seen.sql",
                    seen);
            String different = "SELECT count(*) FROM (SELECT what FROM seen GROUP BY what HAVING count(*) <> 2) d";
            assertThat(db.value("SELECT count(*) FROM seen")).isEqualTo("14");
            assertThat(db.value(different)).isEqualTo("0");
            assertThat(db.value("SELECT tableowner FROM pg_tables WHERE tablename = 'of_the_role'"))
                    .isEqualTo(role);
        } finally {
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    /** The history table belongs to whoever began the run; the role may not even see it. */
    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_writes_the_history_as_oneself_whatever_role_the_script_takes(TestDatabase db) throws Exception {
        String role = db.name() + "_r";
        db.execute("CREATE ROLE " + role, "GRANT CREATE ON SCHEMA public TO " + role);
        try {
            Runs.migrate(
                    db,
                    "1_roles.sql",
                    """
                    SET ROLE %1$s;
                    CREATE TABLE a (id int);
                    CREATE INDEX CONCURRENTLY a_id ON a (id);
                    INSERT INTO a VALUES (1);
                    CREATE INDEX CONCURRENTLY a_id_too ON a (id);
                    CREATE TABLE b AS SELECT current_user AS who;
                    """.formatted(role),
                    "2_local.sql",
                    """
                    SET LOCAL ROLE %1$s;
                    CREATE TABLE c AS SELECT current_user AS who;
                    """.formatted(role),
                    "3_function.sql",
                    """
                    DO $$ BEGIN PERFORM set_config('role', '%1$s', false); END $$;
                    CREATE TABLE d AS SELECT current_user AS who;
                    """.formatted(role));
            for (String table : List.of("b", "c", "d")) {
                assertThat(db.value("SELECT who FROM " + table)).as(table).isEqualTo(role);
            }
        } finally {
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    /** A statement that cannot be said twice. */
    @EachDatabase(Dbms.POSTGRESQL)
    void what_a_script_says_to_its_session_is_said_once(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_counts.sql", """
                CREATE TABLE a (id int);
                PREPARE add(int) AS INSERT INTO a VALUES ($1);
                SET my.counter = 0;
                SELECT set_config('my.counter', CAST(CAST(current_setting('my.counter') AS int) + 1 AS text), false);
                CREATE INDEX CONCURRENTLY a_id ON a (id);
                CREATE INDEX CONCURRENTLY a_id_too ON a (id);
                EXECUTE add(1);
                INSERT INTO a SELECT CAST(current_setting('my.counter') AS int) + 10;
                """);
        assertThat(db.value("SELECT string_agg(CAST(id AS text), ',' ORDER BY id) FROM a"))
                .isEqualTo("1,11");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void names_that_a_script_gave_in_its_session_are_free_again(TestDatabase db) throws Exception {
        String script = """
                CREATE TEMPORARY TABLE one (id int);
                PREPARE two AS SELECT 1;
                DECLARE three CURSOR WITH HOLD FOR SELECT 1;
                """;
        Runs.migrate(db, "1_names.sql", script, "2_names.sql", script, "3_names.sql", script + "LISTEN four;");
        assertThat(db.value("SELECT count(*) FROM schema_history WHERE NOT dirty"))
                .isEqualTo("3");
    }

    @EachDatabase(Dbms.MARIADB)
    void mariadb_has_every_setting_back_in_the_next_script(TestDatabase db) throws Exception {
        String seen = "INSERT INTO %s.seen SELECT CONCAT_WS(' ', variable_name, variable_value)"
                + " FROM information_schema.session_variables WHERE variable_name IN ('sql_mode', 'foreign_key_checks',"
                + " 'unique_checks', 'time_zone', 'character_set_client', 'character_set_connection',"
                + " 'character_set_results', 'collation_connection', 'autocommit', 'tx_isolation', 'lc_time_names',"
                + " 'default_storage_engine', 'sql_notes') UNION ALL SELECT COALESCE(CURRENT_ROLE(), '');\n";
        String here = seen.formatted(db.name());
        String role = db.name() + "_r";
        try {
            Runs.migrate(
                    db,
                    "1_seen.sql",
                    SEEN + here,
                    "2_changes.sql",
                    """
                    CREATE ROLE %s;
                    SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
                    SET FOREIGN_KEY_CHECKS = 0, UNIQUE_CHECKS = 0;
                    SET time_zone = '+09:00';
                    SET NAMES latin1;
                    SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE;
                    SET lc_time_names = 'de_DE', default_storage_engine = 'Aria', sql_notes = 0;
                    SET autocommit = 0;
                    SET ROLE %s;
                    SET ROLE NONE;
                    USE mysql;
                    """.formatted(role, role),
                    "3_seen.sql",
                    "CREATE TABLE here (id INT);\n" + here);
            String different =
                    "SELECT group_concat(what) FROM (SELECT what FROM seen GROUP BY what HAVING count(*) <> 2) d";
            assertThat(db.value("SELECT count(*) FROM seen")).isEqualTo("28");
            assertThat(String.valueOf(db.value(different))).isIn("NULL", "null");
            assertThat(db.value("SELECT count(*) FROM here")).isEqualTo("0");
        } finally {
            db.execute("DROP ROLE IF EXISTS " + role);
        }
    }

    /** Under another character set what Lockstep itself writes would be read as something else. */
    @EachDatabase(Dbms.MARIADB)
    void mariadbs_history_is_legible_whatever_names_the_script_sets(TestDatabase db) throws Exception {
        String script = "SET NAMES utf8;\nDROP TABLE IF EXISTS größe;\nCREATE TABLE größe (id INT);\n";
        String[] files = {"R__größe😀.sql", script};
        Runs.migrate(db, files);
        assertThat(db.value("SELECT description FROM schema_history")).isEqualTo("größe😀");
        assertThat(Runs.over(db, files).build().status().rows())
                .extracting(Status.Row::state)
                .containsExactly(Status.State.APPLIED);
    }

    /** Dumps of old databases speak of the character sets of those days. */
    @EachDatabase(Dbms.MARIADB)
    void mariadb_is_spoken_to_in_utf8_whatever_the_script_says(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_old.sql", """
                /*!40101 SET NAMES latin1 */;
                /*!40101 SET @saved = @@character_set_client */;
                /*!50003 SET character_set_client  = cp850 */ ;
                CREATE TABLE a (what VARCHAR(20) CHARACTER SET utf8mb4);
                INSERT INTO a VALUES ('grüße 😀');
                /*!50003 SET character_set_client  = @saved */ ;
                """);
        assertThat(db.value("SELECT what FROM a")).isEqualTo("grüße 😀");
    }

    @EachDatabase(Dbms.MARIADB)
    void mariadb_keeps_what_a_script_saves_of_its_session(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_saves.sql", """
                SET @old = @@sql_mode, sql_mode = 'ANSI_QUOTES';
                CREATE TABLE a (id INT);
                CREATE TABLE b (id INT);
                SET sql_mode = @old;
                INSERT INTO a SELECT 1 WHERE @@sql_mode NOT LIKE '%ANSI_QUOTES%';
                """);
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
    }

    @EachDatabase(Dbms.SQLITE)
    void sqlite_has_every_pragma_back_in_the_next_script(TestDatabase db, @TempDir Path folder) throws Exception {
        String seen =
                "INSERT INTO main.seen SELECT p.foreign_keys || ' ' || s.synchronous || ' ' || c.cache_size || ' '"
                        + " || r.recursive_triggers || ' ' || (SELECT count(*) FROM pragma_database_list WHERE name <> 'temp')"
                        + " FROM pragma_foreign_keys p, pragma_synchronous s, pragma_cache_size c, pragma_recursive_triggers r;\n";
        Runs.migrate(
                db,
                "1_seen.sql",
                SEEN + seen,
                "2_changes.sql",
                """
                PRAGMA foreign_keys = ON;
                PRAGMA synchronous = OFF;
                PRAGMA cache_size = 77;
                PRAGMA recursive_triggers = ON;
                ATTACH '%s' AS other;
                CREATE TABLE other.seen (what TEXT);
                """.formatted(folder.resolve("other.db")),
                "3_seen.sql",
                seen);
        assertThat(db.value("SELECT count(DISTINCT what) || count(*) FROM seen"))
                .isEqualTo("12");
    }

    @EachDatabase
    void session_sql_runs_on_every_new_session_before_all_else(TestDatabase db) throws Exception {
        String statement = switch (db.dbms()) {
            case POSTGRESQL -> "SET timezone = 'Asia/Tokyo'";
            case MARIADB -> "SET foreign_key_checks=0";
            case SQLITE -> "PRAGMA cache_size = 77";
        };
        String seen = switch (db.dbms()) {
            case POSTGRESQL -> "INSERT INTO seen SELECT current_setting('timezone');\n";
            case MARIADB -> "INSERT INTO seen SELECT @@foreign_key_checks;\n";
            case SQLITE -> "INSERT INTO seen SELECT cache_size FROM pragma_cache_size;\n";
        };
        String changes = switch (db.dbms()) {
            case POSTGRESQL -> "SET timezone = 'UTC';\n";
            case MARIADB -> "SET foreign_key_checks=1;\n";
            case SQLITE -> "PRAGMA cache_size = 99;\n";
        };
        List<String> files = new ArrayList<>(List.of("1_seen.sql", SEEN + seen, "2_changes.sql", changes));
        Runs.over(db, files.toArray(String[]::new))
                .sessionSql(statement)
                .build()
                .migrate();
        files.addAll(List.of("3_seen.sql", seen));
        Runs.over(db, files.toArray(String[]::new))
                .sessionSql(statement)
                .build()
                .migrate();
        String expected = switch (db.dbms()) {
            case POSTGRESQL -> "Asia/Tokyo";
            case MARIADB -> "0";
            case SQLITE -> "77";
        };
        assertThat(db.value("SELECT max(what) FROM seen")).isEqualTo(expected);
        assertThat(db.value("SELECT count(DISTINCT what) FROM seen")).isEqualTo("1");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void session_sql_comes_first(TestDatabase db) throws Exception {
        try (StatementLog log = db.recordStatements()) {
            Runs.over(db, "1_nothing.sql", "")
                    .sessionSql("SELECT 4711")
                    .sessionSql("SELECT 4712")
                    .build()
                    .status();
            assertThat(log.statements().stream()
                            .filter(sql -> !sql.startsWith("SET") && !sql.startsWith("set"))
                            // Which of the server's sessions it is: a pooler's would go on to others with what is set
                            // here.
                            .filter(sql -> !sql.equals("SELECT pg_backend_pid()"))
                            .toList())
                    .startsWith("SELECT 4711", "SELECT 4712");
        }
    }

    @EachDatabase
    void session_sql_that_fails_is_told(TestDatabase db) {
        assertThatThrownBy(() -> Runs.over(db, "1_nothing.sql", "")
                        .sessionSql("SELECT nonsense FROM nowhere")
                        .build()
                        .status())
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("nowhere");
    }

    @EachDatabase
    void the_connection_goes_back_as_it_came(TestDatabase db) throws Exception {
        String query = switch (db.dbms()) {
            case POSTGRESQL -> "SELECT current_setting('search_path') || current_setting('timezone')";
            case MARIADB -> "SELECT CONCAT(@@sql_mode, @@time_zone, DATABASE())";
            case SQLITE -> "SELECT cache_size FROM pragma_cache_size";
        };
        String changes = switch (db.dbms()) {
            case POSTGRESQL -> "SET search_path = ''; SET timezone = 'Asia/Tokyo';";
            case MARIADB -> "SET sql_mode = 'ANSI', time_zone = '+09:00'; USE mysql;";
            case SQLITE -> "PRAGMA cache_size = 99;";
        };
        try (OnePool pool = new OnePool(db.connect())) {
            String before = Sql.value(pool.connection(), query);
            Lockstep.builder(pool, MigrationSource.memory(Map.of("1_changes.sql", changes)))
                    .build()
                    .migrate();
            assertThat(Sql.value(pool.connection(), query)).isEqualTo(before);
        }
    }
}
