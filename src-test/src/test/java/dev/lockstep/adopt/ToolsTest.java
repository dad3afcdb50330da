package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Adoption.FileState;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Status;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.apache.ibatis.migration.commands.UpCommand;
import org.apache.ibatis.migration.options.SelectedOptions;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.io.TempDir;

/** The tools themselves migrate the first half, and Lockstep goes on: the end is the one at which the tool arrives alone. */
class ToolsTest {
    private static final int COUNT = 10;

    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Lockstep lockstep(TestDatabase db, String format) {
        return Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .format(format)
                .build();
    }

    private static String up(int version) {
        return "CREATE TABLE t" + version
                + " (id INTEGER PRIMARY KEY, name VARCHAR(20));\r\n-- caf\u00e9\r\nINSERT INTO t" + version
                + " VALUES (" + version + ", 'n');\r\n";
    }

    private static void allApplied(Lockstep lockstep) {
        assertThat(lockstep.status().rows()).hasSize(COUNT).allMatch(row -> row.state() == Status.State.APPLIED);
    }

    /** A database has Lockstep's history too, so that only what the migrations made is compared. */
    private static void withHistory(TestDatabase db) throws Exception {
        Lockstep.builder(db.dataSource(), MigrationSource.memory(Map.of("1_x.sql", "")))
                .adoptFrom("none")
                .build()
                .adopt();
    }

    @EachDatabase
    void mybatis_migrates_half_and_lockstep_the_rest(TestDatabase db, TestDatabase expected) throws Exception {
        write(
                "scripts/01_create_changelog.sql",
                "-- // create the changelog\nCREATE TABLE changelog (id NUMERIC(20,0) NOT NULL PRIMARY KEY, applied_at"
                        + " VARCHAR(25) NOT NULL, description VARCHAR(255) NOT NULL);\n-- //@UNDO\nDROP TABLE"
                        + " changelog;\n");
        for (int version = 2; version <= COUNT; version++) {
            write(
                    "scripts/" + (version < 10 ? "0" : "") + version + "_table.sql",
                    "-- // a table\n" + up(version) + "-- //@UNDO\nDROP TABLE t" + version + ";\n");
        }
        myBatis(db, "5");
        myBatis(expected);
        withHistory(expected);

        Adoption adoption = lockstep(db, "mybatis").adopt();

        assertThat(adoption.rows()).hasSize(5);
        assertThat(adoption.rows().get(0).description()).isEqualTo("create changelog");
        assertThat(lockstep(db, "mybatis").migrate().done()).hasSize(COUNT - 5);
        allApplied(lockstep(db, "mybatis"));
        assertThat(db.snapshot("schema_history", "changelog"))
                .isEqualTo(expected.snapshot("schema_history", "changelog"));

        for (int version = 6; version <= COUNT; version++) {
            db.execute("INSERT INTO changelog VALUES (" + version + ", '2024-03-01 10:20:30', 'by Lockstep')");
        }
        myBatis(db);
        assertThat(lockstep(db, "mybatis").adopt().rows())
                .as("what is told to MyBatis is no news here")
                .isEmpty();
    }

    private void myBatis(TestDatabase db, String... steps) throws Exception {
        write("drivers/none", "");
        write(
                "environments/development.properties",
                "time_zone=UTC\nscript_char_set=UTF-8\nsend_full_script=false\ndelimiter=;\nfull_line_delimiter=false\n"
                        + "auto_commit=false\nchangelog=changelog\nurl=" + db.url() + "\nusername=" + db.user()
                        + "\npassword=" + db.password() + "\ndriver="
                        + Foreign.on(db, "org.postgresql.Driver", "org.mariadb.jdbc.Driver", "org.sqlite.JDBC") + "\n");
        SelectedOptions options = new SelectedOptions();
        options.getPaths().setBasePath(folder.toFile());
        UpCommand up = new UpCommand(options);
        up.setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        up.execute(steps);
        Files.delete(folder.resolve("environments/development.properties"));
    }

    @EachDatabase
    void liquibase_migrates_half_and_lockstep_the_rest(TestDatabase db, TestDatabase expected) throws Exception {
        StringBuilder changelog = new StringBuilder("--liquibase formatted sql\n");
        for (int version = 1; version <= COUNT; version++) {
            changelog.append("--changeset ann:table" + version + "\n" + up(version) + "--rollback DROP TABLE t"
                    + version + ";\n");
        }
        write("changelog.sql", changelog.toString());
        liquibase(db, 5);
        liquibase(expected, COUNT);
        withHistory(expected);

        Adoption adoption = lockstep(db, "liquibase").adopt();

        assertThat(adoption.rows()).hasSize(5).allMatch(row -> row.file() == FileState.SAME);
        assertThat(lockstep(db, "liquibase").migrate().done()).hasSize(COUNT - 5);
        allApplied(lockstep(db, "liquibase"));
        String[] theirs = {"schema_history", "databasechangelog", "DATABASECHANGELOG", "databasechangeloglock"};
        assertThat(db.snapshot(theirs)).isEqualTo(expected.snapshot(theirs));

        liquibase(db, liquibase -> liquibase.changeLogSync(new Contexts(), new LabelExpression()));
        liquibase(
                db,
                liquibase -> assertThat(liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()))
                        .isEmpty());
        assertThat(lockstep(db, "liquibase").adopt().rows())
                .as("what is told to Liquibase is no news here")
                .isEmpty();
    }

    @EachDatabase
    void nothing_is_adopted_while_liquibase_says_that_somebody_works(TestDatabase db) throws Exception {
        write("changelog.sql", "--liquibase formatted sql\n--changeset ann:one\nCREATE TABLE t1 (id INTEGER);\n");
        liquibase(db, 1);
        db.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = (1=1), LOCKEDBY = 'web-7 (10.0.0.7)' WHERE ID = 1");

        assertThatThrownBy(() -> Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                        .format("liquibase")
                        .lockTimeout(Duration.ZERO)
                        .build()
                        .adopt())
                .isInstanceOf(LockTimeoutException.class)
                .hasMessageContaining("the lock of liquibase was not free")
                .hasMessageContaining("web-7 (10.0.0.7)");
        db.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = (1=0)");
        assertThat(lockstep(db, "liquibase").adopt().rows()).hasSize(1);
    }

    private void liquibase(TestDatabase db, int count) throws Exception {
        liquibase(db, liquibase -> liquibase.update(count, new Contexts(), new LabelExpression()));
    }

    /** Something that Liquibase does. */
    @FunctionalInterface
    private interface Work {
        void on(Liquibase liquibase) throws Exception;
    }

    private void liquibase(TestDatabase db, Work work) throws Exception {
        DirectoryResourceAccessor files = new DirectoryResourceAccessor(folder);
        try (Connection connection = db.connect()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
                work.on(new Liquibase("changelog.sql", files, database));
                return null;
            });
        }
    }

    @EachDatabase
    void flyway_migrates_half_and_lockstep_the_rest_and_all_checksums_agree(TestDatabase db, TestDatabase expected)
            throws Exception {
        for (int version = 1; version < COUNT; version++) {
            write("flyway/V1_" + version + "__table.sql", up(version));
        }
        write("flyway/R__view.sql", "CREATE VIEW every AS SELECT '${word}' AS word FROM t1;\n");
        flyway(db, "1.5");
        flyway(expected, "latest");
        withHistory(expected);
        List<String> theirs = flywaysRows(db);
        Lockstep lockstep = ofFlyway(db);

        Adoption adoption = lockstep.adopt();

        assertThat(adoption.rows()).hasSize(6).allMatch(row -> row.file() == FileState.SAME);
        assertThat(lockstep.migrate().done()).hasSize(COUNT - 6);
        allApplied(lockstep);
        assertThat(db.snapshot("schema_history", "flyway_schema_history"))
                .isEqualTo(expected.snapshot("schema_history", "flyway_schema_history"));
        assertThat(ofFlyway(expected).adopt().rows()).hasSize(COUNT).allMatch(row -> row.file() == FileState.SAME);
        assertThat(ofFlyway(expected).migrate().done()).isEmpty();
        allApplied(ofFlyway(expected));

        assertThat(flywaysRows(db)).isEqualTo(theirs);
        flyway(db).ignoreMigrationPatterns("*:pending").load().validate();
        flyway(db).skipExecutingMigrations(true).load().migrate();
        flyway(db).load().validate();
    }

    private static List<String> flywaysRows(TestDatabase db) throws Exception {
        String query = "SELECT %s FROM flyway_schema_history ORDER BY installed_rank"
                .formatted(Foreign.on(
                        db,
                        "ROW(flyway_schema_history.*)::text",
                        "CONCAT_WS('|', version, script, checksum, installed_by, installed_on, execution_time, success)",
                        "version || script || checksum || installed_by || installed_on || execution_time || success"));
        try (Connection connection = db.connect()) {
            return Sql.column(connection, query);
        }
    }

    private Lockstep ofFlyway(TestDatabase db) {
        return Lockstep.builder(db.dataSource(), MigrationSource.directory(folder.resolve("flyway")))
                .placeholder("word", "hello")
                .build();
    }

    private void flyway(TestDatabase db, String target) {
        flyway(db).target(target).load().migrate();
    }

    private FluentConfiguration flyway(TestDatabase db) {
        return Flyway.configure()
                .dataSource(db.url(), db.user(), db.password())
                .locations("filesystem:" + folder.resolve("flyway"))
                .placeholders(Map.of("word", "hello"));
    }
}
