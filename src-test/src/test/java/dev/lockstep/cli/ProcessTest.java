package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.LockstepProcess.Result;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: streams, exit codes, signals, and many of them at once. */
class ProcessTest {
    private static final int NODES = 8;

    @TempDir
    Path folder;

    private CommandLineRun files;

    @BeforeEach
    void three_migrations() {
        files = new CommandLineRun(folder).threeMigrations();
    }

    @EachDatabase
    void of_eight_that_start_together_one_migrates_and_all_succeed(TestDatabase db) throws SQLException {
        IntStream.rangeClosed(4, 12)
                .forEach(version -> files.file(
                        "migrations/" + version + "_more.up.sql",
                        "CREATE TABLE more_" + version + " (id INT);\nINSERT INTO orders VALUES (" + version + ");\n"));
        List<LockstepProcess> nodes = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            nodes.add(start("-u", db.dsn(), "migrate"));
        }
        List<Result> results = nodes.stream().map(LockstepProcess::await).toList();
        nodes.forEach(LockstepProcess::close);

        assertThat(results).allSatisfy(result -> {
            assertThat(result.exitCode()).as("%s", result).isZero();
            assertThat(result.out()).contains("at version 12");
        });
        assertThat(results.stream().flatMap(result -> result.err().lines()).filter(line -> line.startsWith("applied ")))
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThat(db.value("SELECT COUNT(*) FROM orders")).isEqualTo("10");
        assertThat(db.value("SELECT COUNT(*) FROM schema_history WHERE action = 'up'"))
                .isEqualTo("12");
    }

    @Test
    void results_go_to_standard_output_and_all_else_to_standard_error() {
        try (LockstepProcess process = start("migrate")) {
            Result result = process.await();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).isEqualTo("3 migrations applied, now at version 3\n");
            assertThat(result.err().lines()).hasSize(6).doesNotContain("\u001b", "\r");
        }
    }

    @Test
    void the_working_directory_its_dot_env_and_its_file_of_settings_count() {
        files.file(".env", "LOCKSTEP_TABLE=of_dot_env\n").file("lockstep.yml", "url: sqlite:of_file.db\n");
        try (LockstepProcess process = start("migrate")) {
            assertThat(process.await().exitCode()).isZero();
        }
        assertThat(folder.resolve("of_file.db")).exists();
    }

    @Test
    void nobody_is_asked_where_nobody_can_answer() {
        try (LockstepProcess first = start("migrate")) {
            first.await();
        }
        Result down =
                LockstepProcess.command("down").directory(folder).input("y\n").run();
        assertThat(down.exitCode()).isEqualTo(2);
        assertThat(down.err()).contains("nobody can answer");
    }

    @Test
    void text_is_utf_8_whatever_the_locale_is() {
        files.file("s.sql", "SELECT 'Größe €';\n");
        Result split = LockstepProcess.command("split", "s.sql")
                .directory(folder)
                .environment("LC_ALL", "C")
                .run();
        assertThat(split.out()).contains("SELECT 'Größe €'");
    }

    @EachDatabase({Dbms.POSTGRESQL})
    void an_interrupted_run_says_so_ends_with_130_and_is_finished_by_the_next(TestDatabase db) throws SQLException {
        files.file("migrations/4_slow.up.sql", "INSERT INTO orders VALUES (4);\nSELECT pg_sleep(600);\n");
        try (LockstepProcess process = start("-u", db.dsn(), "migrate")) {
            process.awaitOutput("applying 4 slow");
            process.terminate();
            Result result = process.await();
            assertThat(result.exitCode()).as("%s", result).isEqualTo(130);
            assertThat(result.err()).contains("stopped as asked", "before it: 3 migrations applied");
        }
        db.awaitNoSessions();
        assertThat(db.value("SELECT COUNT(*) FROM orders")).isEqualTo("1");
        files.file("migrations/4_slow.up.sql", "INSERT INTO orders VALUES (4);\n");
        try (LockstepProcess process = start("-u", db.dsn(), "migrate")) {
            assertThat(process.await().out()).isEqualTo("1 migration applied, now at version 4\n");
        }
    }

    @Test
    void waiting_ends_with_an_interruption() {
        try (LockstepProcess process = start("status", "--wait")) {
            process.awaitOutput("does not exist yet");
            process.terminate();
            assertThat(process.await().exitCode()).isEqualTo(130);
        }
    }

    @Test
    void on_a_terminal_it_asks_and_uses_colours() {
        try (LockstepProcess first = start("migrate")) {
            first.await();
        }
        Result result = LockstepProcess.command("down")
                .directory(folder)
                .onTerminal()
                .input("y\n")
                .run();
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.out())
                .contains("Take this back? [y/N] ", "\u001b[32m1 migration taken back, now at version 2\u001b[0m")
                .contains("\u001b[32mtook back \u001b[0m3 notes");
        assertThat(folder.resolve("lockstep.db")).exists();
    }

    private LockstepProcess start(String... arguments) {
        return LockstepProcess.command(arguments).directory(folder).start();
    }
}
