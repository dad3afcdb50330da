package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lockstep squash}: files are written, and deleted only if that is asked for. */
class SquashCommandTest {
    @TempDir
    private Path folder;

    private CommandLineRun run;

    @BeforeEach
    void threeMigrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @Test
    void the_baseline_is_written_beside_the_files_and_needs_no_database() throws IOException {
        Result dry = run.run("squash", "--to", "2", "--dry-run");
        assertThat(dry.code()).as("%s", dry).isZero();
        assertThat(dry.out()).contains("would be written: ", "2_lines.baseline.sql", "2_lines.baseline.txt");
        assertThat(names()).hasSize(6);

        Result made = run.run("squash", "--to", "2");
        assertThat(made.code()).as("%s", made).isZero();
        assertThat(made.out())
                .matches(".*/migrations/2_lines\\.baseline\\.sql\n.*/migrations/2_lines\\.baseline\\.txt\n");
        assertThat(made.err())
                .contains(
                        "it stands for 2 versions, up to 2", "4 files can be deleted (--delete)", "1_orders.down.sql");
        assertThat(names()).hasSize(8);
        assertThat(Files.readString(folder.resolve("migrations/2_lines.baseline.sql")))
                .contains("-- 1_orders.up.sql\n-- lockstep: part\nCREATE TABLE orders (id INT);\n");
        assertThat(folder.resolve("lockstep.db")).doesNotExist();

        assertThat(run.run("squash", "--to", "2").err()).contains("up to version 2 is there already");
        assertThat(run.run("migrate").out()).isEqualTo("2 migrations applied, now at version 3\n");
    }

    @Test
    void files_are_deleted_after_a_yes() throws IOException {
        run.run("migrate");
        Result unanswered = run.run("squash", "--to", "2", "--delete");
        assertThat(unanswered.code()).isEqualTo(2);
        assertThat(names()).as("nothing was done").hasSize(6);

        Result deleted = run.run("squash", "--to", "2", "--delete", "-y", "-o", "json");
        assertThat(deleted.code()).as("%s", deleted).isZero();
        assertThat(deleted.document().at("/deleted")).isEqualTo("true");
        assertThat(deleted.document().root().at("/superfluous").size()).isEqualTo(4);
        assertThat(names())
                .containsExactly("2_lines.baseline.sql", "2_lines.baseline.txt", "3_notes.down.sql", "3_notes.up.sql");
        assertThat(run.run("migrate").out()).isEqualTo("nothing to do, at version 3\n");
        assertThat(run.run("status", "-o", "json").document().each("/migrations", "state"))
                .containsExactly("squashed", "squashed", "applied");
        assertThat(run.run("migrate", "-u", "sqlite:new.db").out())
                .isEqualTo("2 migrations applied, now at version 3\n");
    }

    @Test
    void files_of_flyway_get_a_baseline_of_flyways_kind() throws IOException {
        run.file("flyway/V1__a.sql", "CREATE TABLE a (id INT);\n")
                .file("flyway/V1_5__b_c.sql", "CREATE TABLE b (id INT);\n");
        Result made = run.run("squash", "-d", "flyway", "--to", "1.5", "--delete", "-y");
        assertThat(made.code()).as("%s", made).isZero();
        assertThat(made.out()).contains("/flyway/B1.5__b_c.sql\n", "/flyway/B1.5__b_c.txt\n");
        assertThat(run.run("migrate", "-d", "flyway").out()).startsWith("1 migration applied, now at version 1.5");
    }

    @Test
    void what_cannot_be_is_said_before_anything_is_written() throws IOException {
        assertThat(run.run("squash").code()).isEqualTo(2);
        assertThat(run.run("squash", "--to", "9").err()).contains("there is no version 9");
        assertThat(run.run("squash", "--to", "2", "--from", "none.sql").err()).contains("there is no file");
        run.file("migrations/1_orders.up.sql", "INSERT INTO orders VALUES ('open);\n");
        assertThat(run.run("squash", "--to", "2").code()).isEqualTo(4);
        assertThat(names()).hasSize(6);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("migrations"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
