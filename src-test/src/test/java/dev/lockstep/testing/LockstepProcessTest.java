package dev.lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockstepProcessTest {
    /** A program that does what its first argument says. */
    static final class Toy {
        public static void main(String[] arguments) throws Exception {
            switch (arguments[0]) {
                case "echo" -> echo(arguments);
                case "hang" -> {
                    System.out.println("hanging");
                    Thread.currentThread().join();
                }
                case "insert" -> insert(arguments[1], arguments[2], arguments[3]);
                default -> System.exit(2);
            }
        }

        private static void echo(String[] arguments) throws IOException {
            System.out.println(String.join(",", arguments));
            System.out.println(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            System.out.println(System.getenv("GIVEN") + " " + System.getenv("LOCKSTEP_URL"));
            System.out.println(Path.of("").toAbsolutePath());
            System.err.println("to standard error");
            System.exit(3);
        }

        private static void insert(String url, String user, String password) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                Sql.execute(connection, "INSERT INTO t VALUES (1)");
                connection.setAutoCommit(false);
                Sql.execute(connection, "INSERT INTO t VALUES (2)");
                connection.commit();
            }
            System.out.println("all done");
        }
    }

    private static LockstepProcess.Builder toy(String... arguments) {
        return LockstepProcess.command(arguments).mainClass(Toy.class);
    }

    @Test
    void gives_arguments_input_variables_directory_and_returns_code_and_streams(@TempDir Path directory) {
        LockstepProcess.Result result = toy("echo", "a b", "ü")
                .input("read me")
                .environment("GIVEN", "yes")
                .directory(directory)
                .jvmArguments(List.of("-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8"))
                .run();

        assertThat(result.exitCode()).as("%s", result).isEqualTo(3);
        assertThat(result.out()).contains("echo,a b,").contains("read me").contains("yes null");
        assertThat(result.out()).contains(directory.toString());
        assertThat(result.err()).isEqualTo("to standard error\n");
    }

    @Test
    void can_be_killed() {
        try (LockstepProcess process = toy("hang").start()) {
            process.awaitOutput("hanging");
            assertThat(process.isAlive()).isTrue();
            assertThat(process.kill9().exitCode()).isEqualTo(137);
        }
    }

    @Test
    void fails_and_shows_the_threads_of_who_hangs() {
        assertThatThrownBy(() -> toy("hang").hangsAfter(Duration.ofSeconds(2)).run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Full thread dump")
                .hasMessageContaining("still running");
    }

    @Test
    void does_not_wait_for_the_output_of_a_dead_process() {
        try (LockstepProcess process = toy("nothing").start()) {
            assertThatThrownBy(() -> process.awaitOutput("never"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("exit code 2");
        }
    }

    @Test
    void many_run_at_once() {
        List<LockstepProcess> processes =
                IntStream.range(0, 4).mapToObj(i -> toy("echo", "" + i).start()).toList();
        for (int i = 0; i < 4; i++) {
            try (LockstepProcess process = processes.get(i)) {
                assertThat(process.await().out()).contains("echo," + i);
            }
        }
    }

    @EachDatabase
    void dies_at_every_call_that_its_fault_names(TestDatabase any, TestDatabase whole, @TempDir Path directory)
            throws Exception {
        Path counted = directory.resolve("counted");
        whole.execute("CREATE TABLE t (id INT PRIMARY KEY)");
        LockstepProcess.Result undisturbed = insert(whole, Faults.jvmArguments(counted));
        assertThat(undisturbed.out()).as("%s", undisturbed).contains("all done");
        int calls = Files.readAllLines(counted).size();
        assertThat(calls).isEqualTo(6);
        for (int k = 1; k <= calls; k++) {
            Moment moment = k % 2 == 0 ? Moment.AFTER : Moment.BEFORE;
            try (TestDatabase db = TestDatabase.fresh(any.dbms())) {
                db.execute("CREATE TABLE t (id INT PRIMARY KEY)");
                Path log = directory.resolve("log" + k);
                LockstepProcess.Result result = insert(db, Faults.jvmArguments(k, moment, Fault.HALT_PROCESS, log));
                assertThat(result.exitCode()).as("%s", result).isEqualTo(137);
                assertThat(Files.readAllLines(log)).hasSize(k);
                db.awaitNoSessions();
                String rows = k == 1 ? "0" : k <= 5 ? "1" : "2";
                assertThat(db.value("SELECT count(*) FROM t"))
                        .as("%s %s", k, moment)
                        .isEqualTo(rows);
            }
        }
    }

    private static LockstepProcess.Result insert(TestDatabase db, List<String> faults) {
        return toy("insert", FaultDriver.url(db.url()), db.user(), db.password())
                .jvmArguments(faults)
                .run();
    }
}
