package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.cli.shell.Terminals;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moves on a terminal while the database is busy, and what does not where there is none. */
class LiveLineTest {
    private static final Terminals WATCHED = new Terminals(false, false, true);
    private static final String CLEAR = "\r\u001b[K";

    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void three_migrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_long_statement_shows_what_goes_on_and_leaves_nothing_behind(TestDatabase db) {
        String sleep = db.dbms() == Dbms.POSTGRESQL ? "SELECT pg_sleep(2)" : "SELECT SLEEP(2)";
        run.file("migrations/2_lines.up.sql", "CREATE TABLE order_lines (id INT);\n" + sleep + ";\n");
        Result result = run.terminals(WATCHED).run("-u", db.dsn(), "migrate");

        assertThat(result.code()).as("%s", result).isZero();
        assertThat(result.err())
                .containsPattern("applying 2 lines \\(2 of 3\\)  .* s  1 to go  statement 2 of 2: "
                        + sleep.replace("(", "\\(").replace(")", "\\)"))
                .contains(CLEAR + "\u001b[32mapplied \u001b[0m2 lines in ")
                .doesNotContain("applying 2 lines (2 of 3)\n");
        assertThat(onScreen(result.err()).lines()).allMatch(line -> line.contains("applied "));
        assertThat(result.out()).isEqualTo("3 migrations applied, now at version 3\n");
    }

    /** What is left when every clearing of a line has had its effect. */
    private static String onScreen(String text) {
        return text.replaceAll("[^\\n]*\\r\\u001b\\[K", "");
    }

    @Test
    void where_there_is_no_terminal_there_are_no_colours_and_no_line_that_moves() {
        assertThat(run.run("migrate").all()).doesNotContain("\u001b", "\r");
        assertThat(run.run("status", "--color", "always").out()).contains("\u001b[32mapplied\u001b[0m");
        assertThat(run.run("--color=always", "--help").out()).contains("\u001b[");
        assertThat(run.run("--help").out()).doesNotContain("\u001b");
    }

    @Test
    void colours_on_a_terminal_can_be_switched_off() {
        Terminals all = new Terminals(true, true, true);
        assertThat(run.terminals(all).run("migrate").all()).contains("\u001b[32m");
        assertThat(run.run("status").out()).contains("\u001b[");
        assertThat(run.run("status", "--color", "never").out()).doesNotContain("\u001b");
        assertThat(run.variable("NO_COLOR", "").run("status").out()).contains("\u001b[");
        assertThat(run.variable("NO_COLOR", "1").run("status").out()).doesNotContain("\u001b");
        assertThat(run.run("--help").out()).doesNotContain("\u001b");
        assertThat(run.run("status", "--color", "always").out()).contains("\u001b[");
    }
}
