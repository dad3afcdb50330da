package dev.lockstep.crash;

import static dev.lockstep.testing.Dbms.MARIADB;
import static dev.lockstep.testing.Dbms.POSTGRESQL;
import static dev.lockstep.testing.Dbms.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.LockstepProcess.Result;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, as an orchestrator sends it, to the real process in the middle of a statement. */
class SignalTest {
    @TempDir
    Path folder;

    @EachDatabase
    void a_statement_that_can_be_rolled_back_is_cancelled(TestDatabase db) throws Exception {
        Files.writeString(folder.resolve("1_before.up.sql"), Obstacle.BEFORE);
        Files.writeString(folder.resolve("2_long.up.sql"), "INSERT INTO log VALUES (1);\n" + endless(db.dbms()));
        try (LockstepProcess process = migrate(db).start()) {
            process.awaitOutput("  2  " + (db.dbms() == SQLITE ? "WITH RECURSIVE" : "SELECT"));
            process.terminate();
            Result result = process.await();
            assertThat(result.exitCode()).as("%s", result).isEqualTo(130);
            assertThat(result.err()).contains("stopped as asked", "before it: 1 migration applied");
        }
        db.awaitNoSessions();
        Files.writeString(folder.resolve("2_long.up.sql"), "INSERT INTO log VALUES (1);\nSELECT 1;\n");
        assertThat(migrate(db).run().exitCode()).isZero();
        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("1");
    }

    @EachDatabase({POSTGRESQL, MARIADB})
    void a_bare_statement_that_the_next_run_can_take_up_is_cancelled(TestDatabase db) throws Exception {
        Obstacle obstacle = Obstacle.of(db);
        Files.writeString(folder.resolve("1_before.up.sql"), Obstacle.BEFORE);
        Files.writeString(
                folder.resolve("2_long.up.sql"),
                "INSERT INTO log VALUES (1);\n" + obstacle.bare() + ";\nINSERT INTO log VALUES (2);\n");
        assertThat(migrate(db, "--to", "1").run().exitCode()).isZero();
        try (Obstacle.Held held = obstacle.stand()) {
            try (LockstepProcess process = migrate(db).start()) {
                Poll.until("the statement does not wait", () -> !process.isAlive() || obstacle.isInTheWay());
                process.terminate();
                Result result = process.await();
                assertThat(result.exitCode()).as("%s", result).isEqualTo(130);
                assertThat(result.err()).contains("2_long.up.sql was stopped as asked, at statement 2 of 3");
                assertThat(held.connection().isClosed()).isFalse();
            }
        }
        Result next = migrate(db).run();
        assertThat(next.exitCode()).as("%s", next).isZero();
        assertThat(next.err()).contains("resuming 2 at statement 2 of 3: statement 2 ");
        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("2");
        assertThat(db.value(obstacle.effect())).isEqualTo("1");
    }

    @EachDatabase({POSTGRESQL, MARIADB})
    void a_statement_of_which_nothing_would_tell_is_awaited(TestDatabase db) throws Exception {
        writeBlind();
        try (Obstacle.Held gate = closedGate(db);
                LockstepProcess process = migrate(db).start()) {
            Poll.until("the statement does not wait", () -> !process.isAlive() || isAtGate(db));
            process.terminate();
            process.awaitOutput("stopping as soon as the statement in flight has ended");
            assertThat(process.isAlive()).isTrue();
            gate.giveWay();
            Result result = process.await();
            assertThat(result.exitCode()).as("%s", result).isEqualTo(130);
        }
        Result next = migrate(db).run();
        assertThat(next.exitCode()).as("%s", next).isZero();
        assertThat(next.err()).contains("resuming 2 at statement 2 of 2: nothing was in flight");
        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("2");
    }

    @EachDatabase({POSTGRESQL, MARIADB})
    void a_second_signal_ends_it_at_once(TestDatabase db) throws Exception {
        writeBlind();
        try (Obstacle.Held gate = closedGate(db)) {
            try (LockstepProcess process = migrate(db).start()) {
                Poll.until("the statement does not wait", () -> !process.isAlive() || isAtGate(db));
                process.terminate();
                process.awaitOutput("stopping as soon as the statement in flight has ended");
                process.terminate();
                Result result = process.await();
                assertThat(result.exitCode()).as("%s", result).isEqualTo(130);
                assertThat(isAtGate(db)).as("the server goes on").isTrue();
            }
            assertThat(gate.connection().isClosed()).isFalse();
        }
        Result next = migrate(db).run();
        assertThat(next.exitCode()).as("%s", next).isEqualTo(6);
        assertThat(next.err()).contains("--as retry", "--as applied");
    }

    /** DML outside of any transaction. */
    private void writeBlind() throws Exception {
        Files.writeString(folder.resolve("1_before.up.sql"), Obstacle.BEFORE);
        Files.writeString(
                folder.resolve("2_blind.up.sql"),
                "-- lockstep: transaction=none\nUPDATE a SET c = 3;\nINSERT INTO log VALUES (2);\n");
        Files.writeString(folder.resolve("0_log.up.sql"), "SELECT 1;\n");
    }

    /** The row is locked, so that an UPDATE waits. */
    private Obstacle.Held closedGate(TestDatabase db) throws Exception {
        assertThat(migrate(db, "--to", "1").run().exitCode()).isZero();
        db.execute("INSERT INTO log VALUES (1)");
        Connection gate = db.connect();
        try (Statement statement = gate.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("UPDATE a SET c = 2");
        }
        return new Obstacle.Held(gate);
    }

    private static boolean isAtGate(TestDatabase db) throws Exception {
        String waiting = db.dbms() == POSTGRESQL
                ? "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock' AND query LIKE 'UPDATE a %'"
                : "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND command = 'Query' AND info LIKE 'UPDATE a %'";
        return !db.value(waiting).equals("0");
    }

    private static String endless(Dbms dbms) {
        return switch (dbms) {
            case POSTGRESQL -> "SELECT pg_sleep(600);\n";
            case MARIADB -> "SELECT SLEEP(600);\n";
            case SQLITE -> "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;\n";
        };
    }

    private LockstepProcess.Builder migrate(TestDatabase db, String... more) {
        String[] line = {"-v", "-u", db.dsn(), "-d", folder.toString(), "migrate"};
        return LockstepProcess.command(
                Stream.of(line, more).flatMap(Arrays::stream).toArray(String[]::new));
    }
}
