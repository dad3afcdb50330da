package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each tool's files and history, by command alone: from the refusal to the way back. */
class ForeignToolsTest {
    private static final String UP_A = "CREATE TABLE a (id INT);\n";
    private static final String UP_B = "CREATE TABLE b (id INT);\n";
    private static final String DOWN_A = "DROP TABLE a;\n";
    private static final String DOWN_B = "DROP TABLE b;\n";

    @TempDir
    Path folder;

    /**
     * What a tool left behind after the first of two migrations.
     *
     * @param name the tool's
     * @param format the layout of its files
     * @param files in the folder {@code db}
     * @param history statements that make its history, with one version applied
     */
    record Tool(String name, String format, Map<String, String> files, List<String> history) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    private static Map<String, String> pairs(String first, String second) {
        return files(
                first + "_a.up.sql",
                UP_A,
                first + "_a.down.sql",
                DOWN_A,
                second + "_b.up.sql",
                UP_B,
                second + "_b.down.sql",
                DOWN_B);
    }

    static List<Tool> tools() {
        return List.of(
                new Tool(
                        "flyway",
                        "flyway",
                        files("V1__a.sql", UP_A, "U1__a.sql", DOWN_A, "V2__b.sql", UP_B, "U2__b.sql", DOWN_B),
                        List.of(
                                "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, version VARCHAR(50),"
                                        + " description VARCHAR(200), type VARCHAR(20), script VARCHAR(1000), checksum INT,"
                                        + " installed_by VARCHAR(100), installed_on TEXT, execution_time INT, success BOOLEAN)",
                                "INSERT INTO flyway_schema_history VALUES (1, '1', 'a', 'SQL', 'V1__a.sql', NULL, '',"
                                        + " '2024-03-01 10:20:30.000', 5, 1)")),
                new Tool(
                        "liquibase",
                        "liquibase",
                        files(
                                "changelog.sql",
                                "--liquibase formatted sql\n--changeset ann:a\n" + UP_A + "--rollback " + DOWN_A
                                        + "--changeset ann:b\n" + UP_B + "--rollback " + DOWN_B),
                        List.of(
                                "CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255), AUTHOR VARCHAR(255), FILENAME VARCHAR(255),"
                                        + " DATEEXECUTED TEXT, ORDEREXECUTED INT, EXECTYPE VARCHAR(10), MD5SUM VARCHAR(35),"
                                        + " DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255))",
                                "INSERT INTO DATABASECHANGELOG VALUES ('a', 'ann', 'changelog.sql', '2024-03-01 10:20:30', 1,"
                                        + " 'EXECUTED', '9:x', 'sql', '')")),
                new Tool(
                        "golang-migrate",
                        "golang-migrate",
                        pairs("1", "2"),
                        List.of(
                                "CREATE TABLE schema_migrations (version uint64, dirty bool)",
                                "INSERT INTO schema_migrations VALUES (1, 0)")),
                new Tool(
                        "goose",
                        "goose",
                        files(
                                "1_a.sql", "-- +goose Up\n" + UP_A + "-- +goose Down\n" + DOWN_A,
                                "2_b.sql", "-- +goose Up\n" + UP_B + "-- +goose Down\n" + DOWN_B),
                        List.of(
                                "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL,"
                                        + " is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))",
                                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1)")),
                new Tool(
                        "dbmate",
                        "dbmate",
                        files(
                                "1_a.sql", "-- migrate:up\n" + UP_A + "-- migrate:down\n" + DOWN_A,
                                "2_b.sql", "-- migrate:up\n" + UP_B + "-- migrate:down\n" + DOWN_B),
                        List.of(
                                "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY)",
                                "INSERT INTO schema_migrations VALUES ('1')")),
                new Tool(
                        "pop",
                        "pop",
                        pairs("20240101000000", "20240102000000000001"),
                        List.of(
                                "CREATE TABLE schema_migration (version VARCHAR(48) NOT NULL, version_self INT NOT NULL DEFAULT 0)",
                                "INSERT INTO schema_migration VALUES ('20240101000000', 0)")),
                new Tool(
                        "diesel",
                        "diesel",
                        files(
                                "2024-01-01-000000_a/up.sql", UP_A,
                                "2024-01-01-000000_a/down.sql", DOWN_A,
                                "2024-01-02-000000_b/up.sql", UP_B,
                                "2024-01-02-000000_b/down.sql", DOWN_B),
                        List.of(
                                "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on"
                                        + " TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
                                "INSERT INTO __diesel_schema_migrations (version) VALUES ('20240101000000')")),
                new Tool(
                        "mybatis",
                        "mybatis",
                        files(
                                "environments/development.properties", "time_zone=UTC\n",
                                "scripts/1_a.sql", "-- // a\n" + UP_A + "-- //@UNDO\n" + DOWN_A,
                                "scripts/2_b.sql", "-- // b\n" + UP_B + "-- //@UNDO\n" + DOWN_B),
                        List.of(
                                "CREATE TABLE CHANGELOG (ID NUMERIC(20,0), APPLIED_AT VARCHAR(25), DESCRIPTION VARCHAR(255))",
                                "INSERT INTO CHANGELOG VALUES (1, '2024-03-01 10:20:30', 'a')")),
                new Tool(
                        "atlas",
                        "lockstep",
                        pairs("1", "2"),
                        List.of(
                                "CREATE TABLE atlas_schema_revisions (version TEXT, description TEXT, type INT, applied INT, total"
                                        + " INT, executed_at TEXT, execution_time INT, error TEXT, hash TEXT, operator_version TEXT)",
                                "INSERT INTO atlas_schema_revisions VALUES ('1', 'a', 2, 1, 1, '2024-03-01 10:20:30', 1, NULL, '',"
                                        + " '')")));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void what_was_begun_is_refused_then_adopted_finished_and_taken_back(Tool tool) throws SQLException {
        CommandLineRun line = new CommandLineRun(folder);
        tool.files().forEach((name, text) -> line.file("db/" + name, text));
        begun(tool);

        Result refused = run(line, tool, "migrate");
        assertThat(refused.code()).as("%s", refused).isEqualTo(4);
        assertThat(refused.err()).contains(": " + tool.name() + " (main.", "run 'lockstep adopt --dry-run'");
        assertThat(run(line, tool, "plan").code()).isEqualTo(4);
        assertThat(run(line, tool, "down", "-y").code()).isEqualTo(4);
        assertThat(run(line, tool, "validate").code()).isEqualTo(4);
        assertThat(run(line, tool, "status").err()).contains(tool.name() + " (main.");

        assertThat(run(line, tool, "adopt", "--dry-run").out()).contains("1 migration to adopt from " + tool.name());
        Result adopted = run(line, tool, "adopt", "-y", "-o", "json");
        assertThat(adopted.code()).as("%s", adopted).isZero();
        assertThat(adopted.document().each("/migrations", "state")).containsExactly("applied");
        assertThat(run(line, tool, "status", "--check").code()).isEqualTo(3);

        Result migrated = run(line, tool, "migrate");
        assertThat(migrated.out()).as("%s", migrated).contains("1 migration applied");
        assertThat(run(line, tool, "status", "--check").code()).isZero();
        assertThat(run(line, tool, "validate").code()).isZero();
        Result back = run(line, tool, "down", "--steps", "2", "-y");
        assertThat(back.out()).as("%s", back).contains("2 migrations");
    }

    private static Result run(CommandLineRun line, Tool tool, String... command) {
        String[] arguments = new String[command.length + 4];
        System.arraycopy(command, 0, arguments, 0, command.length);
        System.arraycopy(new String[] {"-d", "db", "--format", tool.format()}, 0, arguments, command.length, 4);
        return line.run(arguments);
    }

    private void begun(Tool tool) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("lockstep.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(UP_A);
            for (String sql : tool.history()) {
                statement.execute(sql);
            }
        }
    }
}
