package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.cli.shell.Terminals;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adopting by command: what is shown, asked, and answered. */
class AdoptCommandTest {
    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void twoVersionsOfDbmate() throws SQLException {
        run = new CommandLineRun(folder).threeMigrations();
        execute(
                "CREATE TABLE orders (id INT)",
                "CREATE TABLE order_lines (id INT)",
                "CREATE TABLE schema_migrations (version varchar(128) primary key)",
                "INSERT INTO schema_migrations VALUES ('1'), ('2')");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("lockstep.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void migrating_stops_and_names_the_command() {
        Result result = run.run("migrate");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("dbmate (main.schema_migrations)", "lockstep adopt");
        assertThat(run.run("status").err()).contains("dbmate (main.schema_migrations)");
        assertThat(run.run("plan").code()).isEqualTo(4);
    }

    @Test
    void a_dry_run_shows_what_would_be_written() {
        Result result = run.run("adopt", "--dry-run");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains(
                        "2 migrations to adopt from dbmate (main.schema_migrations)", "1        orders", "unverified");
        assertThat(run.run("migrate").code()).isEqualTo(4);
    }

    @Test
    void it_is_refused_where_nobody_can_answer() {
        assertThat(run.run("adopt").code()).isEqualTo(2);
        assertThat(run.run("migrate").code()).isEqualTo(4);
    }

    @Test
    void after_a_yes_the_next_run_goes_on() {
        Result result =
                run.terminals(new Terminals(true, false, false)).input("y\n").run("adopt");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("2 migrations to adopt", "Adopt this? [y/N] ");
        assertThat(result.out()).contains("2 migrations adopted from dbmate, now at version 2");
        assertThat(run.run("migrate").out()).contains("1 migration applied, now at version 3");
        assertThat(run.run("adopt").out()).contains("nothing new to adopt from dbmate");
        assertThat(run.run("down", "--to", "0", "-y").code()).isZero();
    }

    @Test
    void the_document_holds_every_row() {
        Result result = run.run("adopt", "-y", "-o", "json");

        assertThat(result.document().each("/migrations", "id")).containsExactly("1", "2");
        assertThat(result.document().each("/migrations", "file")).containsExactly("unverified", "unverified");
    }

    @Test
    void a_history_that_is_none_of_ours_is_left_alone() {
        assertThat(run.run("adopt", "--from", "none", "-y").out()).contains("the history begins here");
        assertThat(run.run("status").out()).contains("3 pending");
    }

    @Test
    void an_unknown_tool_and_an_unknown_table_are_errors() {
        assertThat(run.run("adopt", "--from", "flywa").code()).isEqualTo(2);
        Result result = run.run("adopt", "--from-table", "elsewhere");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("no history of another tool", "--from-table");
    }

    @Test
    void what_was_adopted_can_be_squashed() {
        run.run("adopt", "-y");

        assertThat(run.run("squash", "--to", "2", "--delete", "-y").code()).isZero();
        assertThat(run.run("status").out()).contains("squashed", "pending");
        assertThat(run.run("migrate").out()).isEqualTo("1 migration applied, now at version 3\n");
        assertThat(run.run("adopt", "-y").out()).contains("nothing new to adopt from dbmate");
    }

    @Test
    void where_files_were_squashed_their_history_is_adopted_without_a_word() {
        run.run("squash", "--to", "2", "--delete", "-y");

        Result result = run.run("adopt", "--strict", "-y");

        assertThat(result.code()).as("%s", result).isZero();
        assertThat(result.out()).contains("2 migrations adopted from dbmate, now at version 2");
        assertThat(run.run("migrate").out()).isEqualTo("1 migration applied, now at version 3\n");
    }
}
