package dev.lockstep.dialects;

import static dev.lockstep.model.Effect.BARE;
import static dev.lockstep.model.Effect.BEGIN;
import static dev.lockstep.model.Effect.COMMIT;
import static dev.lockstep.model.Effect.IGNORED;
import static dev.lockstep.model.Effect.ROLLBACK;
import static dev.lockstep.model.Effect.SESSION;
import static dev.lockstep.model.Effect.SESSION_OUTSIDE;
import static dev.lockstep.model.Effect.TRANSACTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Effects;
import dev.lockstep.dialect.Effects.Ruling;
import dev.lockstep.dialect.Effects.Waiting;
import dev.lockstep.model.Effect;
import dev.lockstep.script.Tokenizer;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each dialect says of statements, and that the servers agree. */
class EffectsTest {
    private static final String ACTIVE_TRANSACTION = "25001";

    private static Ruling ruling(Dialect dialect, String statement) {
        Effects effects = dialect.traits().effects();
        return effects.of(Tokenizer.tokens(statement, dialect.traits().lexicon()).stream()
                .limit(Effects.HORIZON)
                .toList());
    }

    private static void assertThatAll(Dialect dialect, Effect effect, String... statements) {
        for (String statement : statements) {
            Ruling ruling = ruling(dialect, statement);
            assertThat(ruling.effect()).as(statement).isEqualTo(effect);
            assertThat(ruling.reason().isEmpty()).as(statement).isEqualTo(effect != BARE);
        }
    }

    @Test
    void of_postgresql() {
        PostgreSqlDialect postgres = new PostgreSqlDialect();
        assertThatAll(postgres, BEGIN, "BEGIN", "begin work", "START TRANSACTION ISOLATION LEVEL READ COMMITTED");
        assertThatAll(postgres, COMMIT, "COMMIT", "END", "COMMIT AND NO CHAIN");
        assertThatAll(postgres, ROLLBACK, "ROLLBACK", "ABORT WORK");
        assertThat(ruling(postgres, "PREPARE TRANSACTION 'x'").effect()).isEqualTo(ROLLBACK);
        for (String mode : List.of(
                "BEGIN ISOLATION LEVEL SERIALIZABLE",
                "START TRANSACTION READ WRITE, ISOLATION LEVEL REPEATABLE READ",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET LOCAL TRANSACTION READ ONLY")) {
            assertThat(ruling(postgres, mode).effect()).as(mode).isEqualTo(ROLLBACK);
            assertThat(ruling(postgres, mode).reason()).contains("SET SESSION CHARACTERISTICS AS TRANSACTION");
        }
        assertThatAll(
                postgres, IGNORED, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "SET TRANSACTION READ WRITE");
        assertThatAll(
                postgres,
                TRANSACTIONAL,
                "SAVEPOINT s",
                "ROLLBACK TO s",
                "ROLLBACK TRANSACTION TO SAVEPOINT s",
                "RELEASE s",
                "SET LOCAL work_mem = '1GB'",
                "SET CONSTRAINTS ALL DEFERRED",
                "SELECT set_config('a.b', 'c', true)",
                "SELECT f(set_config('a.b', 'c', false)) FROM t",
                "CALL p()",
                "DO $$BEGIN END$$",
                "CREATE INDEX i ON t (concurrently)",
                "ALTER TYPE t ADD ATTRIBUTE value INT",
                "ALTER TABLE t DETACH PARTITION u",
                "CREATE TABLE vacuum (a INT)");
        assertThatAll(
                postgres,
                SESSION,
                "SET search_path TO a, b",
                "SET SESSION AUTHORIZATION x",
                "SET ROLE r",
                "RESET ALL",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "LISTEN x",
                "LOAD 'x'",
                "PREPARE p AS SELECT 1");
        assertThatAll(postgres, IGNORED, "DISCARD ALL");
        assertThatAll(
                postgres,
                BARE,
                "COMMIT PREPARED 'x'",
                "ALTER TYPE s.t ADD VALUE IF NOT EXISTS 'v' BEFORE 'w'",
                "ALTER TABLE IF EXISTS ONLY s.t DETACH PARTITION \"U\" FINALIZE",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION WITH (copy_data = false)");
    }

    @Test
    void of_postgresql_what_locks_a_definition_gives_way_and_what_locks_rows_waits() {
        assertThatAllWait(
                Waiting.BRIEF,
                "ALTER TABLE t ADD c INT",
                "CREATE TABLE t (a INT)",
                "CREATE INDEX i ON t (a)",
                "DROP VIEW v",
                "TRUNCATE t",
                "LOCK TABLE t",
                "LOCK t IN SHARE MODE",
                "REFRESH MATERIALIZED VIEW v",
                "COMMENT ON TABLE t IS 'x'",
                "DO $$BEGIN UPDATE t SET a = 1; END$$",
                "VACUUM FULL t",
                "REINDEX TABLE t");
        assertThatAllWait(
                Waiting.PATIENT,
                "INSERT INTO t VALUES (1)",
                "WITH x AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM x",
                "(SELECT 1)",
                "SELECT a FROM t FOR UPDATE",
                "SELECT setval('s', 1)",
                "COPY t FROM stdin",
                "CALL p()",
                "CREATE TEMP TABLE t AS SELECT 1",
                "SAVEPOINT s",
                "ROLLBACK TO s",
                "SET LOCAL work_mem = '1MB'",
                "SET CONSTRAINTS ALL IMMEDIATE",
                "CREATE INDEX CONCURRENTLY i ON t (a)");
        assertThatAllWait(
                Waiting.CHOSEN,
                "SET lock_timeout = 0",
                "SET SESSION lock_timeout TO '1min'",
                "SET LOCAL lock_timeout = '1s'",
                "SELECT set_config('lock_timeout', '1s', true)",
                "SELECT pg_catalog.set_config('lock_timeout', '1s', false);");
    }

    private static void assertThatAllWait(Waiting waiting, String... statements) {
        for (String statement : statements) {
            assertThat(ruling(new PostgreSqlDialect(), statement).waiting())
                    .as(statement)
                    .isEqualTo(waiting);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void what_postgresql_refuses_inside_a_transaction_is_bare(TestDatabase db) throws SQLException {
        db.execute(
                "CREATE TABLE p (a INT PRIMARY KEY) PARTITION BY RANGE (a)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE t (a INT PRIMARY KEY)",
                "CREATE SUBSCRIPTION " + db.name() + " CONNECTION 'host=x' PUBLICATION p WITH (connect = false)");
        List<String> refused = List.of(
                "CREATE INDEX CONCURRENTLY ON t (a)",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY IF EXISTS i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX (CONCURRENTLY) INDEX t_pkey",
                "REINDEX TABLE p",
                "REINDEX SCHEMA public",
                "REINDEX DATABASE " + db.name(),
                "REINDEX SYSTEM " + db.name(),
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
                "VACUUM",
                "VACUUM (ANALYZE) t",
                "CLUSTER",
                "CREATE DATABASE x",
                "DROP DATABASE IF EXISTS x",
                "ALTER DATABASE " + db.name() + " SET TABLESPACE pg_default",
                "CREATE TABLESPACE x LOCATION '/nowhere'",
                "DROP TABLESPACE IF EXISTS x",
                "ALTER SYSTEM SET work_mem = '5MB'",
                "CREATE SUBSCRIPTION x CONNECTION 'host=x' PUBLICATION p",
                "DROP SUBSCRIPTION " + db.name(),
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'");
        try (Connection connection = db.connect()) {
            for (String statement : refused) {
                assertThatAll(new PostgreSqlDialect(), BARE, statement);
                Sql.execute(connection, "BEGIN", "INSERT INTO t VALUES (1)");
                assertThat(stateOf(connection, statement)).as(statement).isEqualTo(ACTIVE_TRANSACTION);
                Sql.execute(connection, "ROLLBACK");
            }
            Sql.execute(
                    connection,
                    "ALTER SUBSCRIPTION " + db.name() + " SET (slot_name = NONE)",
                    "DROP SUBSCRIPTION " + db.name());
        }
    }

    private static String stateOf(Connection connection, String statement) {
        try {
            Sql.execute(connection, statement);
            return "";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    @Test
    void of_mariadb() {
        MariaDbDialect mariaDb = new MariaDbDialect();
        assertThatAll(mariaDb, BEGIN, "BEGIN", "BEGIN WORK", "START TRANSACTION WITH CONSISTENT SNAPSHOT");
        assertThatAll(mariaDb, COMMIT, "COMMIT", "COMMIT WORK");
        assertThatAll(mariaDb, ROLLBACK, "ROLLBACK");
        assertThat(ruling(mariaDb, "XA START 'x'").effect()).isEqualTo(ROLLBACK);
        assertThatAll(mariaDb, BARE, "BEGIN NOT ATOMIC SELECT 1; END", "BEGIN INSERT INTO t VALUES (1); END");
        assertThatAll(
                mariaDb,
                SESSION,
                "/*!40101 SET NAMES utf8mb4 */",
                "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */",
                "SET @@session.sql_mode = ''",
                "SET foreign_key_checks = 0",
                "SET ROLE r",
                "USE other",
                "PREPARE s FROM @sql",
                "DEALLOCATE PREPARE s");
        assertThatAll(
                mariaDb,
                SESSION_OUTSIDE,
                "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
                "SET @@SESSION.SQL_LOG_BIN= 0",
                "SET sql_log_bin = 0");
        assertThatAll(
                mariaDb,
                IGNORED,
                "LOCK TABLES `t` WRITE",
                "UNLOCK TABLES",
                "set autocommit=0",
                "SET @@session.autocommit = 1");
        assertThatAll(
                mariaDb,
                BARE,
                "BEGIN NOT ATOMIC SELECT 1; END",
                "SET PASSWORD = PASSWORD('x')",
                "SET GLOBAL max_connections = 5",
                "SET @@global.max_connections = 5",
                "SET STATEMENT max_statement_time = 1 FOR ALTER TABLE t FORCE",
                "SELECT a FROM t INTO OUTFILE 'x'",
                "CALL p()",
                "EXECUTE s",
                "/*!40000 ALTER TABLE `t` DISABLE KEYS */");
    }

    @EachDatabase(Dbms.MARIADB)
    void what_commits_on_mariadb_is_bare_and_what_does_not_is_not(TestDatabase db) throws SQLException {
        List<String> committing = List.of(
                "CREATE TABLE c (a INT)",
                "ALTER TABLE t FORCE",
                "CREATE INDEX i ON t (a)",
                "DROP TABLE IF EXISTS u",
                "TRUNCATE t",
                "RENAME TABLE c TO d",
                "CREATE VIEW v AS SELECT 1",
                "CREATE PROCEDURE q() SELECT 1",
                "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                "CREATE SEQUENCE s",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
                "CREATE TEMPORARY SEQUENCE s2",
                "ANALYZE TABLE t",
                "OPTIMIZE TABLE t",
                "CHECK TABLE t",
                "FLUSH STATUS",
                "SET DEFAULT ROLE NONE");
        List<String> harmless = List.of(
                "INSERT INTO t VALUES (2)",
                "REPLACE INTO t VALUES (3)",
                "UPDATE t SET a = 3",
                "DELETE FROM t WHERE a = 9",
                "SELECT 1",
                "(SELECT 1)",
                "VALUES (1)",
                "WITH w AS (SELECT 1) SELECT * FROM w",
                "DO 1",
                "SHOW TABLES",
                "CHECKSUM TABLE t",
                "ANALYZE SELECT 1",
                "CREATE TEMPORARY TABLE tmp (a INT)",
                "DROP TEMPORARY TABLE tmp",
                "SET STATEMENT max_statement_time = 5 FOR INSERT INTO t VALUES (4)");
        db.execute("CREATE TABLE t (a INT) ENGINE = InnoDB");
        try (Connection connection = db.connect()) {
            for (String statement : committing) {
                assertThatAll(new MariaDbDialect(), BARE, statement);
                assertThat(isCommitting(connection, statement)).as(statement).isTrue();
            }
            for (String statement : harmless) {
                assertThatAll(new MariaDbDialect(), TRANSACTIONAL, statement);
                assertThat(isCommitting(connection, statement)).as(statement).isFalse();
            }
        }
    }

    private static boolean isCommitting(Connection connection, String statement) throws SQLException {
        Sql.execute(connection, "START TRANSACTION", "INSERT INTO t VALUES (1)", statement);
        boolean isCommitting = Sql.value(connection, "SELECT @@in_transaction").equals("0");
        Sql.execute(connection, "ROLLBACK");
        return isCommitting;
    }

    @Test
    void of_sqlite() {
        SqliteDialect sqlite = new SqliteDialect();
        assertThatAll(sqlite, BEGIN, "BEGIN", "BEGIN EXCLUSIVE TRANSACTION");
        assertThatAll(sqlite, COMMIT, "COMMIT", "END TRANSACTION");
        assertThatAll(sqlite, ROLLBACK, "ROLLBACK", "ROLLBACK TRANSACTION");
        assertThatAll(
                sqlite,
                TRANSACTIONAL,
                "ROLLBACK TO s",
                "ROLLBACK TRANSACTION TO SAVEPOINT s",
                "SAVEPOINT s",
                "PRAGMA user_version = 3",
                "PRAGMA defer_foreign_keys = ON",
                "PRAGMA foreign_key_check",
                "PRAGMA main.foreign_key_check(t)",
                "REINDEX",
                "ANALYZE",
                "CREATE TABLE t (a)");
        assertThatAll(
                sqlite,
                SESSION_OUTSIDE,
                "PRAGMA foreign_keys = OFF",
                "PRAGMA foreign_keys(0)",
                "PRAGMA main.synchronous = OFF",
                "ATTACH 'x' AS y",
                "DETACH y");
        assertThatAll(sqlite, SESSION, "PRAGMA cache_size = 5", "PRAGMA recursive_triggers = ON");
        assertThatAll(sqlite, BARE, "VACUUM", "VACUUM INTO 'x'", "PRAGMA journal_mode = WAL", "PRAGMA wal_checkpoint");
    }
}
