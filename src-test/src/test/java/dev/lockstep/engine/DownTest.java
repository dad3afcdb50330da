package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.Map;

/** The way down. */
class DownTest {

    @EachDatabase
    void up_down_up_leaves_an_empty_schema_but_for_the_history_in_between(TestDatabase db, TestDatabase straight)
            throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.abc());
        lockstep.migrate();
        Given.lockstep(straight, Given.files("1_nothing.up.sql", "")).migrate();

        Report down = lockstep.down(Target.to("0"));

        assertThat(Given.done(down)).containsExactly("down 3", "down 2", "down 1");
        assertThat(down.from()).contains(Version.of("3"));
        assertThat(down.to()).isEmpty();
        assertThat(db.snapshot("schema_history")).isEqualTo(straight.snapshot("schema_history"));
        assertThat(Given.done(lockstep.migrate())).containsExactly("up 1", "up 2", "up 3");
        assertThat(Given.hasTable(db, "c")).isTrue();
    }

    @EachDatabase
    void everything_is_taken_back_as_with_version_0(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.abc());
        lockstep.migrate();

        assertThat(Given.done(lockstep.down(Target.EVERYTHING))).containsExactly("down 3", "down 2", "down 1");
        assertThat(lockstep.version()).isEmpty();
        assertThat(lockstep.down(Target.EVERYTHING).done()).isEmpty();
    }

    @EachDatabase
    void goes_down_a_number_of_steps(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3, 4));
        lockstep.migrate();

        Report report = lockstep.down(Target.steps(2));

        assertThat(Given.done(report)).containsExactly("down 4", "down 3");
        assertThat(report.to()).contains(Version.of("2"));
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase
    void goes_down_to_a_version_which_stays(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3, 4));
        lockstep.migrate();

        assertThat(Given.done(lockstep.down(Target.to("2")))).containsExactly("down 4", "down 3");
        assertThat(Given.log(db)).isEqualTo("1,2");
        assertThat(lockstep.down(Target.to("2")).done()).isEmpty();
    }

    @EachDatabase
    void an_unknown_version_is_refused(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));
        lockstep.migrate();

        assertThatThrownBy(() -> lockstep.down(Target.to("7")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no version 7");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase
    void goes_against_the_order_of_application_not_of_versions(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 3)).migrate();
        Lockstep lockstep = Given.builder(db, Given.logging(1, 2, 3))
                .outOfOrder(OutOfOrder.ALLOW)
                .build();
        lockstep.migrate();

        assertThat(Given.done(lockstep.down(Target.steps(1)))).containsExactly("down 2");
        assertThat(Given.log(db)).isEqualTo("1,3");
        lockstep.migrate();
        assertThat(Given.done(lockstep.down(Target.EVERYTHING)))
                .containsExactly("down 2", "down 3", "down 1", "down 0.1");
    }

    @EachDatabase
    void an_older_release_takes_back_what_a_newer_one_applied_by_the_stored_script(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.abc()).migrate();
        Lockstep older = Given.lockstep(db, "1_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n");

        Plan plan = older.plan(Direction.DOWN, Target.to("1"));
        Report report = older.down(Target.to("1"));

        assertThat(plan.steps())
                .extracting(step -> step.script().name())
                .containsExactly(
                        "(stored in schema_history) down script of 3", "(stored in schema_history) down script of 2");
        assertThat(Given.done(report)).containsExactly("down 3", "down 2");
        assertThat(Given.hasTable(db, "a")).isTrue();
        assertThat(Given.hasTable(db, "b")).isFalse();
        assertThat(Given.hasTable(db, "c")).isFalse();
    }

    @EachDatabase
    void the_file_at_hand_comes_before_the_stored_script(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1)).migrate();
        Map<String, String> mended =
                Given.with(Given.logging(1), "1_entry.down.sql", "UPDATE log SET entry = -1 WHERE entry = 1;\n");

        Given.lockstep(db, mended).down(Target.steps(1));

        assertThat(Given.log(db)).isEqualTo("-1");
    }

    @EachDatabase
    void without_any_down_script_nothing_is_taken_back(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.without(Given.logging(1, 2, 3), "2_entry.down.sql"));
        lockstep.migrate();
        String before = db.snapshot();

        assertThatThrownBy(() -> lockstep.down(Target.EVERYTHING))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "version 2 (entry) has no down script: none is at hand, and none was stored when it was applied")
                .hasMessageContaining(
                        "write one beside 2_entry.up.sql, named as the files' format has it: in Lockstep's own it ends in .down.sql");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void a_down_script_that_is_written_later_serves(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.without(Given.logging(1, 2), "2_entry.down.sql"))
                .migrate();

        Report report = Given.lockstep(db, Given.logging(1, 2)).down(Target.steps(1));

        assertThat(Given.done(report)).containsExactly("down 2");
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase
    void looks_at_neither_changed_nor_missing_files(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2, 3)).migrate();
        Map<String, String> drifted = Given.with(
                Given.without(Given.logging(1, 2, 3), "1_entry.up.sql", "1_entry.down.sql"),
                "3_entry.up.sql",
                "INSERT INTO log VALUES (333);\n");

        Report report = Given.lockstep(db, drifted).down(Target.to("0.1"));

        assertThat(Given.done(report)).containsExactly("down 3", "down 2", "down 1");
        assertThat(Given.log(db)).isEmpty();
    }

    @EachDatabase
    void what_was_taken_back_may_be_applied_in_another_form(TestDatabase db) throws Exception {
        Lockstep first = Given.lockstep(db, Given.logging(1));
        first.migrate();
        first.down(Target.steps(1));

        Given.lockstep(db, Given.with(Given.logging(1), "1_entry.up.sql", "INSERT INTO log VALUES (11);\n"))
                .migrate();

        assertThat(Given.log(db)).isEqualTo("11");
    }
}
