package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.LockstepProcess.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command line itself, on folders such as each tool's users have them: nothing is said of the tool, the working directory is
 * another one, and the output goes into a file.
 */
class ForeignFoldersTest {
    private static final String USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(80));\n";
    private static final String NO_USERS = "DROP TABLE users;\n";
    private static final String ADA = "INSERT INTO users (id, name) VALUES (1, 'Ada; and others');\n";
    private static final String NO_ADA = "DELETE FROM users;\n";

    @TempDir
    Path project;

    /**
     * A project.
     *
     * @param folder where its migrations are
     * @param note what is said of how they are read; empty where Lockstep's own rules are the same
     * @param leftOut what {@code status -v} says of other files
     * @param files by their paths in the folder
     */
    record Project(String folder, String note, List<String> leftOut, Map<String, String> files) {
        @Override
        public String toString() {
            return folder;
        }
    }

    static List<Project> projects() {
        return List.of(
                new Project(
                        "golang/db/migrations",
                        "",
                        List.of("embed.go (its name does not end in .sql)"),
                        files(
                                "000001_create_users.up.sql", USERS,
                                "000001_create_users.down.sql", NO_USERS,
                                "000002_add_ada.up.sql", ADA,
                                "000002_add_ada.down.sql", NO_ADA,
                                "embed.go", "package migrations\n")),
                new Project(
                        "golang-migrate/migrations",
                        "golang-migrate: '2_add.ada.down.sql' is named <version>_<text>.up.<extension>",
                        List.of("seeds.sql (it is not named <version>_<text>.up.<extension> or .down.<extension>)"),
                        files(
                                "1_users.up.sql", USERS,
                                "1_no_users.down.sql", NO_USERS,
                                "2_add.ada.up.sql", ADA,
                                "2_add.ada.down.sql", NO_ADA,
                                "seeds.sql", "NONSENSE;")),
                new Project(
                        "goose/sql/schema",
                        "goose: '00001_create_users.sql' has a line '-- +goose Up'",
                        List.of("schema.go (it is not named <number>_<name>.sql or .go)"),
                        files(
                                "00001_create_users.sql",
                                "-- +goose Up\n" + USERS + "\n-- +goose Down\n" + NO_USERS,
                                "00002_add_ada.sql",
                                "-- +goose Up\n-- +goose StatementBegin\n" + ADA + "-- +goose StatementEnd\n\n"
                                        + "-- +goose Down\n-- +goose StatementBegin\n" + NO_ADA
                                        + "-- +goose StatementEnd\n",
                                "schema.go",
                                "package schema\n")),
                new Project(
                        "dbmate/db/migrations",
                        "dbmate: '20240101120000_create_users.sql' has a line '-- migrate:up'",
                        List.of(),
                        files(
                                "20240101120000_create_users.sql",
                                "-- migrate:up\n" + USERS + "\n-- migrate:down\n" + NO_USERS,
                                "20240102120000_add_ada.sql",
                                "-- migrate:up transaction:false\n" + ADA + "\n-- migrate:down\n" + NO_ADA)),
                new Project(
                        "pop/persistence/sql/migrations",
                        "pop: '20240101120000000000_users.down.sql' is named <date and step>_<name>",
                        List.of(
                                "20240101120000000000_users.postgres.up.sql (it is for postgres)",
                                "20240101120000000000_users.up.sql"
                                        + " ('20240101120000000000_users.sqlite3.up.sql' is meant instead)"),
                        files(
                                "20240101120000000000_users.up.sql", "NONSENSE;",
                                "20240101120000000000_users.postgres.up.sql", "NONSENSE;",
                                "20240101120000000000_users.sqlite3.up.sql", USERS,
                                "20240101120000000000_users.down.sql", NO_USERS,
                                "20240101120000000001_ada.autocommit.up.sql", ADA,
                                "20240101120000000001_ada.autocommit.down.sql", NO_ADA)),
                new Project(
                        "diesel/migrations",
                        "diesel: there is '00000000000000_diesel_initial_setup/up.sql'",
                        List.of(
                                "2024-01-02-120000_add_ada/README.md (it is neither up.sql nor down.sql nor metadata.toml)"),
                        files(
                                "00000000000000_diesel_initial_setup/up.sql",
                                "-- This file was automatically created\n",
                                "00000000000000_diesel_initial_setup/down.sql",
                                "-- This file was automatically created\n",
                                "2024-01-01-120000_create_users/up.sql",
                                USERS,
                                "2024-01-01-120000_create_users/down.sql",
                                NO_USERS,
                                "2024-01-02-120000_add_ada/up.sql",
                                ADA,
                                "2024-01-02-120000_add_ada/down.sql",
                                NO_ADA,
                                "2024-01-02-120000_add_ada/metadata.toml",
                                "run_in_transaction = false\n",
                                "2024-01-02-120000_add_ada/README.md",
                                "")),
                new Project(
                        "flyway/src/main/resources/db/migration",
                        "flyway: 'U1_1__ada.sql' is named U<version>__<description>",
                        List.of("users.csv (its name does not end in .sql)"),
                        files(
                                "V1__create_users.sql", USERS,
                                "U1__create_users.sql", NO_USERS,
                                "V1_1__ada.sql", ADA,
                                "U1_1__ada.sql", NO_ADA,
                                "users.csv", "")));
    }

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("projects")
    void is_looked_at_brought_up_and_taken_back(Project made) {
        write(made);
        Result status = run(made, 0, "status", "-v");
        made.leftOut().forEach(file -> assertThat(status.err()).contains("left out: " + file));
        assertThat(run(made, 0, "plan").out()).contains("CREATE TABLE users");
        assertThat(run(made, 0, "validate").err()).doesNotContain("error");
        assertThat(run(made, 0, "migrate").out()).contains(" migrations applied");
        assertThat(run(made, 0, "down", "--to", "0", "-y").out()).contains("no version is applied now");
    }

    @Test
    void names_that_another_tool_reads_otherwise_say_so() {
        Project made = new Project(
                "migrations", "", List.of(), files("1_users.up.sql", USERS, "1_no_users.down.sql", NO_USERS));
        write(made);
        assertThat(run(made, 4, "migrate").err())
                .contains("two migrations have the version 1")
                .contains("nothing is wrong with these files by the rules of golang-migrate, or of pop")
                .contains("say --format golang-migrate or --format pop");
        assertThat(run(made, 0, "migrate", "--format", "golang-migrate").out()).contains("1 migration applied");
    }

    private void write(Project made) {
        try {
            Files.createDirectories(project.resolve("elsewhere"));
            for (Map.Entry<String, String> file : made.files().entrySet()) {
                Path path = project.resolve(made.folder()).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result run(Project made, int code, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("-u", "sqlite:../database", "-d", "../" + made.folder()));
        Result result = LockstepProcess.command(arguments.toArray(String[]::new))
                .directory(project.resolve("elsewhere"))
                .run();
        assertThat(result.exitCode()).as("%s", result).isEqualTo(code);
        assertThat(result.out() + result.err()).doesNotContain("\u001B");
        if (!made.note().isEmpty()) {
            assertThat(result.err()).contains("note: the files are read as those of " + made.note());
        }
        return result;
    }
}
