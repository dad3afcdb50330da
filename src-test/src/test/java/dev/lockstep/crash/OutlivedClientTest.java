package dev.lockstep.crash;

import static dev.lockstep.testing.Dbms.MARIADB;
import static dev.lockstep.testing.Dbms.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A server goes on with a statement whose client is dead, and its session goes on to hold the lock. */
class OutlivedClientTest {

    @EachDatabase({POSTGRESQL, MARIADB})
    void the_next_run_waits_for_the_end_of_such_a_statement_and_does_not_repeat_it(
            TestDatabase db, @TempDir Path folder) throws Exception {
        if (db.dbms() == POSTGRESQL) {
            // else the server may have noticed before the second run begins
            db.execute("ALTER DATABASE " + db.name() + " SET client_connection_check_interval = '1h'");
        }
        Obstacle obstacle = Obstacle.of(db);
        Files.writeString(folder.resolve("1_before.up.sql"), Obstacle.BEFORE);
        Files.writeString(
                folder.resolve("2_long.up.sql"),
                "INSERT INTO log VALUES (1);\n" + obstacle.bare() + ";\nINSERT INTO log VALUES (2);\n");
        assertThat(migrate(db, folder, "--to", "1").run().exitCode()).isZero();
        try (Obstacle.Held held = obstacle.stand();
                LockstepProcess first = migrate(db, folder).start()) {
            Poll.until("the statement does not wait", () -> !first.isAlive() || obstacle.isInTheWay());
            first.kill9();
            try (LockstepProcess second = migrate(db, folder).start()) {
                second.awaitOutput("waiting for the lock, held by");
                assertThat(second.err()).contains(obstacle.bare());
                Poll.until("the statement does not wait any more", obstacle::isInTheWay);

                held.giveWay();

                LockstepProcess.Result result = second.await();
                assertThat(result.exitCode()).as("%s", result).isZero();
                assertThat(result.err())
                        .contains("resuming 2 at statement 3 of 3: statement 2 had completed before the interruption");
            }
        }
        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("2");
        assertThat(db.value(obstacle.effect())).isEqualTo("1");
    }

    private static LockstepProcess.Builder migrate(TestDatabase db, Path folder, String... more) {
        String[] line = {"-u", db.dsn(), "-d", folder.toString(), "--ddl-lock-timeout", "1h", "migrate"};
        return LockstepProcess.command(
                Stream.of(line, more).flatMap(Arrays::stream).toArray(String[]::new));
    }
}
