package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which of them wins. */
class SettingsTest {
    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void three_migrations() {
        run = new CommandLineRun(folder).threeMigrations();
    }

    @Test
    void without_any_setting_it_is_a_file_in_the_working_directory() {
        assertThat(run.run("migrate").code()).isZero();
        assertThat(folder.resolve("lockstep.db")).exists();
    }

    @Test
    void the_command_line_beats_the_variable_beats_dot_env_beats_the_file_beats_the_default() {
        assertThat(tableIsUsed("schema_history")).isTrue();
        run.file("lockstep.yml", "table: of_file\n");
        assertThat(tableIsUsed("of_file")).isTrue();
        run.file(".env", "LOCKSTEP_TABLE=of_dot_env\n");
        assertThat(tableIsUsed("of_dot_env")).isTrue();
        run.variable("LOCKSTEP_TABLE", "of_variable");
        assertThat(tableIsUsed("of_variable")).isTrue();
        assertThat(tableIsUsed("of_flag", "--table", "of_flag")).isTrue();
        assertThat(tableIsUsed("of_variable", "--table", "of_flag")).isFalse();
    }

    /** A baseline writes to the table, wherever that is, and nothing else. */
    private boolean tableIsUsed(String table, String... arguments) {
        try {
            Files.deleteIfExists(folder.resolve("lockstep.db"));
            run.run(concat(arguments, "baseline", "1"));
            return run.run("version", "--table", table).out().equals("1\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String[] concat(String[] first, String... second) {
        String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void the_url_follows_the_same_order_with_foreign_variables_only_on_request() {
        run.file("lockstep.yml", "url: sqlite:of_file.db\n").variable("DATABASE_URL", "sqlite:of_database_url.db");
        assertThat(database()).isEqualTo("sqlite:of_file.db");
        assertThat(database("-e")).isEqualTo("sqlite:of_database_url.db");
        run.variable("DSN", "sqlite:of_dsn.db");
        assertThat(database("--read-from-env")).isEqualTo("sqlite:of_dsn.db");
        run.variable("LOCKSTEP_URL", "sqlite:of_lockstep_url.db");
        assertThat(database()).isEqualTo("sqlite:of_lockstep_url.db");
        assertThat(database("-u", "sqlite:of_flag.db")).isEqualTo("sqlite:of_flag.db");
        assertThat(database("-e")).isEqualTo("sqlite:of_lockstep_url.db");
        assertThat(run.run("-e", "version").err()).contains("note: LOCKSTEP_URL is set, and comes before");
    }

    @Test
    void dot_env_holds_the_foreign_variables_too() {
        run.file(".env", "DSN=sqlite:of_dot_env.db\n");
        assertThat(database("-e")).isEqualTo("sqlite:of_dot_env.db");
    }

    @Test
    void asking_for_a_foreign_variable_that_is_not_set_is_an_error() {
        assertRefused(run.run("-e", "version"), "neither DSN nor DATABASE_URL is set");
    }

    @Test
    void two_ways_to_name_the_database_on_one_command_line_contradict_each_other() {
        assertRefused(run.run("-e", "-u", "sqlite:x.db", "version"), "both name the database");
    }

    @Test
    void global_options_stand_before_or_behind_the_command() {
        assertThat(database("-o", "json", "-u", "sqlite:a.db")).isEqualTo("sqlite:a.db");
        assertThat(run.run("version", "-o", "json", "-u", "sqlite:b.db")
                        .document()
                        .at("/database"))
                .isEqualTo("sqlite:b.db");
        assertThat(run.run("-o=json", "version", "--url=sqlite:c.db").document().at("/database"))
                .isEqualTo("sqlite:c.db");
    }

    @Test
    void every_form_of_a_line_in_dot_env_is_read() {
        run.file(".env", """
                # comment
                  LOCKSTEP_URL = sqlite:plain.db   # comment
                """);
        assertThat(database()).isEqualTo("sqlite:plain.db");
        run.file(".env", "export LOCKSTEP_URL=\"sqlite:double#quoted.db\"\nfree text of somebody else\n");
        assertThat(database()).isEqualTo("sqlite:double#quoted.db");
        run.file(".env", "LOCKSTEP_URL='sqlite:single quoted.db' # comment\r\n");
        assertThat(database()).isEqualTo("sqlite:single quoted.db");
        run.file(".env", "LOCKSTEP_URL=\n");
        assertThat(database()).isEqualTo("sqlite:lockstep.db");
    }

    @Test
    void an_environment_of_the_file_is_chosen_by_name_and_falls_back_to_the_top() {
        run.file("lockstep.yml", """
                url: sqlite:top.db
                table: top_history
                environments:
                  production:
                    url: sqlite:production.db
                  staging:
                    table: staging_history
                """);
        assertThat(database()).isEqualTo("sqlite:top.db");
        assertThat(database("--env", "production")).isEqualTo("sqlite:production.db");
        assertThat(database("--env", "staging")).isEqualTo("sqlite:top.db");
        run.variable("LOCKSTEP_ENV", "production");
        assertThat(database()).isEqualTo("sqlite:production.db");
        run.run("baseline", "2");
        assertThat(run.run("version", "--table", "top_history").out()).isEqualTo("2\n");
    }

    @Test
    void an_environment_that_is_not_there_is_an_error_with_the_nearest_name() {
        assertRefused(run.run("--env", "x", "version"), "there is no environment 'x'");
        run.file("lockstep.yml", "environments: {production: {table: a}}\n");
        assertRefused(run.run("--env", "prodution", "version"), "did you mean 'production'?");
    }

    @Test
    void variables_stand_in_values_of_the_file_with_defaults_and_literally() {
        run.file("lockstep.yml", "url: 'sqlite:${NAME}-${OTHER:-x}-$${literal}.db'\n");
        assertThat(run.variable("NAME", "of$1variable")
                        .run("-o", "json", "version")
                        .document()
                        .at("/database"))
                .isEqualTo("sqlite:of$1variable-x-${literal}.db");
        run.file(".env", "OTHER=y\n");
        assertThat(database()).isEqualTo("sqlite:of$1variable-y-${literal}.db");
    }

    @Test
    void a_variable_without_a_value_is_an_error_at_its_line_but_only_where_it_is_needed() {
        run.file("lockstep.yml", "table: t\nenvironments:\n  a:\n    url: sqlite:${ABSENT}.db\n");
        assertThat(run.run("version").code()).isZero();
        Result result = run.run("--env", "a", "version");
        assertRefused(result, "the variable ABSENT is not set");
        assertThat(result.err()).contains("lockstep.yml:4:5");
    }

    @Test
    void keys_that_are_no_settings_are_all_reported_with_line_and_nearest_name() {
        run.file("lockstep.yml", "lock-timout: 5m\nenvironments:\n  a:\n    tabel: x\n    help: true\n");
        Result result = run.run("version");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("there is no setting 'lock-timout'", "lockstep.yml:1:1", "did you mean 'lock-timeout'?")
                .contains("there is no setting 'tabel'", "lockstep.yml:4:5", "did you mean 'table'?")
                .contains("there is no setting 'help'", "3 problems");
    }

    @Test
    void settings_of_other_commands_are_no_errors() {
        run.file("lockstep.yml", "steps: 2\ntimeout: 1s\ndialect: sqlite\nenabled: false\n");
        assertThat(run.run("version").code()).isZero();
    }

    @Test
    void a_file_that_is_not_yaml_is_an_error_at_its_line() {
        run.file("lockstep.yml", "table: x\nurl: [a\n");
        Result result = run.run("version");
        assertRefused(result, "this is not YAML");
        assertThat(result.err()).contains("lockstep.yml:2:8");
        assertRefused(run.file("lockstep.yml", "just text\n").run("version"), "begins with a key");
        assertRefused(run.file("lockstep.yml", "table: a\ntable: b\n").run("version"), "uplicate");
        assertRefused(run.file("lockstep.yml", "table: {a: {b: c}}\n").run("version"), "not nested that deep");
        assertRefused(run.file("lockstep.yml", "table: [a, b]\n").run("version"), "table in");
        assertThat(run.file("lockstep.yml", "# nothing\n").run("version").code())
                .isZero();
        assertThat(run.file("lockstep.yml", "").run("version").code()).isZero();
    }

    @Test
    void a_file_of_settings_that_is_named_must_be_there() {
        assertRefused(run.run("-c", "other.yml", "version"), "there is no configuration file");
        run.file("other.yml", "url: sqlite:other.db\n");
        assertThat(database("-c", "other.yml")).isEqualTo("sqlite:other.db");
        assertThat(run.variable("LOCKSTEP_CONFIG", "other.yml")
                        .run("version", "-o", "json")
                        .document()
                        .at("/database"))
                .isEqualTo("sqlite:other.db");
    }

    @Test
    void values_are_converted_alike_wherever_they_come_from() {
        String wrong = "'soon' is not a duration: write 30s, 5m or 1h30m";
        assertRefused(run.run("--lock-timeout", "soon", "version"), wrong);
        run.file("lockstep.yml", "lock-timeout: soon\n");
        Result result = run.run("version");
        assertRefused(result, wrong);
        assertThat(result.err()).contains("lock-timeout in ", "lockstep.yml:1:1");
        run.variable("LOCKSTEP_LOCK_TIMEOUT", "soon");
        assertRefused(run.run("version"), "LOCKSTEP_LOCK_TIMEOUT: " + wrong);
        assertThat(run.run("--lock-timeout", "1h30m", "version").code()).isZero();
    }

    @Test
    void choices_say_what_there_is_to_choose_from() {
        assertRefused(run.run("--missing", "no", "version"), "'no' is none of fail, warn, ignore");
        assertRefused(run.run("--out-of-order", "no", "version"), "'no' is none of fail, allow");
        assertRefused(run.run("-l", "no", "version"), "'no' is none of error, warn, info, debug, trace");
        assertRefused(run.run("--format", "pages", "version"), "there is no format 'pages'");
    }

    @Test
    void lists_and_pairs_come_from_the_file_and_from_variables() {
        run.file("more/4_more.up.sql", "CREATE TABLE ${name} (id ${type});\n")
                .file("lockstep.yml", "dir: [migrations, more]\nplaceholder:\n  name: extra\n  type: INT\n");
        assertThat(run.run("migrate").err()).contains("applied 4 more");
        run.file("lockstep.yml", "url: sqlite:second.db\n")
                .variable("LOCKSTEP_DIR", "migrations,more")
                .variable("LOCKSTEP_PLACEHOLDER", "name=extra,type=NUMERIC(1,2)");
        assertThat(run.run("migrate").err()).contains("applied 4 more");
    }

    @Test
    void the_target_comes_from_a_variable_unless_the_command_line_says_how_far() {
        run.variable("LOCKSTEP_TO", "2");
        assertThat(run.run("migrate").out()).contains("now at version 2");
        assertThat(run.run("migrate", "--steps", "1").out()).contains("now at version 3");
    }

    @Test
    void a_variable_that_looks_like_a_setting_and_is_none_is_noted() {
        Result result = run.variable("LOCKSTEP_LOCKTIMEOUT", "5m").run("version");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .contains("note: the variable LOCKSTEP_LOCKTIMEOUT is no setting", "LOCKSTEP_LOCK_TIMEOUT?");
    }

    @Test
    void the_switch_for_applications_does_not_stop_the_command_line() {
        run.file("lockstep.yml", "enabled: false\n");
        assertThat(run.run("migrate").out()).contains("3 migrations applied");
    }

    @Test
    void statements_for_the_session_run_before_all_others() {
        run.file("migrations/4_child.up.sql", "CREATE TABLE child (id INT REFERENCES nothing (id));\n")
                .file("migrations/5_row.up.sql", "INSERT INTO child VALUES (1);\n");
        assertThat(run.run("migrate", "--session-sql", "PRAGMA foreign_keys = ON")
                        .code())
                .isEqualTo(1);
    }

    private String database(String... arguments) {
        return run.run(concat(arguments, "version", "-o", "json")).document().at("/database");
    }

    private static void assertRefused(Result result, String why) {
        assertThat(result.code()).as("%s", result).isEqualTo(2);
        assertThat(result.err()).contains(why).contains("to mend it: ");
        assertThat(result.out()).isEmpty();
    }
}
