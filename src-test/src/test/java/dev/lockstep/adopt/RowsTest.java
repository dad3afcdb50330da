package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Adoption.FileState;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.io.TempDir;

/** Rows of every kind that tools write, under whatever name their table goes. */
class RowsTest {
    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private FluentConfiguration flyway(TestDatabase db) {
        return Flyway.configure()
                .dataSource(db.url(), db.user(), db.password())
                .locations("filesystem:" + folder)
                .placeholders(Map.of("word", "hello"));
    }

    private Lockstep ofFlyway(TestDatabase db) {
        return Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .format("flyway")
                .placeholder("word", "hello")
                .build();
    }

    private static Lockstep lockstep(TestDatabase db, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files))
                .format("lockstep")
                .build();
    }

    /** Files whose versions are given, of which each makes a table. */
    private static Map<String, String> files(String... versions) {
        Map<String, String> files = new TreeMap<>();
        for (String version : versions) {
            files.put(version + "_t.sql", "CREATE TABLE t" + version + " (id INTEGER);\n");
        }
        return files;
    }

    private static List<String> rows(Adoption adoption) {
        return adoption.rows().stream()
                .map(row -> row.id() + " " + row.state() + " " + row.file())
                .toList();
    }

    private static List<String> ids(Adoption adoption) {
        return adoption.rows().stream().map(row -> row.id().toString()).toList();
    }

    private static List<String> states(Lockstep lockstep) {
        return lockstep.status().rows().stream()
                .map(row -> row.id() + " " + row.state())
                .toList();
    }

    /** A baseline by word, lines that end in CRLF, a mark of byte order, placeholders, what came late, what was forgotten. */
    @EachDatabase
    void of_flyway_itself(TestDatabase db) throws Exception {
        write("V1__before.sql", "CREATE TABLE before_flyway (id INTEGER);\n");
        write("V2__windows.sql", "CREATE TABLE t2 (id INTEGER);\r\n-- ${word}\r\n");
        write("V3__marked.sql", "\uFEFFCREATE TABLE t3 (name VARCHAR(20));\nINSERT INTO t3 VALUES ('${word}');");
        Files.write(
                folder.resolve("V5__latin.sql"),
                "INSERT INTO t3 VALUES ('gr\u00fc\u00df');\n".getBytes(StandardCharsets.ISO_8859_1));
        write("V5__latin.sql.conf", "encoding=ISO-8859-1\n");
        write("R__all.sql", "DELETE FROM t3 WHERE name = '${word}';\n");
        write("R__raw.sql", "INSERT INTO t3 VALUES ('${word}');\n");
        write("R__raw.sql.conf", "placeholderReplacement=false\n");
        flyway(db).baselineVersion("1").load().baseline();
        flyway(db).load().migrate();
        write("V4__late.sql", "CREATE TABLE t4 (id INTEGER);\n");
        write("V2_5__forgotten.sql", "CREATE TABLE t6 (id INTEGER);\n");
        write("R__all.sql", "DELETE FROM t3 WHERE name = 'x${word}';\n");
        flyway(db).outOfOrder(true).load().migrate();
        Files.delete(folder.resolve("V2_5__forgotten.sql"));
        flyway(db).outOfOrder(true).load().repair();

        Adoption adoption = ofFlyway(db).adopt();

        assertThat(rows(adoption))
                .containsExactly(
                        "1 BASELINE UNVERIFIED",
                        "2 APPLIED SAME",
                        "3 APPLIED SAME",
                        "5 APPLIED SAME",
                        "R__raw APPLIED SAME",
                        "4 APPLIED SAME",
                        "R__all APPLIED SAME");
        assertThat(adoption.notes()).isEmpty();
        assertThat(ofFlyway(db).migrate().done()).isEmpty();
        write("V7__new.sql", "CREATE TABLE t7 (id INTEGER);\n");
        assertThat(ofFlyway(db).migrate().done()).hasSize(1);
    }

    /** Where definitions are rolled back, Flyway leaves no row of what failed. */
    @EachDatabase(Dbms.MARIADB)
    void of_a_migration_that_failed_in_flyway(TestDatabase db) throws Exception {
        write("V1__one.sql", "CREATE TABLE t1 (id INTEGER);\n");
        write("V2__two.sql", "CREATE TABLE t2 (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n");
        assertThatThrownBy(() -> flyway(db).load().migrate()).isInstanceOf(FlywayException.class);

        assertThat(rows(ofFlyway(db).adopt())).containsExactly("1 APPLIED SAME", "2 DIRTY SAME");
    }

    @EachDatabase
    void of_a_baseline_script_of_flyways(TestDatabase db) throws Exception {
        write("V1__one.sql", "CREATE TABLE t1 (id INTEGER);\n");
        write("V2__two.sql", "CREATE TABLE t2 (id INTEGER);\n");
        write("B2__both.sql", "CREATE TABLE t1 (id INTEGER);\nCREATE TABLE t2 (id INTEGER);\n");
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "2", "both", "SQL_BASELINE", "2054898575");
        db.execute("CREATE TABLE t1 (id INTEGER)", "CREATE TABLE t2 (id INTEGER)");

        assertThat(rows(ofFlyway(db).adopt())).containsExactly("2 BASELINE SAME");

        write("V3__three.sql", "CREATE TABLE t3 (id INTEGER);\n");
        assertThat(ofFlyway(db).migrate().done()).hasSize(1);
        assertThat(states(ofFlyway(db))).containsExactly("1 BASELINE", "2 APPLIED", "3 APPLIED");
        write("B2__both.sql", "CREATE TABLE t1 (id INTEGER);\n");
        assertThatThrownBy(ofFlyway(db)::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 2 (both) was changed after it had been applied");
    }

    /** Flyway cuts a description to 200 characters. */
    @EachDatabase
    void of_a_repeatable_migration_with_a_very_long_name(TestDatabase db) throws Exception {
        write("R__" + "long_".repeat(41) + "name.sql", "SELECT 1;\n");
        write("V1__one.sql", "CREATE TABLE t1 (id INTEGER);\n");
        flyway(db).load().migrate();

        assertThat(ofFlyway(db).adopt().rows()).hasSize(2).allMatch(row -> row.file() == FileState.SAME);
        assertThat(ofFlyway(db).migrate().done()).isEmpty();
    }

    @EachDatabase
    void of_a_way_back_that_failed_in_flyway(TestDatabase db) throws Exception {
        write("V1__one.sql", "CREATE TABLE t1 (id INTEGER);\n");
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "1", "one", "SQL");
        Foreign.flywayRow(db, 2, "1", "one", "UNDO_SQL", "NULL", "1=0");

        assertThat(rows(ofFlyway(db).adopt())).containsExactly("1 DIRTY UNVERIFIED");
    }

    @EachDatabase
    void of_liquibase(TestDatabase db) throws Exception {
        StringBuilder changelog = new StringBuilder("--liquibase formatted sql\n");
        for (String id : List.of("new", "rerun", "marked", "failed", "skipped", "unsummed", "old", "older")) {
            changelog.append("--changeset ann:" + id + "\nCREATE TABLE t_" + id + " (id INTEGER);\n");
        }
        write("changelog.sql", changelog.toString());
        db.execute("CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME"
                + " VARCHAR(255) NOT NULL, DATEEXECUTED " + Foreign.on(db, "TIMESTAMP", "datetime", "TEXT")
                + " NOT NULL, ORDEREXECUTED INT NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35),"
                + " DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS"
                + " VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10))");
        changeset(db, 1, "new", "EXECUTED", "'9:d41d8cd98f00b204e9800998ecf8427e'");
        changeset(db, 2, "rerun", "RERAN", "'9:d41d8cd98f00b204e9800998ecf8427e'");
        changeset(db, 3, "marked", "MARK_RAN", "'9:d41d8cd98f00b204e9800998ecf8427e'");
        changeset(db, 4, "failed", "FAILED", "'9:d41d8cd98f00b204e9800998ecf8427e'");
        changeset(db, 5, "skipped", "SKIPPED", "'9:d41d8cd98f00b204e9800998ecf8427e'");
        changeset(db, 6, "unsummed", "EXECUTED", "NULL");
        changeset(db, 7, "old", "EXECUTED", "'8:d41d8cd98f00b204e9800998ecf8427e'");
        changeset(db, 8, "older", "EXECUTED", "'d41d8cd98f00b204e9800998ecf8427e'");
        Lockstep lockstep = Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .build();

        assertThat(rows(lockstep.adopt()))
                .containsExactly(
                        "changelog.sql::new::ann APPLIED EDITED",
                        "changelog.sql::rerun::ann APPLIED EDITED",
                        "changelog.sql::marked::ann APPLIED EDITED",
                        "changelog.sql::failed::ann DIRTY EDITED",
                        "changelog.sql::unsummed::ann APPLIED UNVERIFIED",
                        "changelog.sql::old::ann APPLIED UNVERIFIED",
                        "changelog.sql::older::ann APPLIED UNVERIFIED");
        assertThat(states(lockstep)).contains("changelog.sql::skipped::ann PENDING");
    }

    private static void changeset(TestDatabase db, int order, String id, String exectype, String sum)
            throws SQLException {
        db.execute("INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM)"
                + " VALUES ('" + id + "', 'ann', 'classpath:changelog.sql', '2024-03-01 10:20:30', " + order + ", '"
                + exectype + "', " + sum + ")");
    }

    @EachDatabase
    void of_goose_that_went_to_and_fro(TestDatabase db) throws Exception {
        Foreign.goose(db);
        for (String row : List.of("1, 1=1", "2, 1=1", "2, 1=0", "3, 1=1", "2, 1=1", "4, 1=1", "4, 1=0", "3, 1=0")) {
            db.execute("INSERT INTO goose_db_version (version_id, is_applied) VALUES (" + row + ")");
        }

        assertThat(ids(lockstep(db, files("1", "2", "3", "4")).adopt())).containsExactly("1", "2");
    }

    @EachDatabase
    void of_golang_migrate_that_took_everything_back(TestDatabase db) throws Exception {
        Foreign.golangMigrate(db, "-1", "1=1");
        Lockstep lockstep = lockstep(db, files("1"));
        assertThatThrownBy(lockstep::adopt)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("migrate force V");

        db.execute("UPDATE schema_migrations SET dirty = (1=0)");
        assertThat(lockstep.migrate().done()).hasSize(1);
    }

    @EachDatabase
    void are_found_under_the_name_that_is_given(TestDatabase db) throws Exception {
        Foreign.goose(db);
        db.execute("INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1=1)");
        Foreign.golangMigrate(db, "1", "1=0");
        Foreign.versions(db, "versions", "1");
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "1", "t", "SQL");
        db.execute(
                "ALTER TABLE goose_db_version RENAME TO Of_Goose",
                "ALTER TABLE schema_migrations RENAME TO of_golang",
                "ALTER TABLE flyway_schema_history RENAME TO of_flyway",
                "CREATE TABLE of_mybatis (ID NUMERIC(20,0) NOT NULL, APPLIED_AT VARCHAR(25) NOT NULL, DESCRIPTION"
                        + " VARCHAR(255) NOT NULL)",
                "INSERT INTO of_mybatis VALUES (1, '2024-03-01 10:20:30', 'the first')",
                "CREATE TABLE of_diesel (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT"
                        + " CURRENT_TIMESTAMP)",
                "INSERT INTO of_diesel (version) VALUES ('1')");
        Map<String, String> tables = new TreeMap<>(Map.of(
                "of_goose", "goose",
                "of_golang", "golang-migrate",
                "of_flyway", "flyway",
                "of_mybatis", "mybatis",
                "of_diesel", "diesel"));
        tables.forEach((table, tool) -> {
            assertThat(named(db, "auto", table).tool()).isEqualTo(tool);
            assertThat(named(db, tool, table).rows()).hasSize(1);
        });
        assertThat(named(db, "dbmate", "versions").rows()).hasSize(1);
        assertThat(named(db, "pop", "versions").rows()).hasSize(1);
    }

    private static Adoption named(TestDatabase db, String tool, String table) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files("1", "2")))
                .format("lockstep")
                .adoptFrom(tool, table)
                .build()
                .adoption();
    }

    @EachDatabase
    void of_a_name_that_is_set_in_flyways_own_settings_are_found_by_themselves(TestDatabase db) throws Exception {
        write("flyway.conf", "flyway.table=of_flyway\n");
        write("V1__one.sql", "CREATE TABLE t1 (id INTEGER);\n");
        flyway(db).table("of_flyway").load().migrate();

        assertThatThrownBy(ofFlyway(db)::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("of_flyway");
        assertThat(rows(ofFlyway(db).adopt())).containsExactly("1 APPLIED SAME");
    }
}
