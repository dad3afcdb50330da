package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Probe;
import dev.lockstep.model.ValidationException;
import dev.lockstep.run.Progress.Intent;
import dev.lockstep.run.Progress.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    @Test
    void nothing_is_an_empty_text() {
        assertThat(Progress.NONE.text()).isEmpty();
        assertThat(Progress.parse("")).isEqualTo(Progress.NONE);
        assertThat(Progress.NONE.done()).isZero();
    }

    @Test
    void a_person_can_read_it() {
        Progress progress = Progress.NONE
                .done(2, "aa")
                .next(new Intent(
                        3, "bb", new Probe.Seen(Map.of("table t", "0f", "table s", "-")), "DROP TABLE\n t, s"));
        assertThat(progress.text()).isEqualTo("""
                done\t2\taa
                next\t3\tbb
                seen\t-\ttable s
                seen\t0f\ttable t
                sql
                DROP TABLE
                 t, s""");
    }

    @Property
    void is_read_as_it_was_written(@ForAll("progresses") Progress progress) {
        assertThat(Progress.parse(progress.text())).isEqualTo(progress);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tb",
                "a\nb",
                "a\r\nb",
                "\nsql\n",
                "done\t1\tx",
                "\\",
                "\\n",
                "\\\\t\t",
                "\u0085",
                "\u2028",
                "",
                " "
            })
    void an_object_may_have_any_name(String name) {
        Progress progress = Progress.NONE.next(new Intent(1, "h", new Probe.Seen(Map.of(name, "1")), "sql\n"));
        assertThat(Progress.parse(progress.text())).isEqualTo(progress);
    }

    @ParameterizedTest
    @ValueSource(strings = {"because", "two\nlines", "a\ttab and\tanother", ""})
    void a_reason_may_have_any_form(String reason) {
        Progress progress = Progress.NONE.next(new Intent(1, "h", new Probe.Blind(reason), "CALL p()"));
        assertThat(Progress.parse(progress.text())).isEqualTo(progress);
    }

    @Test
    void what_is_no_progress_is_refused() {
        assertThatThrownBy(() -> Progress.parse("something else"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("something else");
    }

    @Test
    void what_is_done_is_in_flight_no_more() {
        Progress flying = Progress.NONE.next(new Intent(1, "a", new Probe.Repeatable(), "VACUUM"));
        assertThat(flying.intent()).isPresent();
        assertThat(flying.done()).isZero();
        assertThat(flying.done(1, "a")).isEqualTo(new Progress(List.of(new Mark(1, "a")), Optional.empty()));
        assertThat(flying.withoutIntent()).isEqualTo(Progress.NONE);
    }

    @Test
    void an_intent_does_not_change_what_is_done() {
        Progress progress = Progress.NONE.done(4, "d").next(new Intent(5, "e", new Probe.Blind("x"), "CALL p()"));
        assertThat(progress.done()).isEqualTo(4);
        assertThat(progress.withoutIntent()).isEqualTo(Progress.NONE.done(4, "d"));
    }

    @Property
    void marks_stay_few_and_keep_the_last(@ForAll @IntRange(min = 1, max = 1_000) int count) {
        Progress progress = Progress.NONE;
        for (int i = 1; i <= count; i++) {
            progress = progress.done(i, "h" + i);
            assertThat(progress.done()).isEqualTo(i);
            assertThat(progress.marks()).hasSizeLessThanOrEqualTo(64);
        }
        assertThat(progress.marks()).isSortedAccordingTo((a, b) -> Integer.compare(a.statement(), b.statement()));
        assertThat(progress.marks()).allMatch(mark -> mark.hash().equals("h" + mark.statement()));
    }

    @Test
    void few_marks_are_all_kept() {
        Progress progress = IntStream.rangeClosed(1, 64)
                .boxed()
                .reduce(Progress.NONE, (sofar, i) -> sofar.done(i, "h"), (a, b) -> b);
        assertThat(progress.marks().stream().map(Mark::statement))
                .isEqualTo(IntStream.rangeClosed(1, 64).boxed().toList());
    }

    @Provide
    Arbitrary<Progress> progresses() {
        Arbitrary<Mark> marks = Combinators.combine(Arbitraries.integers().between(1, 9_999), hashes())
                .as(Mark::new);
        Arbitrary<Intent> intents = Combinators.combine(
                        Arbitraries.integers().between(1, 9_999), hashes(), probes(), hostile())
                .as(Intent::new);
        return Combinators.combine(marks.list().ofMaxSize(5), intents.optional())
                .as(Progress::new);
    }

    private static Arbitrary<Probe> probes() {
        Arbitrary<Probe> seen =
                Arbitraries.maps(hostile(), hashes()).ofMaxSize(4).map(Probe.Seen::new);
        Arbitrary<Probe> blind = hostile().map(Probe.Blind::new);
        return Arbitraries.oneOf(seen, blind, Arbitraries.just(new Probe.Repeatable()));
    }

    private static Arbitrary<String> hashes() {
        return Arbitraries.strings().withCharRange('a', 'f').numeric().ofMaxLength(8);
    }

    private static Arbitrary<String> hostile() {
        return Arbitraries.of("a", "\t", "\n", "\r", "\\", "t", "n", "sql", "done", "next", "seen", "😀", " ")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
