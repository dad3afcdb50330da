package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The calls that only look. */
class ReadingTest {
    private static final List<Consumer<Lockstep>> READINGS = List.of(
            Lockstep::status,
            Lockstep::validate,
            Lockstep::version,
            Lockstep::lock,
            lockstep -> lockstep.plan(Direction.UP, Target.EVERYTHING),
            lockstep -> lockstep.plan(Direction.DOWN, Target.EVERYTHING));

    @EachDatabase
    void write_nothing_not_even_the_table(TestDatabase db) throws Exception {
        looksAndLeavesNoTrace(db, Given.abc());
        assertThat(Given.hasTable(db, "schema_history")).isFalse();
    }

    @EachDatabase
    void write_nothing_where_something_is_pending(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2)).migrate();

        looksAndLeavesNoTrace(
                db, Given.with(Given.logging(1, 2, 3), "R__again.sql", "SELECT 1;\n", "D__rows.sql", "SELECT 1;\n"));
    }

    private static void looksAndLeavesNoTrace(TestDatabase db, Map<String, String> files) throws Exception {
        String before = db.snapshot();
        List<String> filesBefore = besideTheDatabase(db);
        for (Consumer<Lockstep> reading : READINGS) {
            Faults faults = Faults.counting();
            reading.accept(Lockstep.builder(db.dataSource(faults), MigrationSource.memory(files))
                    .build());
            assertThat(faults.log().writes()).isEmpty();
            assertThat(faults.log().statements()).isNotEmpty().noneMatch(sql -> sql.contains("FOR UPDATE"));
        }
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(besideTheDatabase(db)).isEqualTo(filesBefore);
        assertThat(db.openConnections()).isZero();
    }

    private static List<String> besideTheDatabase(TestDatabase db) throws Exception {
        if (db.dbms() != Dbms.SQLITE) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(db.file().getParent())) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @EachDatabase
    void tell_the_state_while_another_run_holds_the_lock(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1)).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));

        HeldLock.during(db, Given.logging(1, 2), letGo -> {
            assertThat(lockstep.version()).contains(Version.of("1"));
            assertThat(lockstep.plan(Direction.UP, Target.EVERYTHING).steps()).hasSize(1);
            assertThat(lockstep.status().holder()).isPresent();
        });
        assertThat(lockstep.status().holder()).isEmpty();
    }

    @EachDatabase
    void status_tells_how_every_migration_stands(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2)).migrate();

        Status status = Given.lockstep(db, Given.with(Given.logging(1, 2, 10), "R__view.sql", "SELECT 1;\n"))
                .status();

        assertThat(status.dialect()).isEqualTo(db.dbms().toString());
        assertThat(status.current()).contains(Version.of("2"));
        assertThat(status.isPendingOrDirty()).isTrue();
        assertThat(status.rows())
                .extracting(row -> row.id() + " " + row.description() + " " + row.state() + " " + row.script() + " "
                        + row.applied().isPresent())
                .containsExactly(
                        "0.1 log APPLIED 0.1_log.up.sql true",
                        "1 entry APPLIED 1_entry.up.sql true",
                        "2 entry APPLIED 2_entry.up.sql true",
                        "10 entry PENDING 10_entry.up.sql false",
                        "R__view view PENDING R__view.sql false");
    }

    @EachDatabase
    void a_plan_is_what_the_run_then_does(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1)).migrate();
        Lockstep lockstep = Given.lockstep(
                db, Given.with(Given.logging(1, 2), "3_t.up.sql", "CREATE TABLE t (id INTEGER);\nSELECT 1;\n"));

        Plan up = lockstep.plan(Direction.UP, Target.EVERYTHING);
        List<String> done = Given.done(lockstep.migrate());

        assertThat(up.dialect()).isEqualTo(db.dbms().toString());
        assertThat(up.from()).contains(Version.of("1"));
        assertThat(up.steps()).extracting(step -> "up " + step.id()).isEqualTo(done);
        assertThat(up.steps().get(1).outline().statements()).isEqualTo(2);
        assertThat(up.steps().get(1).outline().isAtomic()).isEqualTo(Given.rollsDefinitionsBack(db));
        assertThat(lockstep.plan(Direction.UP, Target.EVERYTHING).steps()).isEmpty();
    }

    @EachDatabase
    void a_plan_that_cannot_be_is_refused(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(2)).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));

        assertThatThrownBy(() -> lockstep.plan(Direction.UP, Target.EVERYTHING))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 1 (entry) is pending, though the higher version 2 is applied");
    }

    @EachDatabase
    void validate_reads_the_way_back_too(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(
                db, Given.with(Given.abc(), "2_b.down.sql", "DROP TABLE 'b;\n", "3_c.up.sql", "SELECT '"));

        assertThatThrownBy(lockstep::validate)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(
                                        problem -> problem.where().orElseThrow().toString())
                                .containsExactly("2_b.down.sql:1:12", "3_c.up.sql:1:8"));
        assertThat(Given.lockstep(db, Given.abc()).validate()).isEmpty();
    }
}
