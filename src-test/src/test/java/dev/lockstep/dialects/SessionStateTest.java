package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.SessionState;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a script sets for itself is undone, and what was set before it is kept. */
class SessionStateTest {

    private static void check(TestDatabase db, List<String> before, List<String> script, List<String> questions)
            throws SQLException {
        try (Connection connection = db.connect()) {
            Sql.execute(connection, before.toArray(new String[0]));
            SessionState state = Probing.of(db.dbms(), connection).dialect().sessionState(connection, Pooling.NONE);
            List<String> expected = answers(connection, questions);
            Sql.execute(connection, script.toArray(new String[0]));
            assertThat(answers(connection, questions)).isNotEqualTo(expected);
            state.restore();
            assertThat(answers(connection, questions)).isEqualTo(expected);
            state.restore();
            assertThat(answers(connection, questions)).isEqualTo(expected);
        }
    }

    private static List<String> answers(Connection connection, List<String> questions) throws SQLException {
        List<String> answers = new java.util.ArrayList<>();
        for (String question : questions) {
            answers.add(question + " = " + Sql.column(connection, question));
        }
        return answers;
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void of_postgresql(TestDatabase db) throws SQLException {
        String role = db.name();
        db.execute("CREATE ROLE " + role, "CREATE SCHEMA other");
        try {
            check(
                    db,
                    List.of("SET work_mem = '5MB'", "SET search_path TO other, public", "SET my.own = 'it''s \\ mine'"),
                    List.of(
                            "SET work_mem = '6MB'",
                            "SELECT pg_catalog.set_config('search_path', '', false)",
                            "SET statement_timeout = '1min'",
                            "SET standard_conforming_strings = off",
                            "CREATE TEMP TABLE t (a INT)",
                            "SET ROLE " + role,
                            "SET SESSION AUTHORIZATION " + role),
                    List.of(
                            "SHOW work_mem",
                            "SHOW search_path",
                            "SHOW statement_timeout",
                            "SHOW standard_conforming_strings",
                            "SHOW role",
                            "SELECT current_user",
                            "SELECT session_user",
                            "SELECT count(*) FROM pg_class WHERE relname = 't'"));
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_role_that_was_taken_before_is_taken_again(TestDatabase db) throws SQLException {
        String role = db.name();
        db.execute("CREATE ROLE " + role);
        try {
            check(
                    db,
                    List.of("SET ROLE " + role),
                    List.of("RESET ROLE"),
                    List.of("SHOW role", "SELECT current_user", "SELECT session_user"));
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_lock_stays(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            SessionState state = new PostgreSqlDialect().sessionState(connection, Pooling.NONE);
            Sql.execute(connection, "SELECT pg_advisory_lock(5)", "SET work_mem = '6MB'");
            state.restore();
            assertThat(Sql.value(connection, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 5"))
                    .isEqualTo("1");
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void of_mariadb(TestDatabase db) throws SQLException {
        check(
                db,
                List.of("SET sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES'", "SET @@session.unique_checks = 0"),
                List.of(
                        "SET sql_mode = ''",
                        "SET NAMES utf8mb3 COLLATE utf8mb3_bin",
                        "SET character_set_results = NULL",
                        "SET time_zone = '+05:00'",
                        "SET foreign_key_checks = 0, unique_checks = 1, sql_notes = 0",
                        "SET sql_log_bin = 0",
                        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                        "SET autocommit = 0",
                        "SET max_statement_time = 12.5",
                        "SET lc_time_names = 'de_DE'",
                        "SET system_versioning_alter_history = KEEP",
                        "USE information_schema"),
                List.of(
                        "SELECT @@sql_mode",
                        "SELECT @@character_set_client",
                        "SELECT @@character_set_results",
                        "SELECT @@character_set_connection",
                        "SELECT @@collation_connection",
                        "SELECT @@time_zone",
                        "SELECT @@foreign_key_checks",
                        "SELECT @@unique_checks",
                        "SELECT @@sql_notes",
                        "SELECT @@sql_log_bin",
                        "SELECT @@tx_isolation",
                        "SELECT @@autocommit",
                        "SELECT @@max_statement_time",
                        "SELECT @@lc_time_names",
                        "SELECT @@system_versioning_alter_history",
                        "SELECT DATABASE()"));
    }

    @EachDatabase(Dbms.MARIADB)
    void the_role_of_mariadb(TestDatabase db) throws SQLException {
        String role = db.name() + "-r";
        db.execute("CREATE ROLE `" + role + "`");
        try (Connection connection = db.connect()) {
            SessionState none = new MariaDbDialect().sessionState(connection, Pooling.NONE);
            Sql.execute(connection, "SET ROLE `" + role + "`");
            SessionState some = new MariaDbDialect().sessionState(connection, Pooling.NONE);
            none.restore();
            assertThat(Sql.value(connection, "SELECT CURRENT_ROLE()")).isEqualTo("NULL");
            some.restoreIdentity();
            assertThat(Sql.value(connection, "SELECT CURRENT_ROLE()")).isEqualTo(role);
            none.restoreIdentity();
            assertThat(Sql.value(connection, "SELECT CURRENT_ROLE()")).isEqualTo("NULL");
        } finally {
            db.execute("DROP ROLE `" + role + "`");
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void of_sqlite(TestDatabase db) throws SQLException {
        check(
                db,
                List.of("PRAGMA foreign_keys = ON", "PRAGMA cache_size = 77", "ATTACH ':memory:' AS \"an\"\"other\""),
                List.of(
                        "PRAGMA foreign_keys = OFF",
                        "PRAGMA cache_size = 88",
                        "PRAGMA recursive_triggers = ON",
                        "PRAGMA legacy_alter_table = ON",
                        "PRAGMA writable_schema = ON",
                        "PRAGMA synchronous = OFF",
                        "PRAGMA busy_timeout = 12",
                        "DETACH \"an\"\"other\"",
                        "ATTACH ':memory:' AS third"),
                List.of(
                        "PRAGMA foreign_keys",
                        "PRAGMA cache_size",
                        "PRAGMA recursive_triggers",
                        "PRAGMA legacy_alter_table",
                        "PRAGMA writable_schema",
                        "PRAGMA synchronous",
                        "PRAGMA busy_timeout",
                        "SELECT name FROM pragma_database_list"));
    }
}
