package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Status;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The way back to tools that cannot be had here: their tables are told of what Lockstep has applied, as the manual says. Then
 * they hold what the tool itself would have written, and nothing is left to do. (The other tools are asked themselves.)
 */
class WayBackTest {
    private static final String ONE = "CREATE TABLE a (id INTEGER);\n";
    private static final String TWO = "CREATE TABLE b (id INTEGER);\n";
    private static final String THREE = "CREATE TABLE c (id INTEGER);\n";
    private static final String FOUR = "CREATE TABLE d (id INTEGER);\n";

    private static Lockstep lockstep(TestDatabase db, String format, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(new TreeMap<>(files)))
                .format(format)
                .build();
    }

    /** The tool's table tells of the first two of four; Lockstep takes over and applies the rest. */
    private static List<String> goneOn(TestDatabase db, Lockstep lockstep) throws SQLException {
        db.execute(ONE, TWO);
        assertThat(lockstep.adopt().rows()).hasSize(2);
        assertThat(lockstep.migrate().done()).hasSize(2);
        return lockstep.status().rows().stream()
                .filter(row -> row.state() == Status.State.APPLIED)
                .map(row -> row.id().toString())
                .skip(2)
                .toList();
    }

    /** Whoever reads the tool's table now finds all four. */
    private static void nothingIsLeft(TestDatabase db, Lockstep lockstep) throws SQLException {
        assertThat(lockstep.adopt().rows())
                .as("what the tool was told is no news here")
                .isEmpty();
        db.execute("DROP TABLE schema_history");
        assertThat(lockstep.adopt().rows()).hasSize(4);
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    private static List<String> column(TestDatabase db, String query) throws SQLException {
        try (Connection connection = db.connect()) {
            return Sql.column(connection, query);
        }
    }

    @EachDatabase
    void to_golang_migrate(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(
                db,
                "golang-migrate",
                Map.of("1_a.up.sql", ONE, "2_b.up.sql", TWO, "9_c.up.sql", THREE, "10_d.up.sql", FOUR));
        Foreign.golangMigrate(db, "2", "1=0");
        goneOn(db, lockstep);

        String version = lockstep.version().orElseThrow().toString();
        db.execute("DELETE FROM schema_migrations", "INSERT INTO schema_migrations VALUES (" + version + ", 1=0)");

        assertThat(version).isEqualTo("10");
        nothingIsLeft(db, lockstep);
    }

    @EachDatabase
    void to_goose(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(
                db,
                "goose",
                Map.of(
                        "00001_a.sql",
                        "-- +goose Up\n" + ONE,
                        "00002_b.sql",
                        "-- +goose Up\n" + TWO,
                        "00009_c.sql",
                        "-- +goose Up\n" + THREE,
                        "00010_d.sql",
                        "-- +goose Up\n" + FOUR));
        Foreign.goose(db);
        db.execute(
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1=1)",
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (2, 1=1)");

        for (String version : goneOn(db, lockstep)) {
            db.execute("INSERT INTO goose_db_version (version_id, is_applied) VALUES (" + version + ", 1=1)");
        }

        assertThat(column(db, "SELECT version_id FROM goose_db_version WHERE is_applied ORDER BY id"))
                .containsExactly("0", "1", "2", "9", "10");
        nothingIsLeft(db, lockstep);
    }

    @EachDatabase
    void to_pop(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(
                db,
                "pop",
                Map.of(
                        "20200101000000_a.up.sql",
                        ONE,
                        "20200102000000000001_b.up.sql",
                        TWO,
                        "20200102000000000002_c.up.sql",
                        THREE,
                        "20200103000000_d.up.sql",
                        FOUR));
        db.execute(
                "CREATE TABLE schema_migration (version VARCHAR(48) NOT NULL, version_self INT NOT NULL DEFAULT 0)",
                "INSERT INTO schema_migration VALUES ('20200101000000', 0), ('20200102000000000001', 0)");

        for (String version : goneOn(db, lockstep)) {
            db.execute("INSERT INTO schema_migration (version, version_self) VALUES ('" + version + "', 0)");
        }

        assertThat(column(db, "SELECT version FROM schema_migration ORDER BY version"))
                .containsExactly("20200101000000", "20200102000000000001", "20200102000000000002", "20200103000000");
        nothingIsLeft(db, lockstep);
    }

    @EachDatabase
    void to_diesel(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(
                db,
                "diesel",
                Map.of(
                        "00000000000000_a/up.sql",
                        ONE,
                        "2020-01-02-000000_b/up.sql",
                        TWO,
                        "2020-01-03-000000_c/up.sql",
                        THREE,
                        "20200104_d/up.sql",
                        FOUR));
        db.execute(
                "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT"
                        + " NULL DEFAULT CURRENT_TIMESTAMP)",
                "INSERT INTO __diesel_schema_migrations (version) VALUES ('00000000000000'), ('20200102000000')");

        for (String version : goneOn(db, lockstep)) {
            db.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('" + version + "')");
        }

        assertThat(column(db, "SELECT version FROM __diesel_schema_migrations ORDER BY version"))
                .containsExactly("00000000000000", "20200102000000", "20200103000000", "20200104");
        nothingIsLeft(db, lockstep);
    }
}
