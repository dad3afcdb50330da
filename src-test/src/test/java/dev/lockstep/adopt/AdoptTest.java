package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Adoption.FileState;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Taking over the history of another tool, whatever the tool: over rows written as it writes them. */
class AdoptTest {
    /** Three tables; the first two are there already. */
    private static final Map<String, String> ABC = files(
            "1_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n",
            "1_a.down.sql", "DROP TABLE a;\n",
            "2_b.up.sql", "CREATE TABLE b (id INTEGER PRIMARY KEY);\n",
            "2_b.down.sql", "DROP TABLE b;\n",
            "3_c.up.sql", "CREATE TABLE c (id INTEGER PRIMARY KEY);\n",
            "3_c.down.sql", "DROP TABLE c;\n");

    private static final String CHECKSUM_OF_A = "-787013892";

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    private static Lockstep.Builder builder(TestDatabase db, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files)).format("lockstep");
    }

    private static Lockstep lockstep(TestDatabase db) {
        return builder(db, ABC).build();
    }

    /** What two migrations of any tool leave behind. */
    private static void twoTables(TestDatabase db) throws SQLException {
        db.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE b (id INTEGER PRIMARY KEY)");
    }

    private static boolean hasTable(TestDatabase db, String name) throws SQLException {
        String query = Foreign.on(
                db,
                "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = '%s'",
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '%s'",
                "SELECT count(*) FROM sqlite_master WHERE name = '%s'");
        return !db.value(query.formatted(name)).equals("0");
    }

    private static List<String> states(Lockstep lockstep) {
        return lockstep.status().rows().stream()
                .map(row -> row.id() + " " + row.state())
                .toList();
    }

    private static void flywayAtTwo(TestDatabase db) throws SQLException {
        twoTables(db);
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "1", "a", "SQL", CHECKSUM_OF_A);
        Foreign.flywayRow(db, 2, "2", "b", "SQL", "17");
    }

    @EachDatabase
    void migrating_stops_before_the_history_of_another_tool_and_proposes_to_adopt_it(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        String before = db.snapshot();
        Lockstep lockstep = lockstep(db);

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("holds the history of another tool, and none of Lockstep's: flyway (")
                .hasMessageContaining("lockstep adopt");
        assertThatThrownBy(() -> lockstep.plan(Direction.UP, Target.EVERYTHING))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(lockstep::validate).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> lockstep.down(Target.EVERYTHING)).isInstanceOf(ValidationException.class);
        assertThat(lockstep.status().notes()).anyMatch(note -> note.contains("flyway (") && note.contains("adopt"));
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void adopting_strictly_stops_at_whatever_does_not_agree_and_writes_nothing(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        String before = db.snapshot();
        Lockstep strict =
                builder(db, ABC).adoptFrom("flyway").adoptStrictly(true).build();

        assertThatThrownBy(strict::adopt)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("2 (2_b.up.sql) was edited after flyway");
        assertThatThrownBy(strict::adoption).isInstanceOf(ValidationException.class);
        assertThatThrownBy(strict::migrate).isInstanceOf(ValidationException.class);
        assertThat(db.snapshot()).isEqualTo(before);

        db.execute("DELETE FROM flyway_schema_history WHERE version = '2'", "DROP TABLE b");
        assertThat(strict.migrate().done()).hasSize(2);
    }

    @EachDatabase
    void adopting_takes_over_who_did_it_when_and_how_long_and_migrating_goes_on(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        String theirs = db.value("SELECT count(*) FROM flyway_schema_history");
        Lockstep lockstep = lockstep(db);

        Adoption adoption = lockstep.adopt();

        assertThat(adoption.tool()).isEqualTo("flyway");
        assertThat(adoption.rows()).extracting(row -> row.id().toString()).containsExactly("1", "2");
        assertThat(adoption.rows()).extracting(Adoption.Row::file).containsExactly(FileState.SAME, FileState.EDITED);
        assertThat(adoption.notes()).anyMatch(note -> note.startsWith("2 (2_b.up.sql) was edited after flyway"));
        Status.Row first = lockstep.status().rows().get(0);
        assertThat(first.state()).isEqualTo(Status.State.APPLIED);
        Status.Applied applied = first.applied().orElseThrow();
        assertThat(applied.by()).isEqualTo("ann");
        assertThat(applied.duration()).isEqualTo(Duration.ofMillis(42));
        assertThat(Duration.between(Instant.parse("2024-03-01T10:20:30Z"), applied.at())
                        .abs())
                .isLessThan(Duration.ofHours(15));
        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");

        assertThat(lockstep.migrate().done()).hasSize(1);
        assertThat(lockstep.down(Target.EVERYTHING).done()).hasSize(3);
        assertThat(db.snapshot("schema_history").contains("flyway_schema_history"))
                .isTrue();
    }

    @EachDatabase
    void an_adopted_migration_can_be_taken_back_without_its_files(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        lockstep(db).adopt();

        Lockstep older = builder(db, files("9_x.up.sql", "SELECT 1;\n")).build();
        assertThat(older.down(Target.EVERYTHING).done()).hasSize(2);

        assertThat(hasTable(db, "a")).isFalse();
        assertThat(hasTable(db, "b")).isFalse();
    }

    @EachDatabase
    void adopting_again_takes_over_only_what_is_new(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        Lockstep lockstep = lockstep(db);
        lockstep.adopt();
        String once = db.snapshot();

        assertThat(lockstep.adopt().rows()).isEmpty();
        assertThat(db.snapshot()).isEqualTo(once);

        Foreign.flywayRow(db, 3, "3", "c", "SQL", "18");
        db.execute("CREATE TABLE c (id INTEGER PRIMARY KEY)");
        assertThat(lockstep.adopt().rows())
                .extracting(row -> row.id().toString())
                .containsExactly("3");
        lockstep.down(Target.steps(1));
        assertThat(lockstep.adopt().rows())
                .as("what Lockstep took back stays so")
                .isEmpty();
    }

    @EachDatabase
    void looking_at_what_would_be_adopted_writes_nothing(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        String before = db.snapshot();

        assertThat(lockstep(db).adoption().rows()).hasSize(2);

        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void an_application_adopts_by_itself_and_goes_on_at_its_next_start(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        Lockstep lockstep = builder(db, ABC).adoptFrom("flyway").build();

        assertThat(lockstep.migrate().done())
                .extracting(step -> step.id().toString())
                .containsExactly("3");
        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 APPLIED", "3 APPLIED");
    }

    @EachDatabase
    void an_application_that_would_adopt_starts_on_an_empty_database_too(TestDatabase db) {
        assertThat(builder(db, ABC).adoptFrom("flyway").build().migrate().done())
                .hasSize(3);
    }

    @EachDatabase
    void costs_nothing_where_lockstep_has_a_history(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        lockstep(db).adopt();
        lockstep(db).migrate();
        Faults faults = Faults.counting();

        Lockstep.builder(db.dataSource(faults), MigrationSource.memory(ABC))
                .build()
                .migrate();

        assertThat(faults.log().statements()).noneMatch(sql -> sql.contains("flyway"));
        assertThat(faults.log().roundTrips()).isLessThanOrEqualTo(3);
    }

    @EachDatabase
    void rows_of_flyway_count_by_their_meaning(TestDatabase db) throws Exception {
        Map<String, String> files = new LinkedHashMap<>(ABC);
        files.put("R__same.sql", "SELECT 1;\n");
        files.put("R__edited.sql", "SELECT 2;\n");
        twoTables(db);
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 0, "", "<< Flyway Schema Creation >>", "SCHEMA");
        Foreign.flywayRow(db, 1, "1", "<< Flyway Baseline >>", "BASELINE");
        Foreign.flywayRow(db, 2, "2", "b", "SQL");
        Foreign.flywayRow(db, 3, "2.5", "gone", "SQL", "5");
        Foreign.flywayRow(db, 4, "3", "c", "SQL");
        Foreign.flywayRow(db, 5, "3", "c", "UNDO_SQL");
        Foreign.flywayRow(db, 6, "2.7", "forgotten", "SQL");
        Foreign.flywayRow(db, 7, "2.7", "forgotten", "DELETE");
        Foreign.flywayRow(db, 8, "", "same", "SQL", "1");
        Foreign.flywayRow(db, 9, "", "same", "SQL", "78787420");
        Foreign.flywayRow(db, 10, "", "edited", "SQL", "1");
        Lockstep lockstep = builder(db, files).build();

        Adoption adoption = lockstep.adopt();

        assertThat(adoption.rows())
                .extracting(row -> row.id() + " " + row.state() + " " + row.file())
                .containsExactly(
                        "1 BASELINE UNVERIFIED",
                        "2 APPLIED UNVERIFIED",
                        "2.5 APPLIED ABSENT",
                        "R__same APPLIED SAME",
                        "R__edited APPLIED EDITED");
        assertThat(adoption.notes()).anyMatch(note -> note.startsWith("2.5 was applied, and there is no file"));
        assertThat(states(lockstep))
                .containsExactly(
                        "1 BASELINE", "2 APPLIED", "2.5 BASELINE", "3 PENDING", "R__edited PENDING", "R__same APPLIED");
        assertThat(lockstep.migrate().done())
                .extracting(step -> step.id().toString())
                .containsExactly("3", "R__edited");
    }

    @EachDatabase
    void what_failed_becomes_dirty_and_waits_for_a_persons_word(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "1", "a", "SQL");
        Foreign.flywayRow(db, 2, "2", "b", "SQL");
        Foreign.flywayRow(db, 3, "3", "c", "SQL", "NULL", "1=0");
        Lockstep lockstep = lockstep(db);

        assertThat(lockstep.adopt().notes())
                .anyMatch(note -> note.startsWith("3 is adopted as dirty: flyway recorded"));

        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 APPLIED", "3 DIRTY");
        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(UndecidableException.class)
                .hasMessageContaining("left in the middle by another tool: flyway recorded that it failed")
                .hasMessageContaining("lockstep resolve 3 --as applied");
        lockstep.resolve("3", Resolution.RETRY);
        assertThat(lockstep.migrate().done()).hasSize(1);
        assertThat(hasTable(db, "c")).isTrue();
        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 APPLIED", "3 APPLIED");
    }

    @EachDatabase
    void what_failed_and_was_completed_by_hand_counts_as_applied(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.golangMigrate(db, "2", "1=1");
        Lockstep lockstep = lockstep(db);
        lockstep.adopt();

        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 DIRTY", "3 PENDING");
        lockstep.resolve("2", Resolution.APPLIED);
        assertThat(lockstep.migrate().done()).hasSize(1);
        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 APPLIED", "3 APPLIED");
    }

    @EachDatabase
    void what_the_other_tool_has_mended_since_is_dirty_no_more(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.golangMigrate(db, "2", "1=1");
        Lockstep lockstep = lockstep(db);
        lockstep.adopt();

        db.execute("UPDATE schema_migrations SET dirty = (1=0)");
        assertThat(lockstep.adopt().rows()).hasSize(1);

        assertThat(states(lockstep)).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");
        assertThat(lockstep.migrate().done()).hasSize(1);
    }

    @EachDatabase
    void golang_migrate_counts_every_file_up_to_its_version(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.golangMigrate(db, "2", "1=0");
        lockstep(db).adopt();
        assertThat(states(lockstep(db))).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");
    }

    @EachDatabase
    void a_table_in_which_nothing_is_applied_stops_nobody(TestDatabase db) throws Exception {
        Foreign.golangMigrate(db, "", "");
        assertThat(lockstep(db).migrate().done()).hasSize(3);
    }

    @EachDatabase
    void goose_counts_the_newest_row_of_a_version(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.goose(db);
        db.execute(
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1=1)",
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (2, 1=1)",
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, 1=1)",
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, 1=0)");
        Instant before = Instant.now();

        Adoption adoption = lockstep(db).adopt();

        assertThat(adoption.tool()).isEqualTo("goose");
        assertThat(adoption.rows())
                .allSatisfy(row -> assertThat(
                                Duration.between(row.applied().at(), before).abs())
                        .isLessThan(Duration.ofMinutes(5)));
        assertThat(states(lockstep(db))).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");
    }

    @EachDatabase
    void dbmate_keeps_versions_alone(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.versions(db, "schema_migrations", "1", "2");
        assertThat(lockstep(db).adopt().tool()).isEqualTo("dbmate");
        assertThat(states(lockstep(db))).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");
    }

    @EachDatabase
    void pop_counts_all_steps_of_an_old_short_version(TestDatabase db) throws Exception {
        Map<String, String> files = files(
                "20200101000000000001_a.up.sql", "CREATE TABLE a (id INTEGER);\n",
                "20200101000000000002_b.up.sql", "CREATE TABLE b (id INTEGER);\n",
                "20210101000000000000_c.up.sql", "CREATE TABLE c (id INTEGER);\n",
                "20220101000000000000_d.up.sql", "CREATE TABLE d (id INTEGER);\n");
        Foreign.versions(db, "schema_migration", "20200101000000", "20210101000000000000");
        Lockstep lockstep = builder(db, files).build();

        assertThat(lockstep.adopt().tool()).isEqualTo("pop");

        assertThat(states(lockstep))
                .containsExactly(
                        "20200101000000000001 APPLIED",
                        "20200101000000000002 APPLIED",
                        "20210101000000000000 APPLIED",
                        "20220101000000000000 PENDING");
    }

    @EachDatabase
    void diesel_and_mybatis_keep_the_time_as_well(TestDatabase diesel, TestDatabase mybatis) throws Exception {
        diesel.execute(
                "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT"
                        + " NULL DEFAULT CURRENT_TIMESTAMP)",
                "INSERT INTO __diesel_schema_migrations (version) VALUES ('1')",
                "INSERT INTO __diesel_schema_migrations (version) VALUES ('2')");
        assertThat(lockstep(diesel).adopt().tool()).isEqualTo("diesel");
        assertThat(states(lockstep(diesel))).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");

        mybatis.execute(
                "CREATE TABLE CHANGELOG (ID NUMERIC(20,0) NOT NULL, APPLIED_AT VARCHAR(25) NOT NULL,"
                        + " DESCRIPTION VARCHAR(255) NOT NULL)",
                "INSERT INTO CHANGELOG VALUES (1, '2024-03-01 10:20:30', 'the first')",
                "INSERT INTO CHANGELOG VALUES (2, '2024-03-01 10:20:31', 'the second')");
        assertThat(lockstep(mybatis).adopt().tool()).isEqualTo("mybatis");
        assertThat(states(lockstep(mybatis))).containsExactly("1 APPLIED", "2 APPLIED", "3 PENDING");
    }

    @EachDatabase
    void atlas_tells_how_far_a_failed_file_came(TestDatabase db) throws Exception {
        String text = Foreign.on(db, "TEXT", "LONGTEXT", "TEXT");
        db.execute("CREATE TABLE atlas_schema_revisions (version VARCHAR(255) NOT NULL PRIMARY KEY, description"
                + " VARCHAR(255) NOT NULL, type BIGINT NOT NULL DEFAULT 2, applied BIGINT NOT NULL DEFAULT 0, total BIGINT"
                + " NOT NULL DEFAULT 0, executed_at TIMESTAMP NOT NULL, execution_time BIGINT NOT NULL, error " + text
                + ", error_stmt " + text + ", hash VARCHAR(255) NOT NULL, partial_hashes " + text
                + ", operator_version VARCHAR(255) NOT NULL)");
        String insert =
                "INSERT INTO atlas_schema_revisions VALUES ('%s', 'x', %d, %d, 2, '2024-03-01 10:20:30', 5000000,"
                        + " %s, NULL, 'h', NULL, 'v')";
        db.execute(
                insert.formatted(".atlas_cloud_identifier", 2, 2, "NULL"),
                insert.formatted("1", 1, 2, "NULL"),
                insert.formatted("2", 2, 2, "NULL"),
                insert.formatted("3", 2, 1, "'no such column'"));

        Adoption adoption = lockstep(db).adopt();

        assertThat(adoption.rows().get(1).applied().duration()).isEqualTo(Duration.ofMillis(5));
        assertThat(adoption.notes())
                .anyMatch(note -> note.contains("atlas applied 1 of its 2 statements, then: no such column"));
        assertThat(states(lockstep(db))).containsExactly("1 BASELINE", "2 APPLIED", "3 DIRTY");
    }

    @EachDatabase
    void what_cannot_be_adopted_is_told_with_what_can_be_done(TestDatabase rails, TestDatabase sqitch)
            throws Exception {
        Foreign.versions(rails, "schema_migrations", "20240101000000", "20240201000000");
        rails.execute("CREATE TABLE ar_internal_metadata (k VARCHAR(255) PRIMARY KEY)");
        assertThatThrownBy(() -> lockstep(rails).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Ruby programs")
                .hasMessageContaining("lockstep baseline 20240201000000");
        assertThatThrownBy(() -> lockstep(rails).adopt()).hasMessageContaining("Ruby programs");

        sqitch.execute("CREATE TABLE changes (change_id VARCHAR(40), " + Foreign.on(sqitch, "", "`change`", "")
                + Foreign.on(sqitch, "change", "", "\"change\"") + " VARCHAR(40), project VARCHAR(40), committed_at"
                + " TIMESTAMP, planned_at TIMESTAMP NULL)");
        sqitch.execute("INSERT INTO changes (change_id) VALUES ('abc')");
        assertThatThrownBy(() -> lockstep(sqitch).migrate()).hasMessageContaining("lockstep baseline 1");
    }

    @EachDatabase
    void two_histories_are_an_error_that_names_both(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        Foreign.goose(db);
        db.execute("INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1=1)");

        assertThatThrownBy(() -> lockstep(db).adopt())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("flyway (")
                .hasMessageContaining("goose (")
                .hasMessageContaining("--from flyway or --from goose");
        assertThatThrownBy(() -> lockstep(db).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("goose (")
                .hasMessageContaining("'lockstep adopt --from flyway' or 'lockstep adopt --from goose'");
        assertThat(builder(db, ABC).adoptFrom("goose").build().adopt().rows()).hasSize(1);
    }

    @EachDatabase
    void a_table_of_another_name_is_known_by_its_columns(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        db.execute(
                "ALTER TABLE flyway_schema_history RENAME TO audit_trail",
                "CREATE TABLE another (installed_rank INTEGER, dirty INTEGER, version INTEGER, run_on INTEGER, more INTEGER)");

        assertThatThrownBy(() -> lockstep(db).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("audit_trail")
                .hasMessageContaining("lockstep adopt");
        assertThat(lockstep(db).adopt().rows()).hasSize(2);
        assertThat(lockstep(db).migrate().done()).hasSize(1);
    }

    /** Not on PostgreSQL, where a table stays as long as a view shows it. */
    @EachDatabase({Dbms.MARIADB, Dbms.SQLITE})
    void a_view_of_what_is_gone_is_in_nobodys_way(TestDatabase db) throws Exception {
        db.execute(
                "CREATE TABLE gone (dirty INTEGER)", "CREATE VIEW broken AS SELECT dirty FROM gone", "DROP TABLE gone");

        assertThat(lockstep(db).migrate().done()).hasSize(3);
    }

    @EachDatabase
    void a_table_whose_columns_could_be_anybodys_is_adopted_when_it_is_named(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.versions(db, "audit_trail", "1", "2");

        assertThatThrownBy(() -> lockstep(db).adopt())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("no history of another tool")
                .hasMessageContaining("--from-table");
        assertThat(builder(db, ABC)
                        .adoptFrom("dbmate", "audit_trail")
                        .build()
                        .adopt()
                        .rows())
                .hasSize(2);
    }

    @EachDatabase
    void a_history_that_is_none_of_ours_is_left_alone_when_that_is_said(TestDatabase db) throws Exception {
        Foreign.flyway(db, "flyway_schema_history");
        Foreign.flywayRow(db, 1, "1", "theirs", "SQL");

        assertThat(builder(db, ABC).adoptFrom("none").build().adopt().rows()).isEmpty();

        assertThat(lockstep(db).migrate().done()).hasSize(3);
    }

    @EachDatabase
    void a_version_that_the_other_tool_passed_over_is_told(TestDatabase db) throws Exception {
        twoTables(db);
        Foreign.versions(db, "schema_migrations", "2");
        assertThat(lockstep(db).adopt().notes()).containsExactly("not applied, though a higher version is: 1");
        assertThat(states(lockstep(db))).containsExactly("1 OUT_OF_ORDER", "2 APPLIED", "3 PENDING");
    }

    /** SQLite's tools have no locks. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void waits_for_the_lock_of_the_other_tool(TestDatabase db) throws Exception {
        flywayAtTwo(db);
        String table = Foreign.on(
                db, "\"public\".\"flyway_schema_history\"", "`" + db.name() + "`.`flyway_schema_history`", "");
        long key = 0x466C79776179L + table.hashCode();
        try (var flyway = db.connect()) {
            Sql.execute(
                    flyway,
                    Foreign.on(
                            db,
                            "SELECT pg_advisory_lock(" + key + ")",
                            "SELECT GET_LOCK('Flyway-" + table.hashCode() + "', 1)",
                            ""));
            assertThatThrownBy(() ->
                            builder(db, ABC).lockTimeout(Duration.ZERO).build().adopt())
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining("the lock of flyway was not free");
        }
        Poll.until("the lock is still held", () -> {
            try {
                return builder(db, ABC)
                                .lockTimeout(Duration.ZERO)
                                .build()
                                .adopt()
                                .rows()
                                .size()
                        == 2;
            } catch (LockTimeoutException held) {
                return false;
            }
        });
    }
}
