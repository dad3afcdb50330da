package dev.lockstep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.lockstep.history.Rows;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Target;
import org.junit.jupiter.api.Test;

/** Migrations that are known by their names, and stand where the files list them. */
class ListedTest {

    @Test
    void they_run_in_the_order_of_the_list() {
        assertThat(Case.text(Case.empty().files("b:1", "a:2", "a:10").up(Target.EVERYTHING)))
                .isEqualTo("+b:1 +a:2 +a:10");
    }

    @Test
    void one_that_was_put_in_the_middle_runs_and_is_not_out_of_order() {
        Case inserted = Case.of(new Rows().up("b:1", "a:2")).files("b:1", "c:1", "a:2");

        assertThat(inserted.states())
                .containsExactly(entry("b:1", State.APPLIED), entry("c:1", State.PENDING), entry("a:2", State.APPLIED));
        assertThat(Case.text(inserted.up(Target.EVERYTHING))).isEqualTo("+c:1");
    }

    @Test
    void one_runs_again_when_it_has_changed_and_one_always_each_in_its_place() {
        Case files = Case.of(new Rows().applied("b:1", "old").up("a:2", "a:3"))
                .file("b:1", Repetition.ON_CHANGE, "new")
                .files("a:2")
                .file("a:3", Repetition.ALWAYS, "changed, which does not matter")
                .files("a:4");

        assertThat(Case.text(files.up(Target.EVERYTHING))).isEqualTo("+b:1 +a:3 +a:4");
    }

    @Test
    void it_goes_as_far_as_the_first_that_is_left() {
        Case files = Case.empty()
                .files("b:1")
                .file("b:2", Repetition.ALWAYS, "x")
                .files("b:3")
                .file("b:4", Repetition.ALWAYS, "x");

        assertThat(Case.text(files.up(Target.steps(1)))).isEqualTo("+b:1 +b:2");
    }

    @Test
    void one_that_changed_and_runs_once_is_a_problem() {
        Case files = Case.of(new Rows().applied("b:1", "old")).file("b:1", "new");

        assertThat(Case.problems(files.up(Target.EVERYTHING))).startsWith("b:1 (about b:1) was changed after");
    }

    @Test
    void they_are_taken_back_against_the_order_in_which_they_were_applied() {
        Case files = Case.of(new Rows().up("b:1", "a:3", "c:1")).files("b:1", "c:1", "a:3");

        assertThat(Case.text(files.down(Target.steps(2)))).isEqualTo("-c:1 -a:3");
        assertThat(Case.text(files.down(Target.to("0")))).isEqualTo("-c:1 -a:3 -b:1");
    }

    @Test
    void what_was_applied_behind_all_that_is_known_here_is_a_newer_releases() {
        Case files = Case.of(new Rows().up("b:1", "x:1", "b:2", "x:2"))
                .files("b:1", "b:2")
                .file("b:3", Repetition.ALWAYS, "x");

        assertThat(files.states()).contains(entry("x:1", State.MISSING), entry("x:2", State.AHEAD));
        assertThat(Case.problems(files.up(Target.EVERYTHING))).contains("x:1").doesNotContain("x:2");
    }

    @Test
    void they_have_no_version_to_go_to() {
        assertThatThrownBy(() -> Case.empty().files("b:1").up(Target.to("1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no version 1");
    }
}
