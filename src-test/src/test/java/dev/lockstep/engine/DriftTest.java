package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files and history that do not agree: the policies, and what settles it. */
class DriftTest {
    private static final Map<String, String> CHANGED =
            Given.with(Given.logging(1, 2, 3), "2_entry.up.sql", "INSERT INTO log VALUES (22);\n");
    private static final Map<String, String> REFORMATTED = Given.with(
            Given.logging(1, 2, 3), "2_entry.up.sql", "-- the second\r\nINSERT  INTO log\r\n  VALUES (2) ;\r\n");

    @EachDatabase
    void a_version_below_the_newest_applied_one_stops_the_run(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 3)).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3, 4));
        String before = db.snapshot();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 2 (entry) is pending, though the higher version 3 is applied")
                .hasMessageContaining("2_entry.up.sql")
                .hasMessageContaining("--out-of-order allow");
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(states(lockstep)).containsEntry("2", Status.State.OUT_OF_ORDER);
    }

    @EachDatabase
    void a_version_below_the_newest_applied_one_is_applied_where_that_is_allowed(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 3)).migrate();

        Report report = Given.builder(db, Given.logging(1, 2, 3, 4))
                .outOfOrder(OutOfOrder.ALLOW)
                .build()
                .migrate();

        assertThat(Given.done(report)).containsExactly("up 2", "up 4");
        assertThat(report.notes())
                .containsExactly("version 2 (entry) is pending, though the higher version 3 is applied:"
                        + " it is applied out of order");
        assertThat(Given.log(db)).isEqualTo("1,2,3,4");
    }

    @EachDatabase
    void a_missing_file_stops_the_run(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 3, 4));
        String before = db.snapshot();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 2 (entry) is applied, but its file (2_entry.up.sql) is not there")
                .hasMessageContaining("--missing warn");
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(states(lockstep)).containsEntry("2", Status.State.MISSING);
    }

    @EachDatabase
    void a_missing_file_is_a_note_with_warn_and_nothing_with_ignore(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();

        Report warned = Given.builder(db, Given.logging(1, 3, 4))
                .missing(Missing.WARN)
                .build()
                .migrate();
        Report ignored = Given.builder(db, Given.logging(1, 3, 4, 5))
                .missing(Missing.IGNORE)
                .build()
                .migrate();

        assertThat(Given.done(warned)).containsExactly("up 4");
        assertThat(warned.notes())
                .containsExactly("version 2 (entry) is applied, but its file (2_entry.up.sql) is not there");
        assertThat(Given.done(ignored)).containsExactly("up 5");
        assertThat(ignored.notes()).isEmpty();
    }

    @EachDatabase
    void an_older_release_comes_up_on_a_newer_database_and_says_so(TestDatabase db) throws Exception {
        Map<String, String> old = Given.with(Given.logging(1), "R__total.sql", "INSERT INTO log VALUES (100);\n");
        Map<String, String> young =
                Given.with(Given.logging(1, 2, 3), "R__total.sql", "INSERT INTO log VALUES (200);\n");
        Given.lockstep(db, old).migrate();
        Given.lockstep(db, young).migrate();
        String before = db.snapshot();

        Report report = Given.lockstep(db, old).migrate();

        assertThat(report.done()).isEmpty();
        assertThat(report.notes()).contains("the database is ahead of these files: a newer release applied 2, 3");
        assertThat(report.to()).contains(Version.of("3"));
        assertThat(db.snapshot())
                .as("what the newer release has replaced is not put back")
                .isEqualTo(before);
        assertThat(states(Given.lockstep(db, old))).containsEntry("2", Status.State.AHEAD);
    }

    @EachDatabase
    void a_changed_meaning_stops_the_run_and_names_file_and_version(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.with(CHANGED, "4_entry.up.sql", "INSERT INTO log VALUES (4);\n"));
        String before = db.snapshot();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 2 (entry) was changed after it had been applied")
                .hasMessageContaining("at 2_entry.up.sql")
                .hasMessageContaining("lockstep repair");
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(states(lockstep)).containsEntry("2", Status.State.CHANGED);
    }

    @EachDatabase
    void all_disagreements_are_told_together(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 4, 5)).migrate();
        Map<String, String> drifted = Given.with(
                Given.without(Given.logging(1, 2, 3, 4, 5), "4_entry.up.sql", "4_entry.down.sql"),
                "1_entry.up.sql",
                "INSERT INTO log VALUES (11);\n",
                "2_entry.up.sql",
                "INSERT INTO log VALUES (22);\n");

        assertThatThrownBy(() -> Given.lockstep(db, drifted).migrate())
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(Problem::what)
                                .satisfiesExactlyInAnyOrder(
                                        what -> assertThat(what).startsWith("version 1 (entry) was changed"),
                                        what -> assertThat(what).startsWith("version 2 (entry) was changed"),
                                        what -> assertThat(what).startsWith("version 3 (entry) is pending"),
                                        what -> assertThat(what).startsWith("version 4 (entry) is applied, but")));
    }

    @EachDatabase
    void a_reformatted_file_is_a_note_until_repair_records_it(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();
        Lockstep lockstep = Given.lockstep(db, REFORMATTED);

        assertThat(lockstep.migrate().notes())
                .containsExactly("version 2 (entry) was reformatted since it was applied; its meaning is the same"
                        + " ('lockstep repair' records the new form)");
        assertThat(states(lockstep)).containsEntry("2", Status.State.REFORMATTED);
        assertThat(lockstep.repair().notes()).containsExactly("2: its new form is recorded");
        assertThat(lockstep.migrate().notes()).isEmpty();
        assertThat(states(lockstep)).containsEntry("2", Status.State.APPLIED);
        assertThat(Given.log(db)).isEqualTo("1,2,3");
    }

    @EachDatabase
    void repair_accepts_a_changed_file_and_executes_nothing(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();
        Lockstep lockstep = Given.lockstep(db, CHANGED);

        assertThat(lockstep.repair().notes()).containsExactly("2: its changed content counts as applied");
        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(Given.log(db)).isEqualTo("1,2,3");
        assertThatThrownBy(() -> Given.lockstep(db, Given.logging(1, 2, 3)).migrate())
                .as("the old content is the changed one now")
                .isInstanceOf(ValidationException.class);
    }

    @EachDatabase
    void repair_accepts_that_a_file_is_gone_and_keeps_the_way_back(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 3));

        assertThat(lockstep.repair().notes()).containsExactly("2: its missing file is no longer expected");
        assertThat(lockstep.migrate().notes()).isEmpty();
        assertThat(Given.done(lockstep.down(Target.to("1")))).containsExactly("down 3", "down 2");
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase
    void repair_with_nothing_to_repair_writes_nothing(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));
        lockstep.migrate();
        String before = db.snapshot();

        assertThat(lockstep.repair().notes()).isEmpty();
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void a_baseline_counts_everything_up_to_it_as_applied(TestDatabase db) throws Exception {
        db.execute("CREATE TABLE log (entry INTEGER NOT NULL)");
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3));

        Report baseline = lockstep.baseline(Version.of("2"));

        assertThat(baseline.from()).isEmpty();
        assertThat(baseline.to()).contains(Version.of("2"));
        assertThat(states(lockstep))
                .containsEntry("0.1", Status.State.BASELINE)
                .containsEntry("1", Status.State.BASELINE)
                .containsEntry("2", Status.State.BASELINE)
                .containsEntry("3", Status.State.PENDING);
        assertThat(Given.done(lockstep.migrate())).containsExactly("up 3");
        assertThat(Given.log(db)).isEqualTo("3");
        assertThat(Given.done(lockstep.down(Target.EVERYTHING)))
                .as("what Lockstep did not apply it does not take back")
                .containsExactly("down 3");
    }

    @EachDatabase
    void a_baseline_is_refused_where_versions_are_applied(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));
        lockstep.migrate();
        String before = db.snapshot();

        assertThatThrownBy(() -> lockstep.baseline(Version.of("1")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("the history already holds applied versions, up to 2");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void resolve_is_refused_where_nothing_is_dirty(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1));
        lockstep.migrate();

        assertThatThrownBy(() -> lockstep.resolve("1", dev.lockstep.model.Resolution.APPLIED))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'1' is not dirty: there is nothing to resolve");
    }

    private static Map<String, Status.State> states(Lockstep lockstep) {
        List<Status.Row> rows = lockstep.status().rows();
        return rows.stream().collect(Collectors.toMap(row -> row.id().toString(), Status.Row::state));
    }
}
