package dev.lockstep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.Rows;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Status.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    @Test
    void a_file_that_the_history_does_not_know_is_pending() {
        assertThat(Case.empty().files("1", "R__v", "D__d").states())
                .containsExactly(entry("1", State.PENDING), entry("R__v", State.PENDING), entry("D__d", State.PENDING));
    }

    @Test
    void all_is_told_in_the_order_in_which_it_runs() {
        assertThat(Case.of(new Rows().up("3", "R__b"))
                        .files("D__d", "R__a", "10", "9")
                        .states()
                        .keySet())
                .containsExactly("3", "9", "10", "R__a", "R__b", "D__d");
    }

    @Test
    void a_file_as_it_was_applied_is_applied() {
        assertThat(Case.of(new Rows().up("1", "R__v")).files("1", "R__v").states())
                .containsExactly(entry("1", State.APPLIED), entry("R__v", State.APPLIED));
    }

    @Test
    void a_file_with_other_blanks_was_reformatted() {
        assertThat(Case.of(new Rows().applied("1", "a b").applied("R__v", "c d"))
                        .file("1", "ab")
                        .file("R__v", "cd ")
                        .states())
                .containsExactly(entry("1", State.REFORMATTED), entry("R__v", State.REFORMATTED));
    }

    @Test
    void a_file_with_another_meaning_was_changed_and_a_repeatable_one_is_pending() {
        assertThat(Case.of(new Rows().applied("1", "a").applied("R__v", "a").applied("D__d", "a"))
                        .file("1", "b")
                        .file("R__v", "b")
                        .file("D__d", "b")
                        .states())
                .containsExactly(entry("1", State.CHANGED), entry("R__v", State.PENDING), entry("D__d", State.APPLIED));
    }

    @Test
    void a_repeatable_one_is_pending_after_anything_was_taken_back() {
        assertThat(Case.of(new Rows().up("1", "2", "R__v").down("2"))
                        .files("1", "R__v")
                        .states())
                .containsExactly(entry("1", State.APPLIED), entry("R__v", State.PENDING));
    }

    @Test
    void without_its_file_a_version_is_missing_below_the_newest_file_and_ahead_above_it() {
        assertThat(Case.of(new Rows().up("1", "2", "3", "4")).files("1", "3").states())
                .containsExactly(
                        entry("1", State.APPLIED),
                        entry("2", State.MISSING),
                        entry("3", State.APPLIED),
                        entry("4", State.AHEAD));
    }

    @Test
    void without_any_versioned_file_every_version_is_ahead() {
        assertThat(Case.of(new Rows().up("1", "R__v")).files("R__w").states())
                .containsExactly(entry("1", State.AHEAD), entry("R__v", State.MISSING), entry("R__w", State.PENDING));
    }

    @Test
    void what_was_taken_back_and_has_no_file_is_forgotten() {
        assertThat(Case.of(new Rows().up("1", "2").down("2")).files("1").states())
                .containsOnlyKeys("1");
    }

    @Test
    void what_was_taken_back_and_has_a_file_is_pending() {
        assertThat(Case.of(new Rows().up("1", "2").down("2")).files("1", "2").states())
                .containsEntry("2", State.PENDING);
    }

    @Test
    void up_to_the_baseline_files_are_not_compared() {
        assertThat(Case.of(new Rows().baseline("2")).files("1", "2", "3").states())
                .containsExactly(entry("1", State.BASELINE), entry("2", State.BASELINE), entry("3", State.PENDING));
    }

    @Test
    void the_baseline_itself_needs_no_file() {
        assertThat(Case.of(new Rows().baseline("2")).files("3").states())
                .containsExactly(entry("2", State.BASELINE), entry("3", State.PENDING));
    }

    @Test
    void below_the_newest_applied_version_a_pending_one_is_out_of_order() {
        assertThat(Case.of(new Rows().up("1", "3")).files("1", "2", "3", "4").states())
                .containsEntry("2", State.OUT_OF_ORDER)
                .containsEntry("4", State.PENDING);
    }

    @Test
    void below_one_that_is_half_applied_too() {
        assertThat(Case.of(new Rows().up("1").dirtyUp("3")).files("1", "2", "3").states())
                .containsEntry("2", State.OUT_OF_ORDER)
                .containsEntry("3", State.DIRTY);
    }

    @Test
    void below_one_that_is_half_taken_back_it_is_pending() {
        assertThat(Case.of(new Rows().up("1", "3").dirtyDown("3"))
                        .files("1", "2", "3")
                        .states())
                .containsEntry("2", State.PENDING)
                .containsEntry("3", State.DIRTY);
    }

    @Test
    void what_did_not_end_is_dirty_whatever_its_file_says() {
        assertThat(Case.of(new Rows().dirtyUp("1").dirtyUp("2").dirtyUp("R__v").dirtyUp("D__d"))
                        .file("1", "changed")
                        .files("R__v", "D__d")
                        .states())
                .containsExactly(
                        entry("1", State.DIRTY),
                        entry("2", State.DIRTY),
                        entry("R__v", State.DIRTY),
                        entry("D__d", State.DIRTY));
    }

    @Test
    void a_word_about_a_changed_file_makes_it_applied() {
        assertThat(Case.of(new Rows().applied("1", "a").resolve("1", Resolution.APPLIED, Rows.print("1", "b")))
                        .file("1", "b")
                        .states())
                .containsExactly(entry("1", State.APPLIED));
    }

    @Test
    void a_word_about_a_missing_file_makes_it_no_longer_expected() {
        ScriptPrint none = new ScriptPrint("1.up.sql", Optional.empty(), Optional.empty(), true);
        assertThat(Case.of(new Rows().up("1", "2").resolve("1", Resolution.APPLIED, none))
                        .files("2")
                        .states())
                .containsExactly(entry("1", State.BASELINE), entry("2", State.APPLIED));
    }

    @Test
    void resolved_as_reverted_is_pending_again() {
        assertThat(Case.of(new Rows().dirtyUp("1").resolve("1", Resolution.REVERTED))
                        .files("1")
                        .states())
                .containsExactly(entry("1", State.PENDING));
    }
}
