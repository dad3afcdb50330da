package dev.lockstep.changelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ibatis.migration.commands.BaseCommand;
import org.apache.ibatis.migration.commands.DownCommand;
import org.apache.ibatis.migration.commands.UpCommand;
import org.apache.ibatis.migration.options.SelectedOptions;
import org.junit.jupiter.api.io.TempDir;

/** Projects of MyBatis Migrations end where that tool ends. */
class MyBatisTest {
    private static final String HISTORY = "schema_history";
    private static final String TIMES = "changelog";
    private static final String ENVIRONMENT = "environments/development.properties";

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

    private static String snapshot(TestDatabase db) throws Exception {
        return db.snapshot(HISTORY, TIMES, TIMES.toUpperCase(java.util.Locale.ROOT));
    }

    private static void up(Project project, TestDatabase db) throws Exception {
        run(project, db, UpCommand::new);
    }

    private static void down(Project project, TestDatabase db, int steps) throws Exception {
        run(project, db, DownCommand::new, Integer.toString(steps));
    }

    private static void run(
            Project project,
            TestDatabase db,
            java.util.function.Function<SelectedOptions, BaseCommand> command,
            String... arguments)
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
