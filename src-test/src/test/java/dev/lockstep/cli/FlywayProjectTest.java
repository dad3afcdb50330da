package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of Flyway's, with its files of settings and none of Lockstep's: it just works. */
class FlywayProjectTest {
    private static final String SECRET = "s3cret-of-nobody";

    @TempDir
    Path folder;

    private CommandLineRun run;

    @BeforeEach
    void aProject() {
        run = new CommandLineRun(folder)
                .file("db/one/V1__a.sql", "CREATE TABLE a (id INT);\n")
                .file("db/two/V2__b.sql", "CREATE TABLE b (id INT, owner VARCHAR(30) DEFAULT '@{owner}');\n");
    }

    @Test
    void a_conf_file_names_database_locations_and_what_scripts_look_like() throws SQLException {
        run.file(
                "flyway.conf",
                "flyway.url=jdbc:sqlite:${NAME}.db\nflyway.user=x\nflyway.password=" + SECRET
                        + "\nflyway.locations=filesystem:db/one,\\\n  filesystem:db/two\n"
                        + "flyway.placeholderPrefix=@{\nflyway.placeholders.owner=me\n");
        Result result = run.variable("NAME", "shop").run("migrate");

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(folder.resolve("shop.db")).exists();
        assertThat(result.err())
                .contains("settings of Flyway's, from ", "flyway.conf: locations, password, placeholderPrefix,")
                .contains("url, user")
                .doesNotContain(SECRET);
        assertThat(run.run("version").out()).isEqualTo("2\n");
    }

    @Test
    void toml_has_environments_and_comes_before_conf() {
        run.file("flyway.conf", "flyway.url=jdbc:sqlite:of_conf.db\n")
                .file("flyway.toml", """
                        name = "shop"
                        [environments.default]
                        url = "jdbc:sqlite:of_default.db"
                        [environments.test]
                        url = "jdbc:sqlite:${env.NAME}.db"
                        [environments.test.flyway]
                        placeholders.owner = "tester"
                        [flyway]
                        locations = ["filesystem:db/*"]
                        placeholderPrefix = "@{"
                        [flyway.placeholders]
                        owner = "nobody"
                        """)
                .variable("NAME", "of_test");

        assertThat(run.run("migrate").code()).isZero();
        assertThat(folder.resolve("of_default.db")).exists();
        assertThat(run.run("--env", "test", "migrate").code()).isZero();
        assertThat(folder.resolve("of_test.db")).exists();
        assertThat(run.variable("FLYWAY_ENVIRONMENT", "test")
                        .run("status", "-o", "json")
                        .document()
                        .at("/database"))
                .isEqualTo("sqlite:of_test.db");
        assertThat(run.run("--env", "live", "status").err()).contains("there is no environment 'live'");
        assertThat(folder.resolve("of_conf.db")).doesNotExist();
    }

    @Test
    void a_file_for_one_user_and_variables_come_before_the_project_and_lockstep_s_own_before_all() {
        run.file("flyway.toml", "[environments.default]\nurl = \"jdbc:sqlite:shared.db\"\n")
                .file("flyway.user.toml", "[environments.default]\nurl = \"jdbc:sqlite:mine.db\"\n");
        assertThat(database()).isEqualTo("sqlite:mine.db");
        run.variable("FLYWAY_URL", "jdbc:sqlite:variable.db");
        assertThat(database()).isEqualTo("sqlite:variable.db");
        run.variable("LOCKSTEP_URL", "sqlite:own.db");
        assertThat(database()).isEqualTo("sqlite:own.db");
        run.file("lockstep.yml", "table: x\n");
        assertThat(run.run("-d", "db/one", "status").err()).doesNotContain("Flyway's");
    }

    private String database() {
        return run.run("-d", "db/one", "status", "-o", "json").document().at("/database");
    }

    @Test
    void what_only_flyway_can_look_up_is_said_and_a_wrong_file_shows_no_secret() {
        run.file(
                "flyway.toml",
                "[environments.default]\nurl = \"jdbc:sqlite:a.db\"\npassword = \"${localSecret.pw}\"\n"
                        + "[flyway]\nlocations = [\"filesystem:db/one\"]\noutOfOrder = true\ntarget = \"1\"\n");
        assertThat(run.run("status").err())
                .contains("not taken from ", "password, which only Flyway can look up (set LOCKSTEP_PASSWORD)")
                .contains("flyway.target is a setting of Flyway's runs");

        run.file("flyway.toml", "[environments.default]\npassword = \"" + SECRET + "\nurl = 1\n");
        Result result = run.run("status");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.all()).contains("flyway.toml:2:", "this is not TOML").doesNotContain(SECRET);
    }

    @Test
    void a_class_path_is_where_the_project_keeps_it_and_sql_is_the_usual_folder() {
        run.file("src/main/resources/db/migration/V1__a.sql", "CREATE TABLE a (id INT);\n")
                .file("flyway.conf", "flyway.url=jdbc:sqlite:a.db\n");
        assertThat(run.run("latest").out()).isEqualTo("1\n");
        run.file("sql/V7__a.sql", "CREATE TABLE a (id INT);\n");
        assertThat(run.run("latest").out()).isEqualTo("7\n");
        run.file("flyway.conf", "flyway.url=jdbc:sqlite:a.db\nflyway.locations=classpath:db/migration,s3:bucket\n");
        assertThat(run.run("latest").err()).contains("the location s3:bucket");
    }

    @Test
    void what_is_not_taken_over_is_set_for_the_layout_alone() {
        run.file("flyway.conf", "flyway.url=jdbc:sqlite:a.db\nflyway.locations=filesystem:db/one\n")
                .file("db/one/W2__b.sql", "CREATE TABLE b (id INT);\n");
        assertThat(run.run("--format", "flyway", "--format-setting", "flyway.sqlMigrationPrefix=W", "latest")
                        .out())
                .isEqualTo("2\n");
    }

    @Test
    void a_form_that_no_folder_has_is_an_error() {
        assertThat(run.run("-d", "db/**/t?o", "latest").out()).isEqualTo("2\n");
        assertThat(run.run("-d", "db/x*", "latest").err()).contains("no folder is called db/x*");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_schema_that_flyway_would_create_is_named_where_it_is_missing(TestDatabase db) {
        run.file(
                "flyway.conf",
                "flyway.url=" + db.url() + "\nflyway.user=" + db.user() + "\nflyway.password=" + db.password()
                        + "\nflyway.schemas=not_there, nor_this\nflyway.locations=filesystem:db/one\n");
        Result result = run.run("migrate");
        assertThat(result.code()).as(result.toString()).isEqualTo(7);
        assertThat(result.err())
                .contains(
                        "Flyway creates schemas that are not there, Lockstep does not: see that there is not_there, nor_this")
                .containsPattern("error: the database refused: .*not_there")
                .containsPattern("to mend it: create (it|the schema), or name another one with --schema");
    }

    /** Half by Flyway, by its own reading of the same file; the rest by Lockstep, in the same schema. */
    @EachDatabase
    void a_project_changes_over(TestDatabase db) throws SQLException {
        String schema = db.dbms() == Dbms.POSTGRESQL ? "app" : "";
        if (!schema.isEmpty()) {
            db.execute("CREATE SCHEMA app");
        }
        Flyway.configure()
                .dataSource(db.url(), db.user(), db.password())
                .locations("filesystem:" + folder.resolve("db"))
                .placeholderPrefix("@{")
                .placeholders(java.util.Map.of("owner", "me"))
                .table("audit")
                .schemas(schema.isEmpty() ? new String[0] : new String[] {schema})
                .target("1")
                .load()
                .migrate();
        run.file(
                "flyway.conf",
                "flyway.url=" + db.url() + "\nflyway.user=" + db.user() + "\nflyway.password=" + db.password()
                        + "\nflyway.schemas=" + schema + "\nflyway.table=audit\nflyway.locations=filesystem:db\n"
                        + "flyway.placeholderPrefix=@{\nflyway.placeholders.owner=me\n");

        assertThat(run.run("migrate").code()).isEqualTo(4);
        Result adopted = run.run("adopt", "-y");
        assertThat(adopted.out()).as(adopted.toString()).contains("1 migration adopted from flyway");
        assertThat(run.run("migrate").out()).contains("1 migration applied, now at version 2");
        String prefix = schema.isEmpty() ? "" : "app.";
        assertThat(db.value("SELECT count(*) FROM " + prefix + "b")).isEqualTo("0");
        assertThat(db.value("SELECT count(*) FROM " + prefix + "schema_history"))
                .isEqualTo("2");
    }
}
