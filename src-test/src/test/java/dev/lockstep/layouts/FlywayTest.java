package dev.lockstep.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.CallbackFailedException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.io.TempDir;

/** Flyway projects, with Flyway's own result beside Lockstep's. */
class FlywayTest {
    private static final String[] VERSIONS_AND_BASELINES = {
        "V1__a.sql", "CREATE TABLE a (id INTEGER);",
        "V2__b.sql", "CREATE TABLE b (id INTEGER);",
        "V3__c.sql", "CREATE TABLE c (id INTEGER);",
        "V4__d.sql", "CREATE TABLE d (id INTEGER);",
        "B2__ab.sql", "CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER);",
        "B3__abc.sql", "CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER); CREATE TABLE c (id INTEGER);"
    };

    @TempDir
    private Path folder = Path.of("");

    @EachDatabase
    void the_sample_gives_what_flyway_gives(TestDatabase db, TestDatabase byFlyway) throws Exception {
        FlywayProject sample = FlywayProject.sample(db);
        var flyway = sample.flyway(byFlyway).load();
        flyway.migrate();

        Report report = sample.lockstep(db).build().migrate();

        assertThat(ids(report)).isEqualTo(ids(flyway.info().applied()));
        assertThat(FlywayProject.made(db)).isEqualTo(FlywayProject.made(byFlyway));
    }

    @EachDatabase
    void a_second_run_calls_and_executes_what_flyway_does(TestDatabase db, TestDatabase byFlyway) throws Exception {
        FlywayProject sample = FlywayProject.sample(db);
        sample.flyway(byFlyway).load().migrate();
        Lockstep lockstep = sample.lockstep(db).build();
        lockstep.migrate();
        sample.flyway(byFlyway).load().migrate();

        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(FlywayProject.made(db)).isEqualTo(FlywayProject.made(byFlyway));
    }

    @EachDatabase
    void what_flyway_began_is_adopted_and_finished(TestDatabase db, TestDatabase byFlyway) throws Exception {
        FlywayProject sample = FlywayProject.sample(db);
        sample.flyway(db).target("3").load().migrate();
        sample.flyway(byFlyway).target("3").load().migrate();
        sample.flyway(byFlyway).load().migrate();
        Lockstep lockstep = sample.lockstep(db).build();

        assertThat(lockstep.adopt().rows())
                .hasSizeGreaterThan(5)
                .allMatch(row -> row.file() == Adoption.FileState.SAME);
        assertThat(lockstep.migrate().done()).hasSizeGreaterThan(5);
        assertThat(lockstep.status().isPendingOrDirty()).isFalse();
        assertThat(FlywayProject.made(db)).isEqualTo(FlywayProject.made(byFlyway));
    }

    @EachDatabase
    void a_fresh_database_begins_with_the_highest_baseline(TestDatabase db, TestDatabase byFlyway) throws Exception {
        FlywayProject project = FlywayProject.of(folder, VERSIONS_AND_BASELINES);
        project.flyway(byFlyway).load().migrate();
        Lockstep lockstep = project.lockstep(db).build();

        assertThat(ids(lockstep.migrate())).containsExactly("3", "4");
        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(lockstep.status().rows())
                .extracting(Status.Row::state)
                .containsExactly(State.BASELINE, State.BASELINE, State.APPLIED, State.APPLIED);
        assertThat(FlywayProject.made(db)).isEqualTo(FlywayProject.made(byFlyway));
    }

    @EachDatabase
    void a_database_with_a_history_passes_over_baselines(TestDatabase db, TestDatabase byFlyway) throws Exception {
        FlywayProject project = FlywayProject.of(folder, VERSIONS_AND_BASELINES);
        project.flyway(byFlyway).target("1").load().migrate();
        project.flyway(byFlyway).load().migrate();
        Lockstep lockstep = project.lockstep(db).build();

        assertThat(ids(lockstep.migrate(Target.to("1")))).containsExactly("1");
        assertThat(ids(lockstep.migrate())).containsExactly("2", "3", "4");
        assertThat(FlywayProject.made(db)).isEqualTo(FlywayProject.made(byFlyway));
    }

    @EachDatabase
    void undo_scripts_take_versions_back(TestDatabase db) throws Exception {
        Lockstep lockstep = FlywayProject.of(
                        folder,
                        "V1__a.sql",
                        "CREATE TABLE a (id INTEGER);",
                        "U1__a.sql",
                        "DROP TABLE a;",
                        "beforeEachUndo.sql",
                        "INSERT INTO a VALUES (1);",
                        "V2__b.sql",
                        "CREATE TABLE b (id INTEGER);",
                        "U2__b.sql",
                        "CREATE TABLE c AS SELECT * FROM a; DROP TABLE b;")
                .lockstep(db)
                .build();
        lockstep.migrate();

        lockstep.down(Target.steps(1));

        assertThat(db.value("SELECT count(*) FROM c")).isEqualTo("1");
        assertThat(lockstep.version()).map(Object::toString).contains("1");
    }

    @EachDatabase
    void a_repeatable_migration_with_the_time_in_it_runs_every_time(TestDatabase db) throws Exception {
        Lockstep lockstep = FlywayProject.of(
                        folder,
                        "V1__log.sql",
                        "CREATE TABLE log (entry VARCHAR(100));",
                        "R__each_time.sql",
                        "-- ${flyway:timestamp}\nINSERT INTO log VALUES ('again');")
                .lockstep(db)
                .build();
        lockstep.migrate();
        lockstep.migrate();

        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("2");
    }

    @EachDatabase
    void a_callback_around_a_step_is_undone_with_it(TestDatabase db) throws Exception {
        Lockstep lockstep = FlywayProject.of(
                        folder,
                        "V1__log.sql",
                        "CREATE TABLE log (entry VARCHAR(100));",
                        "V2__fails.sql",
                        "INSERT INTO log VALUES ('step'); INSERT INTO absent VALUES (1);",
                        "afterEachMigrate.sql",
                        "INSERT INTO log VALUES ('after');",
                        "afterEachMigrateError.sql",
                        "INSERT INTO log VALUES ('failed');")
                .lockstep(db)
                .build();

        assertThatThrownBy(lockstep::migrate).isInstanceOf(MigrationFailedException.class);

        assertThat(db.value("SELECT count(*) FROM log WHERE entry = 'step'")).isEqualTo("0");
        assertThat(db.value("SELECT count(*) FROM log WHERE entry = 'after'")).isEqualTo("1");
        assertThat(db.value("SELECT count(*) FROM log WHERE entry = 'failed'")).isEqualTo("1");
    }

    @EachDatabase
    void a_step_whose_callback_fails_goes_on_with_it_alone(TestDatabase db) throws Exception {
        String[] files = {
            "V1__log.sql", "CREATE TABLE log (entry VARCHAR(100)); INSERT INTO log VALUES ('step');",
            "afterEachMigrate.sql", "INSERT INTO absent SELECT entry FROM log;"
        };
        Lockstep failing = FlywayProject.of(folder, files).lockstep(db).build();
        assertThatThrownBy(failing::migrate)
                .isInstanceOf(CallbackFailedException.class)
                .hasMessageContaining("afterEachMigrate.sql:1:1");
        files[3] = "INSERT INTO log SELECT 'after ' || count(*) FROM log WHERE entry = 'step';"
                .replace("'after ' || count(*)", "concat('after ', count(*))");
        FlywayProject.of(folder, files).lockstep(db).build().migrate();

        assertThat(db.value("SELECT count(*) FROM log WHERE entry = 'step'")).isEqualTo("1");
        assertThat(db.value("SELECT count(*) FROM log WHERE entry = 'after 1'")).isEqualTo("1");
    }

    @EachDatabase
    void a_migration_in_java_is_listed_and_stops_a_run(TestDatabase db) throws Exception {
        Lockstep lockstep = FlywayProject.of(
                        folder,
                        "V1__a.sql",
                        "CREATE TABLE a (id INTEGER);",
                        "V2__Fill.java",
                        "public class V2__Fill extends BaseJavaMigration {}")
                .lockstep(db)
                .build();

        assertThat(lockstep.status().rows()).hasSize(2);
        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("V2__Fill.java' is a migration in Java");
        assertThat(ids(lockstep.migrate(Target.to("1")))).containsExactly("1");
    }

    private static List<String> ids(Report report) {
        return report.done().stream().map(done -> name(done.id())).toList();
    }

    private static String name(MigrationId id) {
        return id instanceof MigrationId.Named named ? named.name() : id.toString();
    }

    private static List<String> ids(MigrationInfo... applied) {
        return Stream.of(applied)
                .map(info -> info.getVersion() == null
                        ? info.getDescription()
                        : info.getVersion().getVersion())
                .toList();
    }
}
