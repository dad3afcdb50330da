package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the errors of real databases mean. */
class DiagnosisTest {

    private static Diagnosis diagnose(Dbms dbms, Connection connection, String statement) throws SQLException {
        Dialect dialect = Probing.of(dbms, connection).dialect();
        var surroundings = dialect.surroundings(connection, Optional.empty(), "h");
        try {
            Sql.execute(connection, statement);
        } catch (SQLException error) {
            return dialect.diagnose(error, statement, surroundings);
        }
        return fail("no error: " + statement);
    }

    @EachDatabase
    void a_key_that_exists_is_a_duplicate(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE t (a BIGINT NOT NULL PRIMARY KEY, b INT UNIQUE)", "INSERT INTO t VALUES (1, 1)");
        try (Connection connection = db.connect()) {
            assertThat(diagnose(db.dbms(), connection, "INSERT INTO t VALUES (1, 2)")
                            .trouble())
                    .isEqualTo(Trouble.DUPLICATE);
            assertThat(diagnose(db.dbms(), connection, "INSERT INTO t VALUES (2, 1)")
                            .trouble())
                    .isEqualTo(Trouble.DUPLICATE);
            assertThat(diagnose(db.dbms(), connection, "INSERT INTO t VALUES (NULL, 1)")
                            .trouble())
                    .isNotEqualTo(Trouble.CONNECTION);
        }
    }

    @EachDatabase
    void a_syntax_error_has_its_place(TestDatabase db) throws SQLException {
        String statement = "SELECT 1 AS a,\n  /* 😀 */ 'ü' AS b\nFRUM t";
        try (Connection connection = db.connect()) {
            Diagnosis diagnosis = diagnose(db.dbms(), connection, statement);
            assertThat(diagnosis.trouble()).isEqualTo(Trouble.STATEMENT);
            assertThat(diagnosis.position()).hasValue(statement.indexOf("FRUM"));
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void a_word_that_stands_twice_has_no_place(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            assertThat(diagnose(db.dbms(), connection, "SELECT FRUM a FRUM t").position())
                    .isEmpty();
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void a_statement_that_ends_too_early_is_wrong_at_its_end(TestDatabase db) throws SQLException {
        String statement = "SELECT *\nFROM\n";
        try (Connection connection = db.connect()) {
            assertThat(diagnose(db.dbms(), connection, statement).position()).hasValue(statement.length() - 1);
        }
    }

    @EachDatabase
    void a_lock_that_somebody_else_holds_is_busy(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE t (a BIGINT PRIMARY KEY, b INT)", "INSERT INTO t VALUES (1, 1)");
        try (Connection first = db.connect();
                Connection second = db.connect()) {
            Sql.execute(
                    second,
                    switch (db.dbms()) {
                        case POSTGRESQL -> "SET lock_timeout = 50";
                        case MARIADB -> "SET innodb_lock_wait_timeout = 1";
                        case SQLITE -> "PRAGMA busy_timeout = 20";
                    });
            Sql.execute(first, "BEGIN", "UPDATE t SET b = 2");
            Diagnosis diagnosis = diagnose(db.dbms(), second, "UPDATE t SET b = 3");
            Sql.execute(first, "ROLLBACK");
            assertThat(diagnosis.trouble()).isEqualTo(Trouble.BUSY);
            assertThat(diagnosis.remedy()).isPresent();
        }
    }

    @EachDatabase
    void a_closed_connection_is_lost(TestDatabase db) throws SQLException {
        Connection connection = db.connect();
        Dialect dialect = Probing.of(db.dbms(), connection).dialect();
        var surroundings = dialect.surroundings(connection, Optional.empty(), "h");
        connection.close();
        try {
            Sql.execute(connection, "SELECT 1");
            fail("the connection is open");
        } catch (SQLException error) {
            assertThat(dialect.diagnose(error, "SELECT 1", surroundings).trouble())
                    .as(error.toString())
                    .isEqualTo(Trouble.CONNECTION);
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_session_that_was_ended_is_lost(TestDatabase db) throws SQLException {
        boolean isPostgres = db.dbms() == Dbms.POSTGRESQL;
        try (Connection connection = db.connect()) {
            String id = Sql.value(connection, isPostgres ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()");
            Dialect dialect = Probing.of(db.dbms(), connection).dialect();
            var surroundings = dialect.surroundings(connection, Optional.empty(), "h");
            db.execute(isPostgres ? "SELECT pg_terminate_backend(" + id + ")" : "KILL " + id);
            try {
                for (int i = 0; i < 100; i++) {
                    Sql.execute(connection, isPostgres ? "SELECT pg_sleep(0.1)" : "SELECT SLEEP(0.1)");
                }
                fail("the session lives");
            } catch (SQLException error) {
                assertThat(dialect.diagnose(error, "", surroundings).trouble())
                        .as(error.toString())
                        .isEqualTo(Trouble.CONNECTION);
            }
        }
    }

    private static void denied(Dbms dbms, Connection connection, String statement, String remedy) throws SQLException {
        Diagnosis diagnosis = diagnose(dbms, connection, statement);
        assertThat(diagnosis.trouble()).as(statement).isEqualTo(Trouble.DENIED);
        assertThat(diagnosis.remedy()).as(statement).get().asString().contains(remedy);
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_names_the_grant(TestDatabase db) throws SQLException {
        String user = db.name();
        db.execute(
                "CREATE ROLE " + user + " LOGIN PASSWORD 'secret'",
                "CREATE TABLE t (a INT)",
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "CREATE SCHEMA s");
        try (Connection connection = DriverManager.getConnection(db.url(), user, "secret")) {
            String to = " TO \"" + user + "\"";
            denied(db.dbms(), connection, "CREATE TABLE u (a INT)", "GRANT USAGE, CREATE ON SCHEMA \"public\"" + to);
            denied(db.dbms(), connection, "CREATE TABLE s.u (a INT)", "GRANT USAGE, CREATE ON SCHEMA \"s\"" + to);
            denied(db.dbms(), connection, "INSERT INTO t VALUES (1)", "GRANT INSERT ON TABLE \"t\"" + to);
            denied(db.dbms(), connection, "ALTER TABLE t ADD COLUMN b INT", "ALTER TABLE t OWNER TO \"" + user + "\"");
            denied(db.dbms(), connection, "CREATE DATABASE x", "ALTER ROLE \"" + user + "\" CREATEDB");
            denied(db.dbms(), connection, "CREATE ROLE x", "ALTER ROLE \"" + user + "\" CREATEROLE");
            denied(db.dbms(), connection, "CREATE SCHEMA x", "GRANT CREATE ON DATABASE \"" + db.name() + "\"" + to);
            Sql.execute(connection, "SET default_transaction_read_only = on");
            denied(db.dbms(), connection, "CREATE TEMP TABLE x AS SELECT 1; CREATE TABLE y (a INT)", "");
        } finally {
            db.execute("DROP OWNED BY " + user, "DROP ROLE " + user);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void postgresql_gives_a_hint(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE t (customer INT)");
        try (Connection connection = db.connect()) {
            Diagnosis diagnosis = diagnose(db.dbms(), connection, "SELECT custmer FROM t");
            assertThat(diagnosis.remedy()).get().asString().contains("t.customer");
            assertThat(diagnosis.position()).hasValue("SELECT ".length());
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void mariadb_names_the_grant(TestDatabase db) throws SQLException {
        String user = db.name();
        String schema = "`" + db.name() + "`";
        db.execute(
                "CREATE TABLE t (a INT)",
                "CREATE USER " + user + "@'%' IDENTIFIED BY 'secret'",
                "GRANT SELECT ON " + schema + ".* TO " + user + "@'%'");
        try (Connection connection = DriverManager.getConnection(db.url(), user, "secret")) {
            String to = " TO '" + user + "'@'%'";
            denied(db.dbms(), connection, "CREATE TABLE u (a INT)", "GRANT CREATE ON " + schema + ".*" + to);
            denied(db.dbms(), connection, "INSERT INTO t VALUES (1)", "GRANT INSERT ON " + schema + ".*" + to);
            denied(db.dbms(), connection, "CREATE DATABASE other_db", "GRANT CREATE ON `other_db`.*" + to);
            denied(db.dbms(), connection, "SET GLOBAL max_connections = 5", "ON *.*" + to);
            denied(db.dbms(), connection, "CREATE USER x", "GRANT CREATE USER ON *.*" + to);
            denied(db.dbms(), connection, "CREATE PROCEDURE p() SELECT 1", "GRANT");
        } finally {
            db.execute("DROP USER " + user + "@'%'");
        }
    }

    @Test
    void sqlite_names_the_file_that_may_not_be_written(@TempDir Path folder) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("a.db");
        try (Connection connection = DriverManager.getConnection(url)) {
            Sql.execute(connection, "CREATE TABLE t (a)");
        }
        try (Connection connection = DriverManager.getConnection(url + "?open_mode=1")) {
            denied(Dbms.SQLITE, connection, "INSERT INTO t VALUES (1)", "a.db");
        }
    }
}
