package dev.lockstep.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine does with files of other tools, beyond running them. */
class ForeignProjectsTest {
    private static final String TABLE = "CREATE TABLE a (id INTEGER PRIMARY KEY);\n";

    @EachDatabase
    void a_migration_that_is_no_sql_stops_the_run_before_anything_happens(TestDatabase db) {
        Lockstep lockstep = over(db, "goose", "1_a.sql", "-- +goose Up\n" + TABLE, "2_b.go", "package migrations");
        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'2_b.go' is a migration in Go");
        assertThatThrownBy(lockstep::validate).hasMessageContaining("'2_b.go' is a migration in Go");
        assertThat(lockstep.status().rows())
                .extracting(Status.Row::state)
                .containsExactly(Status.State.PENDING, Status.State.PENDING);
        assertThat(done(lockstep.migrate(Target.to("1")))).containsExactly("1");
    }

    @EachDatabase
    void an_error_has_its_place_in_the_file_not_in_the_section(TestDatabase db) {
        String text = "-- migrate:up\n" + TABLE + "-- migrate:down\n\n  DROP TABLE nowhere;\n";
        Lockstep lockstep = over(db, "dbmate", "1_a.sql", text);
        lockstep.migrate();
        assertThatThrownBy(() -> lockstep.down(Target.steps(1)))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("1_a.sql:5:3");
    }

    @EachDatabase
    void a_change_of_one_section_is_none_of_the_other(TestDatabase db) {
        over(db, "dbmate", "1_a.sql", "-- migrate:up\n" + TABLE + "-- migrate:down\n")
                .migrate();
        Lockstep edited = over(db, "dbmate", "1_a.sql", "-- migrate:up\n" + TABLE + "-- migrate:down\nDROP TABLE a;");
        assertThat(edited.status().rows()).extracting(Status.Row::state).containsExactly(Status.State.APPLIED);
        assertThat(done(edited.down(Target.steps(1)))).containsExactly("1");
    }

    @EachDatabase
    void a_version_that_comes_late_is_applied_where_the_tool_does_so_unless_the_user_says_otherwise(TestDatabase db) {
        String empty = "-- migrate:up\n-- migrate:down\n";
        over(db, "dbmate", "2_b.sql", empty).migrate();
        Map<String, String> files = Map.of("1_a.sql", empty, "2_b.sql", empty);
        Lockstep.Builder builder = Lockstep.builder(db.dataSource(), MigrationSource.memory(files));
        assertThat(builder.build().validate()).anyMatch(note -> note.contains("it is applied out of order"));
        assertThatThrownBy(() -> builder.outOfOrder(OutOfOrder.FAIL).build().migrate())
                .hasMessageContaining("version 1 (a) is pending, though the higher version 2 is applied");
        assertThat(done(over(db, "dbmate", "1_a.sql", empty, "2_b.sql", empty).migrate()))
                .containsExactly("1");
    }

    @EachDatabase
    void flyway_s_settings_say_what_to_be_strict_about(TestDatabase db) {
        over(db, "flyway", "V2__b.sql", TABLE).migrate();
        String[] late = {"V1__a.sql", "", "V3__c.sql", ""};
        assertThatThrownBy(() -> over(db, "flyway", late).migrate())
                .hasMessageContaining("version 2 (b) is applied, but its file (V2__b.sql) is not there")
                .hasMessageContaining("version 1 (a) is pending");
        Map<String, String> settings =
                Map.of("flyway.outOfOrder", "true", "flyway.ignoreMigrationPatterns", "*:missing,*:future");
        Map<String, String> files = Map.of("V1__a.sql", "", "V3__c.sql", "");
        Lockstep told = Lockstep.builder(db.dataSource(), MigrationSource.memory(files))
                .format(Layouts.named("auto").told(settings))
                .build();
        assertThat(done(told.migrate())).containsExactly("1", "3");
    }

    @EachDatabase
    void a_stored_down_script_keeps_what_the_name_of_its_file_asked_for(TestDatabase db) throws Exception {
        over(db, "pop", "1_a.up.sql", TABLE, "1_a.autocommit.down.sql", "DROP TABLE a;")
                .migrate();
        assertThat(db.value("SELECT down_script FROM schema_history"))
                .isEqualTo("-- lockstep: transaction=none\nDROP TABLE a;");
        assertThat(done(over(db, "pop", "0_b.up.sql", "", "0_b.down.sql", "").down(Target.steps(1))))
                .containsExactly("1");
    }

    @EachDatabase
    void versions_as_text_are_in_that_order_in_the_history_too(TestDatabase db) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("20150101000000000001_a.up.sql", "");
        files.put("20200101000000_b.up.sql", "");
        assertThat(done(over(db, "pop", files).build().migrate()))
                .containsExactly("20150101000000000001", "20200101000000");

        files.put("20210101000000000001_c.up.sql", "");
        files.put("20210101000000_d.up.sql", "");
        assertThat(done(over(db, "pop", files).build().migrate(Target.to("20210101000000"))))
                .containsExactly("20210101000000");
        assertThat(done(over(db, "pop", files).build().migrate())).containsExactly("20210101000000000001");

        files.put("20170101000000000001_e.up.sql", "");
        assertThatThrownBy(() -> over(db, "pop", files)
                        .outOfOrder(OutOfOrder.FAIL)
                        .build()
                        .migrate())
                .hasMessageContaining("the higher version 20210101000000000001 is applied");
        assertThat(done(over(db, "pop", files).build().migrate())).containsExactly("20170101000000000001");
    }

    @EachDatabase
    void the_version_is_the_newest_in_the_order_of_the_files(TestDatabase db) {
        Map<String, String> files = Map.of("20150101000000000001_a.up.sql", "", "20200101000000_b.up.sql", "");
        over(db, "pop", files).build().migrate();
        assertThat(over(db, "auto", files).build().version()).hasValue(Version.of("20200101000000"));
        assertThat(over(db, "auto", Map.of("nonsense.sql", "")).build().version())
                .as("by number, where no files tell")
                .hasValue(Version.of("20150101000000000001"));
    }

    @EachDatabase
    void a_script_that_counts_on_its_tool_s_own_table_is_told_that_there_is_none(TestDatabase db) throws Exception {
        String grant = "-- migrate:up\nDELETE FROM schema_migrations WHERE version = '0';\n-- migrate:down\n";
        Lockstep lockstep =
                over(db, "dbmate", "1_a.sql", "-- migrate:up\n" + TABLE + "-- migrate:down\n", "2_b.sql", grant);
        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("'schema_migrations' is where another tool keeps its history")
                .hasMessageContaining("leave it empty");
        db.execute("CREATE TABLE schema_migrations (version VARCHAR(128) PRIMARY KEY)");
        assertThat(done(lockstep.migrate())).containsExactly("2");
    }

    @EachDatabase
    void an_empty_table_of_another_tool_s_stops_nothing(TestDatabase db) throws Exception {
        db.execute("CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id BIGINT, is_applied BOOLEAN)");
        String text = "-- +goose Up\nDELETE FROM goose_db_version WHERE version_id = 7;\n";
        assertThat(done(over(db, "goose", "1_a.sql", text).migrate())).containsExactly("1");
    }

    @EachDatabase
    void a_variable_without_a_value_where_one_is_required_is_an_error_at_its_place(TestDatabase db) {
        String text = "-- +goose Up\n-- +goose ENVSUB ON\nSELECT '${LOCKSTEP_UNSET?no value}';\n";
        assertThatThrownBy(() -> over(db, "goose", "1_a.sql", text).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1_a.sql:3:9");
    }

    @EachDatabase
    void another_value_of_a_variable_is_no_change_of_the_file(TestDatabase db) throws Exception {
        String text = "-- +goose Up\n" + "CREATE TABLE t (v VARCHAR(20));\n"
                + "-- +goose ENVSUB ON\nINSERT INTO t VALUES ('${WHO}');\n";
        Map<String, String> files = Map.of("1_a.sql", text);
        over(db, "goose", files).placeholder("WHO", "one").build().migrate();
        assertThat(db.value("SELECT v FROM t")).isEqualTo("one");
        assertThat(over(db, "goose", files)
                        .placeholder("WHO", "two")
                        .build()
                        .status()
                        .rows())
                .extracting(Status.Row::state)
                .containsExactly(Status.State.APPLIED);
    }

    private static Lockstep over(TestDatabase db, String format, String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return over(db, format, files).build();
    }

    private static Lockstep.Builder over(TestDatabase db, String format, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files)).format(format);
    }

    private static List<String> done(Report report) {
        return report.done().stream().map(step -> step.id().toString()).toList();
    }
}
