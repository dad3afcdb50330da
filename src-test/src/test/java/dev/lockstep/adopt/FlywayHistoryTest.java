package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Adoption;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Flyway's table under other names, in other places, and of older releases. */
class FlywayHistoryTest {
    private static final Map<String, String> FILES = Map.of(
            "V1__a.sql", "CREATE TABLE a (id INTEGER);\n",
            "V2__b.sql", "CREATE TABLE b (id INTEGER);\n",
            "V3__c.sql", "CREATE TABLE c (id INTEGER);\n");

    private static Lockstep.Builder builder(TestDatabase db) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(FILES)).format("flyway");
    }

    private static void twoVersions(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE a (id INTEGER)", "CREATE TABLE b (id INTEGER)");
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "1", "a", "SQL");
        Foreign.flywayRow(db, 2, "2", "b", "SQL");
    }

    private static void goesOn(Lockstep lockstep) {
        assertThat(lockstep.adopt().rows())
                .extracting(row -> row.id().toString())
                .containsExactly("1", "2");
        assertThat(lockstep.migrate().done()).hasSize(1);
    }

    @EachDatabase
    void is_found_in_whatever_case_its_name_is_written(TestDatabase db) throws Exception {
        twoVersions(db);
        String quote = db.dbms() == Dbms.MARIADB ? "`" : "\"";
        db.execute(
                "ALTER TABLE flyway_schema_history RENAME TO flyway_old",
                "ALTER TABLE flyway_old RENAME TO " + quote + "FLYWAY_Schema_History" + quote);

        goesOn(builder(db).build());
    }

    @EachDatabase
    void is_adopted_from_a_name_that_has_to_be_quoted(TestDatabase db) throws Exception {
        twoVersions(db);
        String quote = db.dbms() == Dbms.MARIADB ? "`" : "\"";
        db.execute("ALTER TABLE flyway_schema_history RENAME TO " + quote + "Order of 'things'" + quote);

        goesOn(builder(db).adoptFrom("flyway", "order of 'things'").build());
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void is_adopted_from_another_schema(TestDatabase db, TestDatabase elsewhere) throws Exception {
        twoVersions(db);
        String schema = Foreign.on(db, "Audit", elsewhere.name(), "");
        db.execute(
                Foreign.on(db, "CREATE SCHEMA \"Audit\"", "DO 0", ""),
                Foreign.on(
                        db,
                        "ALTER TABLE flyway_schema_history SET SCHEMA \"Audit\"",
                        "ALTER TABLE flyway_schema_history RENAME TO " + schema + ".flyway_schema_history",
                        ""));

        goesOn(builder(db)
                .adoptFrom("flyway", schema + ".flyway_schema_history")
                .build());
        assertThat(db.value(
                        "SELECT count(*) FROM " + Foreign.on(db, "\"Audit\"", schema, "") + ".flyway_schema_history"))
                .isEqualTo("2");
    }

    /** Flyway 2 and 3 numbered versions by their order too, and called a baseline INIT, and Java migrations SPRING_JDBC. */
    @EachDatabase
    void of_its_second_and_third_releases_is_read_as_well(TestDatabase db) throws Exception {
        String quote = db.dbms() == Dbms.MARIADB ? "`" : "\"";
        db.execute(("CREATE TABLE 'schema_version' ('version_rank' INT NOT NULL, 'installed_rank' INT NOT NULL,"
                        + " 'version' VARCHAR(50) NOT NULL PRIMARY KEY, 'description' VARCHAR(200) NOT NULL, 'type' VARCHAR(20) NOT NULL,"
                        + " 'script' VARCHAR(1000) NOT NULL, 'checksum' INT, 'installed_by' VARCHAR(100) NOT NULL,"
                        + " 'installed_on' TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, 'execution_time' INT NOT NULL,"
                        + " 'success' BOOLEAN NOT NULL)")
                .replace("'", quote));
        String row =
                "INSERT INTO schema_version VALUES (%d, %d, '%s', 'x', '%s', 'x', NULL, 'ann', '2013-03-01 10:20:30', 1, 1=1)";
        db.execute(
                row.formatted(1, 1, "1", "INIT"),
                row.formatted(3, 2, "2", "SQL"),
                row.formatted(2, 3, "1.5", "SPRING_JDBC"),
                "CREATE TABLE a (id INTEGER)",
                "CREATE TABLE b (id INTEGER)");
        Lockstep lockstep = builder(db).build();

        assertThat(lockstep.adopt().rows())
                .extracting(adopted -> adopted.id() + " " + adopted.state())
                .containsExactly("1 BASELINE", "2 APPLIED", "1.5 APPLIED");
        assertThat(lockstep.migrate().done()).hasSize(1);
    }

    @EachDatabase
    void keeps_the_meaning_of_repeatables_whose_names_have_words(TestDatabase db) throws Exception {
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "", "all the names", "SQL", "78787420");
        Lockstep lockstep = Lockstep.builder(
                        db.dataSource(),
                        MigrationSource.memory(
                                Map.of("R__all_the_names.sql", "SELECT 1;\n", "V1__a.sql", "SELECT 1;\n")))
                .format("flyway")
                .build();

        assertThat(lockstep.adopt().rows())
                .extracting(row -> row.id() + " " + row.file())
                .isEqualTo(List.of("R__all_the_names " + Adoption.FileState.SAME));
        assertThat(lockstep.migrate().done()).hasSize(1);
    }
}
