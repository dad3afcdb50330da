package dev.lockstep.history;

import static dev.lockstep.history.Rows.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Resolution;
import dev.lockstep.model.Version;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {

    @Test
    void an_empty_history_knows_nothing() {
        Ledger ledger = Ledger.EMPTY;
        assertThat(ledger.isEmpty()).isTrue();
        assertThat(ledger.current()).isEmpty();
        assertThat(ledger.newest()).isEmpty();
        assertThat(ledger.begun()).isEmpty();
        assertThat(ledger.dirty()).isEmpty();
        assertThat(ledger.baseline()).isEmpty();
        assertThat(ledger.nextId()).isEqualTo(1);
        assertThat(ledger.isApplied(id("1"))).isFalse();
    }

    @Test
    void what_went_up_is_applied() {
        Ledger ledger = new Rows().up("1", "2", "R__views").ledger();
        assertThat(Stream.of("1", "2", "R__views")).allMatch(each -> ledger.isApplied(id(each)));
        assertThat(ledger.isApplied(id("3"))).isFalse();
        assertThat(ledger.current()).contains(Version.of("2"));
        assertThat(ledger.nextId()).isEqualTo(4);
    }

    @Test
    void what_was_taken_back_is_not() {
        Ledger ledger = new Rows().up("1", "2").down("2").ledger();
        assertThat(ledger.isApplied(id("2"))).isFalse();
        assertThat(ledger.current()).contains(Version.of("1"));
        assertThat(names(ledger.begun())).containsExactly("1");
    }

    @Test
    void what_went_up_again_is_applied_and_the_last_one() {
        Ledger ledger =
                new Rows().up("1", "2", "3").down("3", "2", "1").up("2", "1").ledger();
        assertThat(names(ledger.begun())).containsExactly("2", "1");
        assertThat(ledger.current()).contains(Version.of("2"));
    }

    @Test
    void a_version_written_in_another_way_is_the_same() {
        Ledger ledger = new Rows().up("007").down("7").ledger();
        assertThat(ledger.isApplied(id("7.0"))).isFalse();
        assertThat(ledger.newest()).hasSize(1);
    }

    @Test
    void the_newest_version_is_the_highest_and_not_the_last() {
        assertThat(new Rows().up("1.9", "1.10", "1.2").ledger().current()).contains(Version.of("1.10"));
    }

    @Test
    void up_to_the_baseline_everything_is_applied() {
        Ledger ledger = new Rows().baseline("5").ledger();
        assertThat(Stream.of("0.1", "4", "5", "5.0")).allMatch(each -> ledger.isApplied(id(each)));
        assertThat(Stream.of("5.0.1", "6", "R__views")).noneMatch(each -> ledger.isApplied(id(each)));
        assertThat(ledger.current()).contains(Version.of("5"));
        assertThat(ledger.baseline()).contains(Version.of("5"));
        assertThat(ledger.begun()).isEmpty();
    }

    @Test
    void a_baseline_counts_for_what_was_taken_back_before_it() {
        Ledger ledger = new Rows().up("1", "2").down("2", "1").baseline("2").ledger();
        assertThat(ledger.isApplied(id("1"))).isTrue();
        assertThat(ledger.isApplied(id("2"))).isTrue();
        assertThat(ledger.begun()).isEmpty();
    }

    @Test
    void a_version_above_the_baseline_may_come_and_go() {
        Ledger ledger = new Rows().baseline("5").up("6").down("6").ledger();
        assertThat(ledger.isApplied(id("6"))).isFalse();
        assertThat(ledger.current()).contains(Version.of("5"));
    }

    @Test
    void what_was_adopted_is_applied_and_can_be_taken_back() {
        Ledger ledger = new Rows().adopt("1").adopt("2").ledger();
        assertThat(ledger.isApplied(id("1"))).isTrue();
        assertThat(names(ledger.begun())).containsExactly("1", "2");
    }

    @Test
    void a_step_that_did_not_end_is_dirty_and_not_applied() {
        Rows rows = new Rows().up("1").dirtyUp("2");
        Ledger ledger = rows.ledger();
        assertThat(ledger.dirty()).containsExactly(rows.last());
        assertThat(ledger.isApplied(id("2"))).isFalse();
        assertThat(ledger.current()).contains(Version.of("1"));
        assertThat(names(ledger.begun())).containsExactly("1", "2");
    }

    @Test
    void a_version_that_is_half_taken_back_is_not_applied_and_still_begun() {
        Ledger ledger = new Rows().up("1", "2").dirtyDown("2").ledger();
        assertThat(ledger.isApplied(id("2"))).isFalse();
        assertThat(names(ledger.begun())).containsExactly("1", "2");
        assertThat(names(ledger.dirty())).containsExactly("2");
    }

    @Test
    void a_step_that_ended_after_all_is_dirty_no_more() {
        Rows rows = new Rows().dirtyUp("1");
        HistoryEntry ended = rows.last().with(rows.last().state().settled());
        assertThat(rows.ledger().with(List.of(ended)).dirty()).isEmpty();
        assertThat(rows.ledger().with(List.of(ended)).isApplied(id("1"))).isTrue();
    }

    @Test
    void a_half_applied_version_that_was_taken_back_is_overtaken() {
        Rows rows = new Rows().dirtyUp("1");
        HistoryEntry half = rows.last();
        Ledger ledger = rows.down("1").ledger();
        assertThat(ledger.overtaken()).containsExactly(half);
        assertThat(ledger.dirty()).isEmpty();
        assertThat(ledger.isApplied(id("1"))).isFalse();
    }

    @Test
    void resolved_as_applied_is_applied() {
        Ledger ledger = new Rows().dirtyUp("1").resolve("1", Resolution.APPLIED).ledger();
        assertThat(ledger.isApplied(id("1"))).isTrue();
        assertThat(ledger.dirty()).isEmpty();
        assertThat(ledger.overtaken()).isEmpty();
        assertThat(names(ledger.begun())).containsExactly("1");
    }

    @Test
    void resolved_as_reverted_is_not_applied() {
        Ledger ledger =
                new Rows().dirtyUp("1").resolve("1", Resolution.REVERTED).ledger();
        assertThat(ledger.isApplied(id("1"))).isFalse();
        assertThat(ledger.dirty()).isEmpty();
        assertThat(ledger.begun()).isEmpty();
    }

    @Test
    void resolved_as_retry_stays_dirty() {
        Rows rows = new Rows().dirtyUp("1");
        HistoryEntry dirty = rows.last();
        Ledger ledger = rows.resolve("1", Resolution.RETRY).ledger();
        assertThat(ledger.dirty()).containsExactly(dirty);
        assertThat(ledger.newest(id("1"))).contains(dirty);
        assertThat(ledger.nextId()).isEqualTo(3);
    }

    @Test
    void a_resolution_does_not_change_the_order_of_application() {
        Ledger ledger =
                new Rows().up("1", "2", "3").resolve("1", Resolution.APPLIED).ledger();
        assertThat(names(ledger.begun())).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void the_script_that_is_settled_is_the_one_that_was_interrupted(Resolution resolution) {
        Rows rows = new Rows().applied("1", "old").down("1").dirtyUp("1");
        assertThat(rows.ledger().lastUp(id("1"))).contains(rows.last());
        Rows resolved = rows.resolve("1", resolution);
        assertThat(resolved.ledger().lastUp(id("1")).map(HistoryEntry::script))
                .contains(Rows.print("1", "content of 1"));
    }

    @Test
    void for_a_step_down_it_is_the_script_that_had_gone_up_even_in_part() {
        Rows rows = new Rows().dirtyUp("1");
        HistoryEntry up = rows.last();
        assertThat(rows.dirtyDown("1").ledger().lastUp(id("1"))).contains(up);
    }

    @Test
    void tells_whether_anything_was_taken_back_since() {
        Rows rows = new Rows().up("1").up("R__views");
        HistoryEntry views = rows.last();
        assertThat(rows.ledger().hasDownAfter(views)).isFalse();
        assertThat(rows.down("1").ledger().hasDownAfter(views)).isTrue();
        assertThat(rows.ledger().hasDownAfter(rows.last())).isFalse();
    }

    @Test
    void rows_that_were_written_come_in_the_order_of_their_ids() {
        List<HistoryEntry> all = new Rows().up("1", "2", "3").list();
        Ledger ledger = new Ledger(all.subList(0, 1)).with(List.of(all.get(2), all.get(1)));
        assertThat(names(ledger.newest())).containsExactly("1", "2", "3");
        assertThat(ledger.nextId()).isEqualTo(4);
    }

    @Test
    void every_action_is_found_again_in_its_column() {
        assertThat(Arrays.stream(Action.values()).map(Action::column))
                .containsExactly("up", "down", "baseline", "adopt", "resolve");
        assertThat(Action.values()).allMatch(action -> Action.ofColumn(action.column()) == action);
    }

    private static List<String> names(Collection<HistoryEntry> rows) {
        return rows.stream().map(row -> row.migration().toString()).toList();
    }
}
