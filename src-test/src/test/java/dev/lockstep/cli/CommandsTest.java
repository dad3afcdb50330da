package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command, for people and for programs, on every database that it touches. */
class CommandsTest {
    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void three_migrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @EachDatabase
    void up_and_down_and_up_again(TestDatabase db) throws SQLException {
        Result up = run.run("-u", db.dsn(), "migrate");
        assertThat(up.code()).as("%s", up).isZero();
        assertThat(up.out()).isEqualTo("3 migrations applied, now at version 3\n");
        assertThat(up.err())
                .contains("applying 1 orders (1 of 3)", "applied 1 orders in ", " (2 statements)")
                .contains("applying 3 notes (3 of 3)", "applied 3 notes in ", " (1 statement)");
        assertThat(db.value("SELECT id FROM orders")).isEqualTo("1");

        assertThat(run.run("-u", db.dsn(), "up").out()).isEqualTo("nothing to do, at version 3\n");
        assertThat(run.run("-u", db.dsn(), "down", "-y").out())
                .isEqualTo("1 migration taken back, now at version 2 (1 note)\n");
        assertThat(run.run("-u", db.dsn(), "rollback", "--to", "0", "-y").out())
                .isEqualTo("2 migrations taken back, no version is applied now (1 note)\n");
        assertThat(run.run("-u", db.dsn(), "migrate", "--steps", "2").out())
                .isEqualTo("2 migrations applied, now at version 2\n");
    }

    @EachDatabase
    void up_and_down_as_documents(TestDatabase db) {
        Document up =
                run.run("-u", db.dsn(), "migrate", "--to", "2", "-o", "json").document();
        assertThat(up.at("/command")).isEqualTo("migrate");
        assertThat(up.at("/exitCode")).isEqualTo("0");
        assertThat(up.at("/from")).isEqualTo("null");
        assertThat(up.at("/to")).isEqualTo("2");
        assertThat(up.each("/done", "id")).containsExactly("1", "2");
        assertThat(up.each("/done", "direction")).containsOnly("up");
        assertThat(up.each("/done", "kind")).containsOnly("versioned");
        assertThat(up.each("/done", "description")).containsExactly("orders", "lines");
        assertThat(up.each("/done", "statements")).containsExactly("2", "1");
        assertThat(up.root().at("/done/0/durationMillis").isIntegralNumber()).isTrue();
        assertThat(up.root().at("/notes").isArray()).isTrue();

        Document down = run.run("-u", db.dsn(), "down", "-y", "-o", "json").document();
        assertThat(down.at("/command")).isEqualTo("down");
        assertThat(down.each("/done", "direction")).containsExactly("down");
        assertThat(down.at("/from")).isEqualTo("2");
        assertThat(down.at("/to")).isEqualTo("1");
    }

    @EachDatabase
    void status_lists_what_is_applied_and_what_is_pending(TestDatabase db) {
        run.run("-u", db.dsn(), "migrate", "--to", "1");

        Result text = run.run("-u", db.dsn(), "status");
        assertThat(text.out()).contains(", at version 1\n", "1 applied, 2 pending");

        Document status = run.run("-u", db.dsn(), "status", "-o", "json").document();
        assertThat(status.at("/version")).isEqualTo("1");
        assertThat(status.at("/dialect")).isEqualTo(db.dbms().toString());
        assertThat(status.at("/pendingOrDirty")).isEqualTo("true");
        assertThat(status.each("/migrations", "state")).containsExactly("applied", "pending", "pending");
        assertThat(status.at("/migrations/0/script")).endsWith("1_orders.up.sql");
        assertThat(status.at("/migrations/0/appliedBy")).contains("/");
        assertThat(status.at("/migrations/0/release")).isEqualTo(Lockstep.release());
        String at = status.at("/migrations/0/appliedAt");
        assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(at))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
        assertThat(status.has("/migrations/1/appliedAt")).isFalse();
    }

    @EachDatabase({Dbms.MARIADB})
    void status_and_plan_tell_of_a_migration_that_stopped_in_the_middle(TestDatabase db) {
        run.file("migrations/4_half.up.sql", "CREATE TABLE half (id INT);\nCREATE TABLE half (id INT);\n");
        assertThat(run.run("-u", db.dsn(), "migrate").code()).isEqualTo(1);

        Result text = run.run("-u", db.dsn(), "status", "--check");
        assertThat(text.code()).isEqualTo(3);
        assertThat(text.out()).contains("dirty", "4 half is in the middle of going up: 1 of 2 statements done");
        Document status = run.run("-u", db.dsn(), "status", "-o", "json").document();
        assertThat(status.at("/migrations/3/state")).isEqualTo("dirty");
        assertThat(status.at("/migrations/3/dirt/statementsDone")).isEqualTo("1");
        assertThat(status.at("/migrations/3/dirt/statements")).isEqualTo("2");
        assertThat(status.at("/migrations/3/dirt/error")).contains("already exists");
        assertThat(run.run("-u", db.dsn(), "plan").out())
                .contains("1  CREATE TABLE half (id INT)  (done already)", "! by itself, cannot be rolled back: ");

        Result resolved = run.run("-u", db.dsn(), "resolve", "4", "--as", "applied");
        assertThat(resolved.out())
                .isEqualTo("recorded: 4: statement 2, its last one, took effect: it counts as applied\n");
        assertThat(run.run("-u", db.dsn(), "status", "--check").code()).isZero();
    }

    @EachDatabase
    void plan_shows_every_statement_with_what_commits_together(TestDatabase db) {
        Result text = run.run("-u", db.dsn(), "plan", "--to", "2");
        assertThat(text.out())
                .contains(", with nothing applied: 2 migrations to apply, 3 statements")
                .containsSubsequence(
                        "1 orders  (", "1  CREATE TABLE orders (id INT)", "2  INSERT INTO orders VALUES (1)")
                .contains(db.dbms() == Dbms.MARIADB ? "! by itself" : "together, in one transaction:");

        Document plan = run.run("-u", db.dsn(), "plan", "-o", "json").document();
        assertThat(plan.at("/direction")).isEqualTo("up");
        assertThat(plan.each("/steps", "id")).containsExactly("1", "2", "3");
        assertThat(plan.each("/steps/0/statements", "number")).containsExactly("1", "2");
        assertThat(plan.each("/steps/0/statements", "line")).containsExactly("1", "2");
        assertThat(plan.at("/steps/0/statements/1/begins")).isEqualTo("INSERT INTO orders VALUES (1)");
        assertThat(plan.each("/steps/0/segments", "kind"))
                .isEqualTo(db.dbms() == Dbms.MARIADB ? List.of("bare", "transaction") : List.of("transaction"));
        assertThat(plan.at("/steps/0/atomic")).isEqualTo(Boolean.toString(db.dbms() != Dbms.MARIADB));

        run.run("-u", db.dsn(), "migrate");
        assertThat(run.run("-u", db.dsn(), "plan").out()).contains(", at version 3: nothing to do");
        assertThat(run.run("-u", db.dsn(), "plan", "--down").out())
                .contains("DROP TABLE notes")
                .doesNotContain("lines");
        assertThat(run.run("-u", db.dsn(), "plan", "--to", "1").out())
                .contains("DROP TABLE notes", "DROP TABLE order_lines");
        assertThat(run.run("-u", db.dsn(), "migrate", "--dry-run", "-o", "json")
                        .document()
                        .each("/steps", "id"))
                .isEmpty();
    }

    @Test
    void what_a_release_brings_is_told_without_a_database() {
        Result brings = run.run("plan", "--from", "1", "--to", "2", "--dialect", "mariadb");

        assertThat(brings.out())
                .startsWith("any database, at version 1: 1 migration to apply, 1 statement\n\n2 lines  (")
                .endsWith("! by itself, cannot be rolled back: MariaDB commits every definition by itself\n"
                        + "     1  CREATE TABLE order_lines (id INT)\n");
        assertThat(run.run("plan", "--from", "0", "--steps", "2", "-o", "json")
                        .document()
                        .each("/steps", "id"))
                .containsExactly("1", "2");
        assertThat(run.run("plan", "--from", "3").out()).isEqualTo("any database, at version 3: nothing to do\n");
        assertThat(run.run("plan", "--from", "1", "--down").code()).isEqualTo(2);
        assertThat(run.run("plan", "--dialect", "sqlite").code()).isEqualTo(2);
        assertThat(folder.resolve("lockstep.db")).doesNotExist();
    }

    @EachDatabase
    void validate_compares_with_the_history_or_reads_the_files_alone(TestDatabase db) {
        run.run("-u", db.dsn(), "migrate");
        assertThat(run.run("-u", db.dsn(), "validate").out())
                .isEqualTo("3 migrations can be read, and agree with the history\n");
        assertThat(run.run("-u", db.dsn(), "validate", "-o", "json").document().at("/migrations"))
                .isEqualTo("3");
        assertThat(run.run(
                                "-u",
                                "postgres://nobody@host.invalid/x",
                                "validate",
                                "--dialect",
                                db.dbms().toString())
                        .out())
                .isEqualTo("3 migrations can be read as " + db.dbms() + "\n");
        run.file("migrations/4_bad.up.sql", "CREATE TABLE t (a INT);\n'").file("migrations/5_bad.up.sql", "/* ");
        Result bad = run.run("validate", "--dialect", db.dbms().toString());
        assertThat(bad.code()).isEqualTo(4);
        assertThat(bad.err()).contains("4_bad.up.sql:2:1", "5_bad.up.sql:1:1", "2 problems");
    }

    @EachDatabase
    void version_and_latest_are_bare_numbers(TestDatabase db) {
        assertThat(run.run("-u", db.dsn(), "version").out()).isEqualTo("0\n");
        assertThat(run.run("-u", db.dsn(), "version", "-o", "json").document().at("/version"))
                .isEqualTo("null");
        assertThat(run.run("-u", db.dsn(), "latest").out()).isEqualTo("3\n");
        run.run("-u", db.dsn(), "migrate", "--to", "2");
        assertThat(run.run("-u", db.dsn(), "version").all()).isEqualTo("2\n");
        assertThat(run.run("-u", db.dsn(), "version", "-o", "json").document().at("/version"))
                .isEqualTo("2");
    }

    @Test
    void latest_needs_no_database() {
        assertThat(run.run("-u", "postgres://nobody@host.invalid/x", "latest").all())
                .isEqualTo("3\n");
        run.file("migrations/4_own.mariadb.up.sql", "SELECT 1;\n");
        assertThat(run.run("latest", "--dialect", "mariadb", "-o", "json")
                        .document()
                        .at("/version"))
                .isEqualTo("4");
        assertThat(run.run("latest", "--dialect", "sqlite").out()).isEqualTo("3\n");
        assertThat(run.run("-u", "jdbc:other:x", "latest").err()).contains("name it with --dialect");
    }

    @Test
    void a_new_migration_gets_the_time_as_its_version_and_can_be_applied() throws IOException {
        Result made = run.run("new", "add", "fax", "to Kunden-Größe", "-d", "fresh/db", "-d", "migrations");
        List<String> paths = made.out().lines().toList();
        assertThat(paths).hasSize(2);
        assertThat(paths.get(0)).matches(".*fresh/db/20\\d{12}_add_fax_to_Kunden-Größe\\.up\\.sql");
        assertThat(paths.get(1)).isEqualTo(paths.get(0).replace(".up.", ".down."));
        assertThat(Files.readString(Path.of(paths.get(0)))).isEqualTo("-- add fax to Kunden-Größe\n");

        Document second =
                run.run("new", "second", "-d", "fresh/db", "-o", "json").document();
        assertThat(second.root().at("/files").size()).isEqualTo(2);
        assertThat(run.run("migrate", "-d", "fresh/db").out()).contains("2 migrations applied");
        assertThat(run.run("down", "-d", "fresh/db", "-y").code()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("fresh/db"))) {
            assertThat(files).hasSize(4);
        }
        assertThat(run.run("new", "x", "-d", "classpath:db").code()).isEqualTo(2);
    }

    @EachDatabase
    void a_baseline_counts_as_applied(TestDatabase db) {
        assertThat(run.run("-u", db.dsn(), "baseline", "2").out()).startsWith("recorded: 2: ");
        assertThat(run.run("-u", db.dsn(), "status", "-o", "json").document().each("/migrations", "state"))
                .containsExactly("baseline", "baseline", "pending");
        assertThat(run.run("-u", db.dsn(), "migrate").out()).isEqualTo("1 migration applied, now at version 3\n");
        Result again = run.run("-u", db.dsn(), "baseline", "3", "-o", "json");
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.document().at("/error/code")).isEqualTo("validation");
    }

    @EachDatabase
    void repair_records_what_has_changed(TestDatabase db) throws IOException {
        run.run("-u", db.dsn(), "migrate");
        run.file("migrations/1_orders.up.sql", "CREATE TABLE orders (id BIGINT);\n");
        Files.delete(folder.resolve("migrations/2_lines.up.sql"));
        Files.delete(folder.resolve("migrations/2_lines.down.sql"));

        Document repaired =
                run.run("-u", db.dsn(), "repair", "-y", "-o", "json").document();
        assertThat(repaired.root().at("/recorded").size()).isEqualTo(2);
        assertThat(run.run("-u", db.dsn(), "migrate").code()).isZero();
    }

    @EachDatabase
    void resolving_what_is_not_dirty_is_an_error(TestDatabase db) {
        run.run("-u", db.dsn(), "migrate");
        Result result = run.run("-u", db.dsn(), "resolve", "1", "--as", "retry");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("'1' is not dirty");
    }

    @EachDatabase
    void wait_ends_when_the_database_answers(TestDatabase db) {
        assertThat(run.run("-u", db.dsn(), "wait").out()).contains(" answers, after ");
        assertThat(run.run("-u", db.dsn(), "wait", "-o", "json").document().at("/exitCode"))
                .isEqualTo("0");
        assertThat(run.run("-u", db.dsn(), "lock").out()).isEqualTo("nobody holds the lock\n");
        assertThat(run.run("-u", db.dsn(), "lock", "-o", "json").document().at("/held"))
                .isEqualTo("false");
    }

    @Test
    void split_shows_statements_and_gives_programs_their_whole_text() {
        String long_text = "INSERT INTO t VALUES ('" + "x".repeat(200) + "')";
        run.file("s.sql", "CREATE TABLE t (a TEXT); -- one\n\n  " + long_text + ";\nVACUUM;\n");
        Result text = run.run("split", "s.sql");
        assertThat(text.out().lines().skip(1).map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "1 1 transactional CREATE TABLE t (a TEXT)",
                        "2 3 transactional " + long_text.substring(0, 59) + "…",
                        "3 4 bare VACUUM");
        Document document = run.run("split", "s.sql", "--dialect", "postgresql", "-o", "json")
                .document();
        assertThat(document.each("/statements", "text"))
                .containsExactly("CREATE TABLE t (a TEXT)", long_text, "VACUUM");
        assertThat(document.at("/statements/1/column")).isEqualTo("3");
        assertThat(document.at("/dialect")).isEqualTo("postgresql");
    }

    @Test
    void commands_that_only_look_make_no_file() {
        for (String command : List.of("status", "plan", "version", "validate", "lock", "wait", "repair", "down")) {
            Result result = run.run(command, "-u", "sqlite:absent.db");
            assertThat(result.code()).as("%s %s", command, result).isZero();
            assertThat(result.err()).contains("note: ", "absent.db does not exist yet");
            assertThat(folder.resolve("absent.db")).doesNotExist();
        }
    }

    @Test
    void quiet_tells_notes_and_errors_alone() {
        assertThat(run.run("migrate", "-q").all()).isEmpty();
        assertThat(run.run("migrate", "-l", "error").all()).isEmpty();
        assertThat(run.run("version", "-q").all()).isEqualTo("3\n");
        run.file("migrations/1_orders.up.sql", "CREATE TABLE orders (id INT);\n\nINSERT INTO orders VALUES (1);\n");
        assertThat(run.run("migrate", "-q").all()).startsWith("note: ").contains("reformatted");
        assertThat(run.run("migrate", "-l", "error").all()).isEmpty();
        assertThat(run.run("migrate").out()).isEqualTo("nothing to do, at version 3 (1 note)\n");
    }

    @Test
    void verbose_tells_each_statement_and_what_is_left_out_and_twice_where_an_error_comes_from() {
        run.file("migrations/readme.md", "about\n");
        assertThat(run.run("migrate", "-v").err()).contains("1  CREATE TABLE orders (id INT)");
        assertThat(run.run("status", "-v").err()).contains("left out: readme.md (its name does not end in .sql)");
        assertThat(run.run("status").err()).doesNotContain("readme.md");
        run.file("migrations/4_bad.up.sql", "nonsense;\n");
        assertThat(run.run("migrate", "-v").err()).doesNotContain("\tat ");
        assertThat(run.run("migrate", "-vv").err()).contains("\tat ");
        assertThat(run.run("migrate", "--log-level=TRACE").err()).contains("\tat ");
    }

    @Test
    void a_failure_is_a_document_too_with_what_had_been_done() {
        run.file("migrations/4_bad.up.sql", "CREATE TABLE fine (id INT);\nINSERT INTO nowhere VALUES (1);\n");
        Result result = run.run("migrate", "-o", "json");
        Document document = result.document();

        assertThat(result.code()).isEqualTo(1);
        assertThat(document.at("/exitCode")).isEqualTo("1");
        assertThat(document.at("/command")).isEqualTo("migrate");
        assertThat(document.at("/database")).isEqualTo("sqlite:lockstep.db");
        assertThat(document.at("/error/code")).isEqualTo("failed");
        assertThat(document.at("/error/migration")).isEqualTo("4");
        assertThat(document.at("/error/statement")).isEqualTo("2");
        assertThat(document.at("/error/problems/0/what")).contains("no such table: nowhere");
        assertThat(document.at("/error/problems/0/where/file")).endsWith("4_bad.up.sql");
        assertThat(document.at("/error/problems/0/where/line")).isEqualTo("2");
        assertThat(document.at("/error/problems/0/where/column")).isEqualTo("1");
        assertThat(document.at("/error/problems/0/where/text")).isEqualTo("INSERT INTO nowhere VALUES (1);");
        assertThat(document.at("/error/release")).isEqualTo(Lockstep.release());
        assertThat(document.at("/error/problems/0/remedy")).contains("lockstep migrate");
        assertThat(document.each("/error/done", "id")).containsExactly("1", "2", "3");
        assertThat(result.err()).contains("before it: 3 migrations applied and kept, the last one 3 notes");
    }

    @Test
    void a_failure_in_the_middle_of_a_document_leaves_it_a_document() {
        run.file("broken.sql", "CREATE TABLE t (a INT);\n'open");
        Result result = run.run("split", "broken.sql", "-o", "json");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.document().each("/statements", "number")).containsExactly("1");
        assertThat(result.document().at("/error/code")).isEqualTo("validation");
    }

    @Test
    void a_wrong_command_line_is_a_document_too() {
        for (String[] wrong : new String[][] {
            {"-o", "json", "migrate", "--nothing"}, {"migrate", "-ojson", "--nothing"}, {"--output=json", "nothing"}
        }) {
            Result result = run.run(wrong);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.document().at("/error/code")).isEqualTo("configuration");
        }
        run.file("lockstep.yml", "nothing: 1\n").variable("LOCKSTEP_OUTPUT", "json");
        assertThat(run.run("version").document().at("/error/problems/0/where/line"))
                .isEqualTo("1");
    }
}
