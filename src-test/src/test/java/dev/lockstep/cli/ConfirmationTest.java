package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.cli.shell.Terminals;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked before it is done, of whom, and what happens if nobody is there. */
class ConfirmationTest {
    private static final Terminals SOMEBODY = new Terminals(true, false, false);

    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void applied() {
        run = new CommandLineRun(folder).threeMigrations();
        run.run("migrate");
    }

    @Test
    void taking_back_is_refused_where_nobody_can_answer() {
        Result result = run.input("y\n").run("down");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("1 migration to take back", "3 notes  (1 statement)", "have a backup")
                .contains("nobody can answer", "add -y to go ahead");
        assertThat(version()).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\n", "yes\r\n", " yes \n"})
    void taking_back_goes_ahead_after_a_yes(String answer) {
        Result result = run.terminals(SOMEBODY).input(answer).run("down");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Take this back? [y/N] ");
        assertThat(version()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "no\n", "yess\n", "-y\n"})
    void taking_back_does_nothing_after_any_other_answer(String answer) {
        Result result = run.terminals(SOMEBODY).input(answer).run("rollback");

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.err()).contains("not confirmed: nothing was done");
        assertThat(version()).isEqualTo("3");
    }

    @Test
    void yes_on_the_command_line_or_in_a_variable_answers_for_everybody() {
        assertThat(run.run("down", "-y").code()).isZero();
        assertThat(version()).isEqualTo("2");
        Result result = run.variable("LOCKSTEP_YES", "true").run("down");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("have a backup");
        assertThat(version()).isEqualTo("1");
    }

    @Test
    void a_target_below_the_current_version_takes_back_and_asks_like_down() {
        assertThat(run.run("migrate", "--to", "1").code()).isEqualTo(2);
        assertThat(version()).isEqualTo("3");
        assertThat(run.run("up", "--to", "1", "-y").out()).contains("2 migrations taken back, now at version 1");
        assertThat(version()).isEqualTo("1");
    }

    @Test
    void migrating_asks_only_if_that_is_wanted() {
        run.run("down", "--to", "0", "-y");
        assertThat(run.run("migrate", "--confirm").code()).isEqualTo(2);
        assertThat(version()).isEqualTo("0");

        Result result = run.terminals(SOMEBODY).input("y\n").run("migrate", "--confirm");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("3 migrations to apply", "1 orders  (2 statements)", "Apply this? [y/N] ");
        assertThat(version()).isEqualTo("3");
    }

    @Test
    void nothing_is_asked_if_there_is_nothing_to_do() {
        assertThat(run.run("migrate", "--confirm").code()).isZero();
        run.run("down", "--to", "0", "-y");
        assertThat(run.run("down").out()).contains("nothing to do");
    }

    @Test
    void a_dry_run_shows_the_plan_and_does_nothing() {
        Result down = run.run("down", "--dry-run", "--to", "1");
        assertThat(down.code()).isZero();
        assertThat(down.out()).contains("2 migrations to take back", "DROP TABLE notes", "DROP TABLE order_lines");
        assertThat(version()).isEqualTo("3");
    }

    @Test
    void repairing_shows_what_it_would_record_and_asks() {
        run.file("migrations/2_lines.up.sql", "CREATE TABLE order_lines (id BIGINT);\n");
        assertThat(run.run("status").out()).contains("changed");

        Result refused = run.run("repair");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("2 lines  changed");
        assertThat(run.run("migrate").code()).isEqualTo(4);

        Result done = run.terminals(SOMEBODY).input("y\n").run("repair");
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("recorded: 2");
        assertThat(run.run("migrate").code()).isZero();
        assertThat(run.run("repair").out()).contains("nothing to record");
    }

    @Test
    void the_question_is_no_part_of_the_document() {
        Result result = run.terminals(SOMEBODY).input("y\n").run("down", "-o", "json");

        assertThat(result.document().each("/done", "id")).containsExactly("3");
        assertThat(result.err()).contains("Take this back? [y/N] ");
    }

    private String version() {
        return run.run("version").out().strip();
    }
}
