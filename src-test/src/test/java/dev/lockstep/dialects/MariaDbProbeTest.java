package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every kind of statement that commits by itself, before it and behind it, on a real server. */
class MariaDbProbeTest {

    @EachDatabase(Dbms.MARIADB)
    void tables_are_created_changed_and_dropped(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            probing.proves("CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY, b INT)");
            probing.proves("CREATE TABLE IF NOT EXISTS u LIKE t");
            probing.repeats("CREATE TABLE IF NOT EXISTS u (a INT)");
            probing.proves("CREATE TABLE `" + db.name() + "`.`odd ``name``, it is` SELECT 1 AS a");
            probing.proves("ALTER TABLE t ADD COLUMN c INT");
            probing.proves("ALTER TABLE `t` COMMENT = 'the first'");
            probing.proves("ALTER IGNORE TABLE " + db.name() + ".t DROP COLUMN b");
            probing.proves("ALTER TABLE t RENAME COLUMN c TO d");
            probing.proves("CREATE UNIQUE INDEX t_d ON t (d)");
            probing.proves("ALTER TABLE t RENAME INDEX t_d TO t_e");
            probing.proves("DROP INDEX t_e ON t");
            probing.repeats("DROP INDEX IF EXISTS t_e ON t");
            probing.repeats("ALTER TABLE t ENGINE = InnoDB");
            probing.repeats("ALTER TABLE t FORCE, AUTO_INCREMENT = 100");
            probing.proves("ALTER TABLE t ADD COLUMN e INT, RENAME TO tt");
            probing.proves("CREATE OR REPLACE TABLE tt (a INT)");
            probing.proves("CREATE OR REPLACE TABLE tt (a INT)");
            probing.proves("DROP TABLE tt, u");
            probing.repeats("DROP TABLE IF EXISTS tt, u");
            probing.proves("SET STATEMENT max_statement_time = 10 FOR CREATE TABLE v (a INT)");
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void rows_do_not_change_a_definition(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY)");
            Probe.Seen before = probing.see("ALTER TABLE t ADD COLUMN b INT");
            Sql.execute(connection, "INSERT INTO t VALUES (NULL), (NULL), (NULL)");
            assertThat(probing.see("ALTER TABLE t ADD COLUMN b INT")).isEqualTo(before);
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void things_that_are_no_tables(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT)");
            probing.proves(
                    "CREATE ALGORITHM = MERGE DEFINER = CURRENT_USER SQL SECURITY INVOKER VIEW v AS SELECT a FROM t");
            probing.proves("ALTER VIEW v AS SELECT 1 AS a");
            probing.proves("CREATE OR REPLACE VIEW v AS SELECT 2 AS a");
            probing.repeats("CREATE OR REPLACE VIEW v AS SELECT 2 AS a");
            probing.proves("DROP VIEW v");
            probing.proves("CREATE SEQUENCE s START WITH 5");
            probing.proves("ALTER SEQUENCE s MAXVALUE 1000");
            probing.proves("DROP SEQUENCE s");
            probing.proves("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1");
            probing.proves("CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 2; END");
            probing.repeats("CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 2; END");
            probing.proves("DROP TRIGGER tr");
            probing.proves("CREATE PROCEDURE p(IN x INT) BEGIN SELECT x; END");
            probing.proves("ALTER PROCEDURE p COMMENT 'says it again'");
            probing.proves("DROP PROCEDURE p");
            probing.proves("CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1");
            probing.proves("CREATE OR REPLACE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 2");
            probing.proves("DROP FUNCTION IF EXISTS f");
            probing.proves("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1");
            probing.proves("ALTER EVENT e DISABLE");
            probing.proves("ALTER EVENT e RENAME TO e2");
            probing.proves("DROP EVENT e2");
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void databases_accounts_and_rights(TestDatabase db) throws SQLException {
        String name = db.name();
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            probing.proves("CREATE DATABASE " + name + "_2");
            probing.repeats("CREATE DATABASE IF NOT EXISTS " + name + "_2");
            probing.repeats("ALTER DATABASE " + name + "_2 CHARACTER SET latin1");
            probing.proves("DROP DATABASE " + name + "_2");
            probing.proves("CREATE USER '" + name + "'@'localhost' IDENTIFIED BY 'a, b', " + name);
            probing.repeats("CREATE USER IF NOT EXISTS '" + name + "'@'localhost'");
            probing.repeats("ALTER USER '" + name + "'@localhost IDENTIFIED BY 'c'");
            probing.repeats("GRANT SELECT ON " + name + ".* TO '" + name + "'@localhost");
            probing.proves("REVOKE SELECT ON " + name + ".* FROM '" + name + "'@localhost");
            probing.proves("RENAME USER " + name + "@localhost TO " + name + "@'10.0.0.%'");
            probing.proves("CREATE ROLE " + name + "_r");
            probing.repeats("GRANT " + name + "_r TO " + name);
            probing.proves("REVOKE " + name + "_r FROM " + name);
            probing.proves("DROP ROLE " + name + "_r");
            probing.proves("DROP USER " + name + "@'10.0.0.%', " + name + "@'%'");
            probing.proves("CREATE SERVER " + name + " FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'nowhere')");
            probing.proves("DROP SERVER " + name);
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void content_that_goes_away(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(
                    connection,
                    "CREATE TABLE t (a INT)",
                    "INSERT INTO t VALUES (1)",
                    "CREATE TABLE `p-q` (a INT) PARTITION BY LIST (a) (PARTITION p0 VALUES IN (0), PARTITION p1 VALUES IN (1))",
                    "CREATE TABLE q (a INT)");
            probing.proves("TRUNCATE TABLE t");
            probing.proves("TRUNCATE t");
            probing.proves("ALTER TABLE `p-q` TRUNCATE PARTITION p0");
            probing.proves("ALTER TABLE `p-q` EXCHANGE PARTITION p1 WITH TABLE q");
            probing.proves("ALTER TABLE `p-q` DROP PARTITION p1");
            probing.repeats("OPTIMIZE TABLE t");
            probing.repeats("ANALYZE TABLE t");
            probing.repeats("FLUSH TABLES t");
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void a_drop_that_failed_half_way_is_finished(TestDatabase db) throws SQLException {
        String drop = "DROP TABLE a, b, missing, c";
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(
                    connection,
                    "CREATE TABLE a (i INT)",
                    "CREATE TABLE b (i INT PRIMARY KEY)",
                    "CREATE TABLE c (i INT)",
                    "CREATE TABLE d (i INT, FOREIGN KEY (i) REFERENCES b (i))");
            Probe.Seen before = probing.see(drop);
            assertThatThrownBy(() -> Sql.execute(connection, drop)).isInstanceOf(SQLException.class);
            String schema = "`" + db.name() + "`";
            assertThat(probing.outcome(drop, before))
                    .isEqualTo(new Outcome.HalfDone(
                            List.of("DROP TABLE IF EXISTS " + schema + ".`b`"), Outcome.Then.SKIP));
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void names_that_move(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT)", "CREATE TABLE n (a INT)");
            probing.proves("RENAME TABLE t TO old, n TO t");
            probing.proves("RENAME TABLE t TO tmp, old TO " + db.name() + ".t, tmp TO old");
            probing.proves("RENAME TABLE IF EXISTS t WAIT 5 TO u");
            probing.proves("ALTER TABLE u RENAME v");
            String both = "RENAME TABLE v TO w, old TO older";
            Probe.Seen before = probing.see(both);
            Sql.execute(connection, "RENAME TABLE v TO w");
            String schema = "`" + db.name() + "`";
            assertThat(probing.outcome(both, before))
                    .isEqualTo(new Outcome.HalfDone(
                            List.of("RENAME TABLE " + schema + ".`old` TO " + schema + ".`older`"), Outcome.Then.SKIP));
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void another_version_of_the_server_may_show_the_same_in_other_words(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE t (a INT)");
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            String alter = "ALTER TABLE t ADD COLUMN b INT";
            Probe.Seen older = new Probe.Seen(Map.of("TABLE `" + db.name() + "`.`t`", "0123abcd on 10.3.1-MariaDB"));
            assertThat(probing.outcome(alter, older)).isInstanceOf(Outcome.Unknown.class);
            Probe.Seen absent = new Probe.Seen(Map.of("TABLE `" + db.name() + "`.`t`", "absent"));
            assertThat(probing.outcome("CREATE TABLE t (a INT)", absent)).isEqualTo(new Outcome.Complete());
        }
    }

    /** CREATE OR REPLACE TABLE is a DROP and a CREATE; in between there is no table. */
    @EachDatabase(Dbms.MARIADB)
    void a_table_that_was_dropped_and_not_replaced_is_created(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT)");
            Probe.Seen before = probing.see("CREATE OR REPLACE TABLE t (b INT)");
            Sql.execute(connection, "DROP TABLE t");
            assertThat(probing.outcome("CREATE OR REPLACE TABLE t (b INT)", before))
                    .isEqualTo(new Outcome.Absent());
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void without_the_process_right_an_emptied_table_is_known_by_its_rows(TestDatabase db) throws SQLException {
        String user = db.name().substring(0, 20);
        db.execute(
                "CREATE TABLE t (a INT)",
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE u (a INT)",
                "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                "GRANT ALL ON " + db.name() + ".* TO " + user);
        try (Connection connection = java.sql.DriverManager.getConnection(db.url(), user, "secret")) {
            Probing probing = Probing.of(db.dbms(), connection);
            Probe.Seen full = probing.see("TRUNCATE t");
            probing.proves("TRUNCATE t");
            probing.repeats("TRUNCATE t");
            Sql.execute(connection, "INSERT INTO t VALUES (3)");
            assertThat(probing.outcome("TRUNCATE t", full)).isInstanceOf(Outcome.Unknown.class);
            Sql.execute(connection, "TRUNCATE t");
            Probe.Seen empty = probing.see("TRUNCATE t");
            Sql.execute(connection, "INSERT INTO t VALUES (2)");
            assertThat(probing.outcome("TRUNCATE t", empty)).isInstanceOf(Outcome.Unknown.class);
            probing.proves("RENAME TABLE t TO v");
            probing.proves("RENAME TABLE v TO t, u TO w");
            assertThat(probing.look("RENAME TABLE t TO x, w TO t, x TO w")).isInstanceOf(Probe.Blind.class);
            assertThat(probing.look("CREATE USER other_" + user)).isInstanceOf(Probe.Blind.class);
        } finally {
            db.execute("DROP USER " + user);
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void what_nothing_proves(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            for (String statement : List.of(
                    "CALL p()",
                    "EXECUTE IMMEDIATE 'CREATE TABLE t (a INT)'",
                    "BEGIN NOT ATOMIC SELECT 1; END",
                    "INSERT INTO t VALUES (1)",
                    "LOAD DATA INFILE 'x' INTO TABLE t",
                    "ALTER SEQUENCE s RESTART 7",
                    "ALTER TABLE t IMPORT TABLESPACE",
                    "CREATE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 HOUR DO SELECT 1",
                    "SHUTDOWN")) {
                assertThat(probing.look(statement)).as(statement).isInstanceOf(Probe.Blind.class);
            }
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void rows_of_an_engine_without_transactions_cannot_be_rolled_back(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE m (a INT) ENGINE = MyISAM", "CREATE TABLE i (a INT) ENGINE = InnoDB");
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            for (String statement : List.of(
                    "INSERT INTO m VALUES (1)",
                    "INSERT IGNORE `m` (a) SELECT a FROM i",
                    "REPLACE LOW_PRIORITY INTO " + db.name() + ".m VALUES (1)",
                    "UPDATE m SET a = 2",
                    "UPDATE i JOIN m ON m.a = i.a SET m.a = 2",
                    "DELETE QUICK FROM m WHERE a = 2",
                    "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE m")) {
                assertThat(irrevocable(probing, statement))
                        .as(statement)
                        .get()
                        .asString()
                        .contains("MyISAM");
            }
            for (String statement : List.of(
                    "INSERT INTO i SELECT a FROM m",
                    "UPDATE i SET a = (SELECT MAX(a) FROM m)",
                    "DELETE FROM i WHERE a IN (SELECT a FROM m)",
                    "SELECT * FROM m")) {
                assertThat(irrevocable(probing, statement)).as(statement).isEmpty();
            }
        }
    }

    private static Optional<String> irrevocable(Probing probing, String statement) throws SQLException {
        return MariaDbRows.irrevocable(new MariaDbCatalogue(probing.connection()), probing.tokens(statement));
    }
}
