package dev.lockstep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Rows;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Courses are written as the moves in their order: {@code +1} goes up, {@code -1} down, {@code *} is gone on with. */
class PlannerTest {
    private static final Target ALL = Target.EVERYTHING;

    static Stream<Arguments> ways_up() {
        return Stream.of(
                way("nothing to do", new Rows().up("1", "R__v"), "1 R__v", ALL, ""),
                way("an empty database", new Rows(), "10 9 R__v D__d", ALL, "+9 +10 +R__v +D__d"),
                way("up to a version", new Rows(), "1 2 3 R__v", Target.to("2"), "+1 +2"),
                way("up to the newest version", new Rows(), "1 2 R__v D__d", Target.to("2"), "+1 +2 +R__v +D__d"),
                way("some steps", new Rows().up("1"), "1 2 3 4 R__v", Target.steps(2), "+2 +3"),
                way("more steps than there are", new Rows().up("1"), "1 2 R__v", Target.steps(9), "+2 +R__v"),
                way("to where it is", new Rows().up("1", "2"), "1 2 3", Target.to("2"), ""),
                way("to the state before the first", new Rows(), "1 2", Target.to("0"), ""),
                way("above the baseline", new Rows().baseline("2"), "1 2 3", ALL, "+3"),
                way("data on every run", new Rows().up("1", "D__d"), "1 D__d", ALL, "+D__d"),
                way("data not before the last version", new Rows(), "1 2 D__d", Target.steps(1), "+1"),
                way("once more after down", new Rows().up("1", "2").down("2"), "1 2", ALL, "+2"),
                way("views after down", new Rows().up("1", "R__v").down("1"), "1 R__v", ALL, "+1 +R__v"),
                way("half up", new Rows().up("1").dirtyUp("2"), "1 2 3", ALL, "+2* +3"),
                way("half down", new Rows().up("1", "2").dirtyDown("2"), "1 2 3", ALL, "-2* +2 +3"),
                way("half down, to below", new Rows().up("1", "2").dirtyDown("2"), "1 2 3", Target.to("1"), "-2*"),
                way("half a view", new Rows().up("1").dirtyUp("R__v"), "1 2 R__v", ALL, "+R__v* +2"),
                way("half of the data", new Rows().up("1").dirtyUp("D__d"), "1 D__d", ALL, "+D__d*"),
                way("two halves", new Rows().dirtyUp("2").dirtyUp("R__v"), "2 R__v", ALL, "+2* +R__v*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways_up")
    void goes_up(String name, Case situation, Target target, String moves) {
        Course course = situation.up(target);
        assertThat(Case.problems(course)).isEmpty();
        assertThat(Case.text(course)).isEqualTo(moves);
    }

    static Stream<Arguments> ways_down() {
        return Stream.of(
                way("one step", new Rows().up("1", "2"), "1 2", Target.steps(1), "-2"),
                way("more steps than there are", new Rows().up("1", "2"), "1 2", Target.steps(9), "-2 -1"),
                way("everything", new Rows().up("1", "2", "R__v"), "1 2 R__v", ALL, "-2 -1"),
                way("to zero", new Rows().up("1", "2"), "1 2", Target.to("0"), "-2 -1"),
                way("to a version", new Rows().up("1", "2", "3"), "1 2 3", Target.to("1"), "-3 -2"),
                way("to where it is", new Rows().up("1", "2"), "1 2", Target.to("2"), ""),
                way("nothing applied", new Rows(), "1 2", ALL, ""),
                way("the last one first", new Rows().up("1", "3", "2"), "1 2 3", Target.steps(2), "-2 -3"),
                way("again", new Rows().up("1", "2").down("2").up("2"), "1 2", Target.steps(1), "-2"),
                way("not below the baseline", new Rows().baseline("2").up("3"), "1 2 3", ALL, "-3"),
                way("to the baseline", new Rows().baseline("2").up("3"), "3", Target.to("2"), "-3"),
                way("without files", new Rows().up("1", "2"), "R__v", ALL, "-2 -1"),
                way("half up", new Rows().up("1").dirtyUp("2"), "1 2", Target.steps(1), "-2"),
                way("half down", new Rows().up("1", "2").dirtyDown("2"), "1 2", Target.steps(1), "-2*"),
                way("half down and on", new Rows().up("1", "2").dirtyDown("2"), "1 2", ALL, "-2* -1"),
                way("half a view", new Rows().up("1").dirtyUp("R__v"), "1 R__v", Target.steps(1), "+R__v* -1"),
                way("below the half", new Rows().up("2").dirtyUp("1"), "1 2", Target.to("1"), "+1* -2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways_down")
    void goes_down(String name, Case situation, Target target, String moves) {
        Course course = situation.down(target);
        assertThat(Case.problems(course)).isEmpty();
        assertThat(Case.text(course)).isEqualTo(moves);
    }

    private static Arguments way(String name, Rows history, String files, Target target, String moves) {
        return Arguments.of(name, Case.of(history).files(files.split(" ")), target, moves);
    }

    @Test
    void a_changed_file_stops_the_way_up_and_names_file_and_version() {
        Course course =
                Case.of(new Rows().applied("1", "a")).file("1", "b").files("2").up(ALL);
        assertThat(course.moves()).isEmpty();
        assertThat(Case.problems(course))
                .startsWith("version 1 (about 1) was changed after it had been applied")
                .contains("at 1.up.sql")
                .contains("lockstep repair");
    }

    @Test
    void a_changed_file_does_not_stop_the_way_down() {
        Course course = Case.of(new Rows().applied("1", "a")).file("1", "b").down(ALL);
        assertThat(Case.text(course)).isEqualTo("-1");
        assertThat(course.problems()).isEmpty();
    }

    @Test
    void a_reformatted_file_is_a_note() {
        Course course = Case.of(new Rows().applied("1", "a b"))
                .file("1", "ab")
                .files("2")
                .up(ALL);
        assertThat(Case.text(course)).isEqualTo("+2");
        assertThat(course.notes()).singleElement().asString().startsWith("version 1 (about 1) was reformatted");
    }

    @Test
    void all_problems_are_told_together() {
        Course course = Case.of(new Rows().applied("1", "a").up("2", "4"))
                .file("1", "b")
                .files("3", "4")
                .up(ALL);
        assertThat(course.problems()).hasSize(3);
        assertThat(Case.problems(course)).contains("version 1 ", "version 2 ", "version 3 ");
    }

    @Test
    void below_the_newest_applied_version_nothing_goes_up_unless_it_is_allowed() {
        Case situation = Case.of(new Rows().up("1", "3")).files("1", "2", "3");
        assertThat(situation.up(ALL).moves()).isEmpty();
        assertThat(Case.problems(situation.up(ALL)))
                .startsWith("version 2 (about 2) is pending, though the higher version 3 is applied")
                .contains("at 2.up.sql")
                .contains("--out-of-order allow");
        Course allowed = situation.with(OutOfOrder.ALLOW).up(ALL);
        assertThat(Case.text(allowed)).isEqualTo("+2");
        assertThat(allowed.notes()).singleElement().asString().contains("out of order");
    }

    @Test
    void below_a_half_applied_version_neither() {
        Case situation = Case.of(new Rows().up("1").dirtyUp("3")).files("1", "2", "3");
        assertThat(Case.problems(situation.up(ALL)))
                .startsWith("version 2 (about 2) is pending, though the higher version 3 is applied");
        assertThat(Case.text(situation.with(OutOfOrder.ALLOW).up(ALL))).isEqualTo("+3* +2");
    }

    @Test
    void a_target_above_an_unwanted_version_does_not_stumble_over_it() {
        Case situation = Case.of(new Rows().up("5")).files("3", "5", "6");
        assertThat(situation.up(Target.to("6")).problems()).hasSize(1);
        assertThat(Case.text(situation.with(OutOfOrder.ALLOW).up(Target.to("3"))))
                .isEqualTo("+3");
    }

    @ParameterizedTest
    @CsvSource({"FAIL, 1, 0", "WARN, 0, 1", "IGNORE, 0, 0"})
    void a_missing_file_is_as_bad_as_the_policy_says(Missing policy, int problems, int notes) {
        Course course = Case.of(new Rows().up("1", "2", "3"))
                .files("1", "3", "4")
                .with(policy)
                .up(ALL);
        assertThat(course.problems()).hasSize(problems);
        assertThat(course.notes()).hasSize(notes);
        assertThat(Case.text(course)).isEqualTo(problems == 0 ? "+4" : "");
    }

    @Test
    void a_missing_repeatable_file_is_none() {
        Course course = Case.of(new Rows().up("1", "R__v", "D__d")).files("1").up(ALL);
        assertThat(course).isEqualTo(new Course(List.of(), List.of(), List.of()));
    }

    @Test
    void an_older_release_comes_up_says_so_and_leaves_views_and_data_alone() {
        Course course = Case.of(new Rows().up("1", "2", "3", "R__v"))
                .files("1", "D__d")
                .file("R__v", "older")
                .up(ALL);
        assertThat(course.problems()).isEmpty();
        assertThat(course.moves()).isEmpty();
        assertThat(course.notes())
                .containsExactly(
                        "the database is ahead of these files: a newer release applied 2, 3",
                        "repeatable and data migrations are left to the newer release");
    }

    @ParameterizedTest
    @CsvSource({"5, 202401011200", "20240101, 202401011200", "99999999999999999, 202401011200", "3, 4", "0.5, 1"})
    void an_unknown_target_suggests_the_nearest(String target, String nearest) {
        Case situation = Case.empty().files("1", "4", "202401011200");
        for (Direction direction : Direction.values()) {
            assertThatThrownBy(() -> {
                        if (direction == Direction.UP) {
                            situation.up(Target.to(target));
                        } else {
                            situation.down(Target.to(target));
                        }
                    })
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("there is no version " + target)
                    .hasMessageContaining("did you mean " + nearest + "?");
        }
    }

    @Test
    void an_unknown_target_without_any_version_suggests_to_look() {
        assertThatThrownBy(() -> Case.empty().files("R__v").up(Target.to("1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lockstep status");
    }

    @Test
    void going_up_to_a_version_below_is_refused_with_the_way_down() {
        assertThatThrownBy(
                        () -> Case.of(new Rows().up("1", "2")).files("1", "2").up(Target.to("1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the database is at version 2, above the target 1")
                .hasMessageContaining("lockstep down --to 1");
    }

    @Test
    void a_half_applied_version_above_the_target_is_neither_finished_nor_left() {
        assertThatThrownBy(() -> Case.of(new Rows().up("1").dirtyUp("3"))
                        .files("1", "2", "3")
                        .up(Target.to("2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("version 3 is applied in part, and lies above the target 2")
                .hasMessageContaining("'lockstep migrate --to 3', or take it back with 'lockstep down --to 2'");
    }

    @Test
    void a_version_that_is_taken_back_in_part_cannot_be_kept() {
        assertThatThrownBy(() -> Case.of(new Rows().up("1", "2", "3").dirtyDown("2"))
                        .files("1", "2", "3")
                        .down(Target.to("2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("version 2 is taken back in part, and the target 2 keeps it")
                .hasMessageContaining("'lockstep migrate --to 2'");
    }

    @Test
    void a_half_applied_version_without_its_file_names_the_two_ways_out() {
        Course course = Case.of(new Rows().up("1").dirtyUp("2")).files("1", "3").up(ALL);
        assertThat(course.moves()).isEmpty();
        assertThat(Case.problems(course))
                .contains("version 2 (about 2) was interrupted at statement 2 of 3")
                .contains("2.up.sql")
                .contains("lockstep resolve 2 --as applied");
    }

    @Test
    void a_half_taken_back_version_goes_on_from_the_history_alone() {
        Rows rows = new Rows().up("1", "2").dirtyDown("2");
        Course course = Case.of(rows).files("1").up(ALL);
        assertThat(Case.text(course)).isEqualTo("-2*");
        assertThat(course.moves().get(0).script()).isEmpty();
        assertThat(course.moves().get(0).entry()).contains(rows.last());
    }

    @Test
    void without_its_file_a_version_is_taken_back_by_the_stored_script() {
        HistoryEntry row = new Rows().up("1").last();
        Course course = Case.of(new Rows().up("1")).files("R__v").down(ALL);
        assertThat(course.moves().get(0).script()).isEmpty();
        assertThat(course.moves().get(0).entry()).contains(row);
    }

    @Test
    void with_its_file_by_the_file() {
        Course course = Case.of(new Rows().up("1")).files("1").down(ALL);
        assertThat(course.moves().get(0).script()).isPresent();
    }

    @Test
    void with_neither_nothing_is_taken_back_at_all() {
        Course course = Case.of(new Rows().withoutDown("1").up("2"))
                .fileWithoutDown("1")
                .files("2")
                .down(ALL);
        assertThat(course.moves()).isEmpty();
        assertThat(Case.problems(course))
                .startsWith("version 1 (about 1) has no down script")
                .contains("1.up.sql");
    }

    @Test
    void taking_back_a_half_applied_version_says_so() {
        Course course = Case.of(new Rows().up("1").dirtyUp("2")).files("1", "2").down(Target.steps(1));
        assertThat(course.notes())
                .singleElement()
                .asString()
                .startsWith("version 2 (about 2) is applied in part, up to statement 1 of 3");
    }
}
