package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Every kind of statement that refuses a transaction, before it, behind it, and stopped in between, on a real server. */
class PostgreSqlProbeTest {

    @EachDatabase(Dbms.POSTGRESQL)
    void indexes_are_built_and_dropped(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE SCHEMA \"Odd one\"", "CREATE TABLE \"Odd one\".\"T\" (a INT, b TEXT)");
            probing.proves("CREATE INDEX CONCURRENTLY \"I\" ON \"Odd one\".\"T\" (a)");
            probing.repeats("CREATE INDEX CONCURRENTLY IF NOT EXISTS \"I\" ON \"Odd one\".\"T\" (a)");
            probing.proves("CREATE UNIQUE INDEX CONCURRENTLY ON \"Odd one\".\"T\" USING btree (a)");
            probing.proves("CREATE INDEX CONCURRENTLY ON ONLY \"Odd one\".\"T\" (lower(b))");
            Sql.execute(connection, "SET search_path TO \"Odd one\"");
            probing.proves("REINDEX INDEX CONCURRENTLY \"I\"");
            probing.proves("REINDEX (CONCURRENTLY, VERBOSE) TABLE \"T\"");
            probing.proves("REINDEX TABLE \"T\"");
            probing.repeats("REINDEX SCHEMA CONCURRENTLY \"Odd one\"");
            probing.repeats("REINDEX SCHEMA \"Odd one\"");
            probing.repeats("REINDEX DATABASE CONCURRENTLY " + db.name());
            probing.proves("DROP INDEX CONCURRENTLY \"I\"");
            probing.repeats("DROP INDEX CONCURRENTLY IF EXISTS \"I\"");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void indexes_of_partitions_are_built_anew(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(
                    connection,
                    "CREATE TABLE p (a INT PRIMARY KEY) PARTITION BY RANGE (a)",
                    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                    "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)");
            probing.proves("CREATE INDEX p_a ON p (a)");
            probing.proves("CREATE INDEX ON p (a)");
            probing.proves("REINDEX TABLE CONCURRENTLY p");
            probing.proves("REINDEX TABLE p");
            probing.proves("REINDEX INDEX CONCURRENTLY p_pkey");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void an_index_that_broke_is_dropped_and_built_again(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (1)");
            for (String build : List.of(
                    "CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)", "CREATE UNIQUE INDEX CONCURRENTLY ON t (a)")) {
                Probe.Seen before = probing.see(build);
                assertThatThrownBy(() -> Sql.execute(connection, build)).hasMessageContaining("could not create");
                Outcome.HalfDone broken = (Outcome.HalfDone) probing.outcome(build, before);
                assertThat(broken.then()).isEqualTo(Outcome.Then.EXECUTE);
                assertThat(broken.cure())
                        .singleElement()
                        .asString()
                        .startsWith("DROP INDEX CONCURRENTLY IF EXISTS public.t_a");
                Sql.execute(connection, broken.cure().toArray(new String[0]));
                assertThat(probing.outcome(build, before)).isEqualTo(new Outcome.Absent());
            }
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void an_index_of_somebody_else_is_left_alone(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (1)");
            Probe.Seen before = probing.see("CREATE INDEX CONCURRENTLY t_a ON t (a)");
            assertThatThrownBy(() -> Sql.execute(connection, "CREATE UNIQUE INDEX CONCURRENTLY theirs ON t (a)"))
                    .isInstanceOf(SQLException.class);
            assertThat(probing.outcome("CREATE INDEX CONCURRENTLY t_a ON t (a)", before))
                    .isEqualTo(new Outcome.Absent());
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void what_a_rebuild_leaves_is_dropped(TestDatabase db) throws SQLException {
        String rebuild = "REINDEX INDEX CONCURRENTLY t_a";
        try (Connection connection = db.connect();
                Connection blocker = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT, b TEXT)", "CREATE INDEX t_a ON t (a)");
            Probe.Seen before = probing.see(rebuild);
            cancelWhileBlocked(db, connection, blocker, rebuild);
            Outcome.HalfDone broken = (Outcome.HalfDone) probing.outcome(rebuild, before);
            assertThat(broken)
                    .isEqualTo(new Outcome.HalfDone(
                            List.of("DROP INDEX CONCURRENTLY IF EXISTS public.t_a_ccnew"), Outcome.Then.EXECUTE));
            Sql.execute(connection, broken.cure().toArray(new String[0]));
            probing.proves(rebuild);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void what_a_rebuild_leaves_of_long_values_is_dropped(TestDatabase db) throws SQLException {
        String rebuild = "REINDEX TABLE CONCURRENTLY t";
        try (Connection connection = db.connect();
                Connection blocker = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (b TEXT)");
            Probe.Seen before = probing.see(rebuild);
            cancelWhileBlocked(db, connection, blocker, rebuild);
            Outcome.HalfDone broken = (Outcome.HalfDone) probing.outcome(rebuild, before);
            assertThat(broken.cure())
                    .singleElement()
                    .asString()
                    .contains("pg_toast.")
                    .endsWith("_index_ccnew");
            Sql.execute(connection, broken.cure().toArray(new String[0]));
            probing.proves(rebuild);
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_drop_that_stopped_is_said_again(TestDatabase db) throws SQLException {
        String drop = "DROP INDEX CONCURRENTLY t_a";
        try (Connection connection = db.connect();
                Connection blocker = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TABLE t (a INT)", "CREATE INDEX t_a ON t (a)");
            Probe.Seen before = probing.see(drop);
            cancelWhileBlocked(db, connection, blocker, drop);
            assertThat(Sql.value(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass"))
                    .isEqualTo("f");
            assertThat(probing.outcome(drop, before)).isEqualTo(new Outcome.Absent());
            Sql.execute(connection, drop);
            assertThat(probing.outcome(drop, before)).isEqualTo(new Outcome.Complete());
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_partition_that_is_half_detached_is_finished(TestDatabase db) throws SQLException {
        String detach = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY";
        try (Connection connection = db.connect();
                Connection blocker = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(
                    connection,
                    "CREATE TABLE p (a INT) PARTITION BY RANGE (a)",
                    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                    "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)");
            probing.proves("ALTER TABLE p DETACH PARTITION p2 CONCURRENTLY");
            Probe.Seen before = probing.see(detach);
            Sql.execute(blocker, "BEGIN", "SELECT * FROM p");
            cancel(db, connection, detach);
            Sql.execute(blocker, "COMMIT");
            Outcome.HalfDone pending = (Outcome.HalfDone) probing.outcome(detach, before);
            assertThat(pending)
                    .isEqualTo(new Outcome.HalfDone(
                            List.of("ALTER TABLE \"p\" DETACH PARTITION \"p1\" FINALIZE"), Outcome.Then.SKIP));
            probing.proves(pending.cure().get(0));
            assertThat(probing.outcome(detach, before)).isEqualTo(new Outcome.Complete());
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void values_databases_slots_and_subscriptions(TestDatabase db) throws SQLException {
        String name = db.name();
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            Sql.execute(connection, "CREATE TYPE mood AS ENUM ('sad')");
            probing.proves("ALTER TYPE mood ADD VALUE 'it''s fine' AFTER 'sad'");
            probing.repeats("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'it''s fine'");
            probing.proves("CREATE DATABASE \"" + name + " 2\"");
            probing.repeats("ALTER DATABASE \"" + name + " 2\" SET TABLESPACE pg_default");
            probing.proves("DROP DATABASE \"" + name + " 2\"");
            probing.repeats("DROP DATABASE IF EXISTS \"" + name + " 2\"");
            probing.proves(
                    "CREATE SUBSCRIPTION " + name + " CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)");
            probing.proves("ALTER SUBSCRIPTION " + name + " SET PUBLICATION q WITH (refresh = false)");
            probing.repeats("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
            probing.proves("DROP SUBSCRIPTION " + name);
            Sql.execute(connection, "CREATE TABLE t (a INT)");
            for (String statement : List.of("VACUUM t", "VACUUM (FULL) t", "CLUSTER", "ALTER SYSTEM RESET work_mem")) {
                probing.repeats(statement);
            }
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void what_nothing_proves(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            for (String statement : List.of(
                    "INSERT INTO t VALUES (1)",
                    "CALL p()",
                    "SELECT f()",
                    "CREATE TABLE t AS SELECT 1 WHERE EXISTS (SELECT 1)",
                    "ALTER TABLE t ADD COLUMN b INT")) {
                assertThat(probing.look(statement)).as(statement).isInstanceOf(Probe.Blind.class);
            }
            probing.repeats("CREATE TABLE IF NOT EXISTS t (a INT)");
            probing.repeats("CREATE OR REPLACE VIEW v AS SELECT 1 AS a");
        }
    }

    private static void cancelWhileBlocked(TestDatabase db, Connection connection, Connection blocker, String sql)
            throws SQLException {
        Sql.execute(blocker, "BEGIN", "INSERT INTO t DEFAULT VALUES");
        cancel(db, connection, sql);
        Sql.execute(blocker, "ROLLBACK");
    }

    /** Executes it until it waits for the other transaction, and cancels it there. */
    private static void cancel(TestDatabase db, Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<String> failure = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute(sql);
                    return "";
                } catch (SQLException cancelled) {
                    return cancelled.getSQLState();
                }
            });
            Poll.until(
                    "nobody waits",
                    () -> !db.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND wait_event_type = 'Lock' AND state = 'active'")
                            .equals("0"));
            statement.cancel();
            assertThat(failure.join()).isEqualTo("57014");
        }
    }
}
