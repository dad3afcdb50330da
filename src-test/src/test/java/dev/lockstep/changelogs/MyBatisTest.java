package dev.lockstep.changelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.ibatis.migration.commands.BaseCommand;
import org.apache.ibatis.migration.commands.DownCommand;
import org.apache.ibatis.migration.commands.UpCommand;
import org.apache.ibatis.migration.options.SelectedOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of MyBatis Migrations end where that tool ends. */
class MyBatisTest {
    private static final String HISTORY = "schema_history";
    private static final String TIMES = "changelog";
    private static final String ENVIRONMENT = "environments/development.properties";

    private static final Layout.DialectNames DIALECT = new Layout.DialectNames(List.of("sqlite"), List.of("sqlite"));

    @TempDir
    Path folder;

    @EachDatabase
    void the_sample_ends_where_the_tool_ends(TestDatabase db, TestDatabase expected, TestDatabase empty)
            throws Exception {
        Project project = Project.sample("mybatis", db, folder);
        Report report = project.lockstep(db, "auto").migrate();
        up(project, expected);
        Project.withHistory(expected);
        Project.withHistory(empty);

        assertThat(report.done()).hasSize(11);
        assertThat(report.notes())
                .containsExactly("the files are read as those of mybatis: 'scripts/01_create_changelog.sql' has a line"
                        + " that begins with '-- //'");
        assertThat(snapshot(db)).isEqualTo(snapshot(expected));
        assertThat(project.lockstep(db, "mybatis").status().rows())
                .allMatch(row -> row.state() == Status.State.APPLIED);

        project.lockstep(db, "mybatis").down(Target.EVERYTHING);
        assertThat(db.snapshot(HISTORY)).isEqualTo(empty.snapshot(HISTORY));
    }

    @EachDatabase
    void what_was_taken_back_is_what_the_tool_takes_back(TestDatabase db, TestDatabase expected) throws Exception {
        Project project = Project.sample("mybatis", db, folder);
        project.lockstep(db, "mybatis").migrate();
        project.lockstep(db, "mybatis").down(Target.steps(7));
        up(project, expected);
        down(project, expected, 7);
        Project.withHistory(expected);

        assertThat(snapshot(db)).isEqualTo(snapshot(expected));
    }

    @EachDatabase
    void delimiters_may_have_a_line_of_their_own(TestDatabase db, TestDatabase expected) throws Exception {
        Project project = Project.of(
                folder,
                ENVIRONMENT,
                "full_line_delimiter=true\ndelimiter=GO\nscript_char_set=ISO-8859-1\nhook_before_up=SQL:x.sql\n",
                "hooks/x.sql",
                "-- nothing\n",
                "environments/production.properties",
                "delimiter=!\n",
                "scripts/1_log.sql",
                "-- // a log\nCREATE TABLE CHANGELOG (id NUMERIC(20) NOT NULL, applied_at VARCHAR(25), description VARCHAR(255))\nGO\n"
                        + "CREATE TABLE log (entry VARCHAR(20) NOT NULL)\n  GO  \n",
                "scripts/2_rows.sql",
                "-- //\n-- @DELIMITER /\nINSERT INTO log VALUES ('a\nGO')\n/\n-- @DELIMITER GO\nINSERT INTO log VALUES ('b;')\nGO\n");
        Files.writeString(
                folder.resolve("scripts/3_latin.sql"),
                "-- //\nINSERT INTO log VALUES ('gr\u00fc\u00dfe')\nGO\n",
                StandardCharsets.ISO_8859_1);
        Report report = project.lockstep(db, "mybatis").migrate();
        up(project, expected);
        Project.withHistory(expected);

        assertThat(snapshot(db)).isEqualTo(snapshot(expected));
        assertThat(report.notes())
                .hasSize(2)
                .anyMatch(note -> note.startsWith("settings and variables are those of "))
                .anyMatch(note -> note.equals("hooks are not run here: hook_before_up"));
    }

    @EachDatabase
    void a_variable_that_the_user_sets_beats_the_environments(TestDatabase db) throws Exception {
        Project project = Project.sample("mybatis", db, folder);
        project.builder(db, "mybatis").placeholder("owner", "Jane").build().migrate();

        assertThat(db.value("SELECT name FROM customer WHERE id = 1")).isEqualTo("Jane");
    }

    @Test
    void the_folder_of_the_scripts_will_do(@TempDir Path other) throws Exception {
        Project.of(other, ENVIRONMENT, "delimiter=@\nauto_commit=true\n", "scripts/1_a.sql", "-- // a\nSELECT 1@\n");
        Layout.Listing listing = Layouts.named("auto")
                .list(SourceFiles.of(MigrationSource.directory(other.resolve("scripts"))), DIALECT);

        assertThat(listing.problems()).isEmpty();
        assertThat(listing.migrations()).hasSize(1);
        assertThat(listing.migrations().get(0).up().directives().toString()).isEqualTo("transaction=none delimiter=@");
    }

    @Test
    void what_is_no_migration_is_left_out_and_said() throws Exception {
        Layout.Listing listing = listing(
                "scripts/1_a.sql", "-- // a",
                "scripts/bootstrap.sql", "",
                "scripts/onabort.sql", "",
                "scripts/notes.txt", "",
                "scripts/old/2_b.sql", "",
                "hooks/before.js", "",
                "drivers/postgresql.jar", "");

        assertThat(listing.migrations()).hasSize(1);
        assertThat(listing.leftOut())
                .extracting(LeftOut::path)
                .containsExactly(
                        "drivers/postgresql.jar",
                        "hooks/before.js",
                        "scripts/bootstrap.sql",
                        "scripts/notes.txt",
                        "scripts/old/2_b.sql",
                        "scripts/onabort.sql");
    }

    @Test
    void names_that_the_tool_cannot_read_are_problems() throws Exception {
        assertThat(listing(
                                "scripts/1_a.sql",
                                "",
                                "scripts/01_b.sql",
                                "",
                                "scripts/x_c.sql",
                                "",
                                "scripts/1.5_d.sql",
                                "")
                        .problems())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "two files are the up script of version 1: 'scripts/01_b.sql' and 'scripts/1_a.sql'",
                        "two files are the down script of version 1: 'scripts/01_b.sql' and 'scripts/1_a.sql'",
                        "the name does not begin with a whole number: 'scripts/x_c.sql'",
                        "the name does not begin with a whole number: 'scripts/1.5_d.sql'");
    }

    private static Layout.Listing listing(String... pathsAndTexts) throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return Layouts.named("mybatis").list(SourceFiles.of(MigrationSource.memory(files)), DIALECT);
    }

    private static String snapshot(TestDatabase db) throws Exception {
        return Project.snapshot(db, HISTORY, TIMES, TIMES.toUpperCase(Locale.ROOT));
    }

    private static void up(Project project, TestDatabase db) throws Exception {
        run(project, db, UpCommand::new);
    }

    private static void down(Project project, TestDatabase db, int steps) throws Exception {
        run(project, db, DownCommand::new, Integer.toString(steps));
    }

    private static void run(
            Project project, TestDatabase db, Function<SelectedOptions, BaseCommand> command, String... arguments)
            throws Exception {
        Path login = project.folder().resolve("login");
        Files.createDirectories(login);
        Files.writeString(
                login.resolve("development.properties"),
                Files.readString(project.folder().resolve(ENVIRONMENT))
                        + "\nurl=" + db.url()
                        + "\nusername=" + db.user()
                        + "\npassword=" + db.password()
                        + "\ndriver=" + driver(db) + "\n");
        SelectedOptions options = new SelectedOptions();
        options.getPaths().setBasePath(project.folder().toFile());
        options.getPaths().setEnvPath(login.toFile());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        BaseCommand tool = command.apply(options);
        tool.setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8));
        tool.execute(arguments);
    }

    private static String driver(TestDatabase db) {
        return switch (db.dbms()) {
            case POSTGRESQL -> "org.postgresql.Driver";
            case MARIADB -> "org.mariadb.jdbc.Driver";
            case SQLITE -> "org.sqlite.JDBC";
        };
    }
}
