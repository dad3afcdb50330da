package dev.lockstep.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Effects.Ruling;
import dev.lockstep.model.Effect;
import dev.lockstep.model.Place;
import dev.lockstep.model.Segment;
import dev.lockstep.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts are written with one letter for each statement, segments as kind and numbers. */
class SegmenterTest {
    private static final Map<Character, Effect> EFFECTS = Map.of(
            't', Effect.TRANSACTIONAL,
            'b', Effect.BARE,
            's', Effect.SESSION,
            'o', Effect.SESSION_OUTSIDE,
            '(', Effect.BEGIN,
            ')', Effect.COMMIT,
            'r', Effect.ROLLBACK,
            'i', Effect.IGNORED);

    @ParameterizedTest
    @CsvSource({"t, T1-1", "ttt, T1-3", "b, B1-1", "bb, B1-1 B2-2", "tbt, T1-1 B2-2 T3-3", "ttbbtt, T1-2 B3-3 B4-4 T5-6"
    })
    void what_can_be_rolled_back_stays_together_and_what_cannot_stands_alone(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({
        "s, S1-1",
        "st, T1-2",
        "ts, T1-2",
        "sst, T1-3",
        "tsst, T1-4",
        "bs, B1-1 S2-2",
        "bst, B1-1 T2-3",
        "sb, S1-1 B2-2",
        "i, S1-1",
        "iti, T1-3",
        "bib, B1-1 S2-2 B3-3"
    })
    void what_changes_the_session_alone_goes_with_its_neighbours(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({
        "o, S1-1",
        "ot, S1-1 T2-2",
        "to, T1-1 S2-2",
        "oto, S1-1 T2-2 S3-3",
        "tot, T1-1 S2-2 T3-3",
        "ob, S1-1 B2-2",
        "bo, B1-1 S2-2",
        "oo, S1-2",
        "so, S1-1 S2-2",
        "ost, S1-2 T3-3"
    })
    void what_is_refused_inside_a_transaction_stands_outside_of_it(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({
        "(t), T1-3",
        "(t)(t), T1-3 T4-6",
        "t(t)t, T1-1 T2-4 T5-5",
        "s(t), S1-1 T2-4",
        "(t)s, T1-3 S4-4",
        "(), T1-2",
        "(s), T1-3",
        "o(t)o, S1-1 T2-4 S5-5",
    })
    void a_transaction_of_the_script_is_a_segment(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({"(o), T1-3", "(to), T1-4", "(ot), T1-4"})
    void inside_a_transaction_of_the_script_everything_belongs_to_it(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({
        "(tbt), T1-2 B3-3 T4-5",
        "(b), T1-1 B2-2 S3-3",
        "(bo), T1-1 B2-2 S3-4",
        "(bob), T1-1 B2-2 S3-3 B4-4 S5-5",
        "(bot), T1-1 B2-2 T3-5"
    })
    void a_bare_statement_parts_a_transaction_of_the_script(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({"), S1-1", "t)t, T1-2 T3-3", "b)b, B1-1 S2-2 B3-3", "t))t, T1-2 S3-3 T4-4"})
    void a_commit_without_a_begin_is_a_boundary(String script, String segments) {
        assertThat(cut(script)).isEqualTo(segments);
    }

    @Test
    void no_statement_makes_no_segment() {
        assertThat(cut("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(t", "t(", "(t)(", "(b"})
    void a_transaction_that_is_never_committed_is_refused(String script) {
        assertThatThrownBy(() -> cut(script))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("never committed")
                .hasMessageContaining("at script:" + (script.lastIndexOf('(') + 1) + ":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"((", "(t(t))", "(b("})
    void a_transaction_inside_another_is_refused(String script) {
        assertThatThrownBy(() -> cut(script))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("inside another")
                .hasMessageContaining("at script:" + (script.lastIndexOf('(') + 1) + ":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "tr", "(r)", "br"})
    void rolling_back_is_refused(String script) {
        assertThatThrownBy(() -> cut(script))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("cannot roll back")
                .hasMessageContaining("at script:" + (script.indexOf('r') + 1) + ":1");
    }

    @Test
    void a_bare_segment_tells_why() {
        assertThat(segments("tb").stream().map(Segment::reason)).containsExactly("", "because of 2");
    }

    @Property
    void segments_partition_the_statements_in_order(@ForAll("scripts") String script) {
        int next = 1;
        for (Segment segment : segments(script)) {
            assertThat(segment.first()).as(script).isEqualTo(next);
            assertThat(segment.last()).as(script).isGreaterThanOrEqualTo(segment.first());
            next = segment.last() + 1;
        }
        assertThat(next).as(script).isEqualTo(script.length() + 1);
    }

    @Property
    void every_segment_ends_with_the_hash_of_its_last_statement(@ForAll("scripts") String script) {
        assertThat(segments(script))
                .as(script)
                .allSatisfy(segment -> assertThat(segment.hash()).isEqualTo("hash" + segment.last()));
    }

    @Property
    void bare_statements_and_no_others_are_bare_segments(@ForAll("scripts") String script) {
        List<Integer> bare = new ArrayList<>();
        for (int i = 0; i < script.length(); i++) {
            if (script.charAt(i) == 'b') {
                bare.add(i + 1);
            }
        }
        assertThat(segments(script).stream()
                        .filter(segment -> segment.kind() == Segment.Kind.BARE)
                        .peek(segment -> assertThat(segment.last()).isEqualTo(segment.first()))
                        .map(Segment::first))
                .as(script)
                .isEqualTo(bare);
    }

    @Property
    void what_can_be_rolled_back_is_always_in_a_transaction(@ForAll("scripts") String script) {
        for (Segment segment : segments(script)) {
            String part = script.substring(segment.first() - 1, segment.last());
            if (segment.kind() == Segment.Kind.SESSION) {
                assertThat(part).as(script).matches("[soi)]+");
            } else if (segment.kind() == Segment.Kind.TRANSACTION) {
                assertThat(part).as(script).containsAnyOf("t", "(");
            }
        }
    }

    /** Every begin has its commit; bare statements may stand anywhere. */
    @Provide
    Arbitrary<String> scripts() {
        Arbitrary<String> plain = Arbitraries.of("t", "t", "b", "s", "o", "i", ")");
        Arbitrary<String> inside =
                Arbitraries.of("t", "b", "s", "o", "i").list().ofMaxSize(5).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(plain, inside.map(text -> "(" + text + ")"))
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }

    private static String cut(String script) {
        return segments(script).stream()
                .map(segment -> segment.kind().name().charAt(0) + "" + segment.first() + "-" + segment.last())
                .collect(Collectors.joining(" "));
    }

    private static List<Segment> segments(String script) {
        Segmenter segmenter = new Segmenter();
        for (int i = 0; i < script.length(); i++) {
            int number = i + 1;
            Ruling ruling =
                    new Ruling(EFFECTS.get(script.charAt(i)), script.charAt(i) == 'b' ? "because of " + number : "");
            segmenter.take(number, ruling, hash(number), () -> new Place("script", number, 1, "", 0));
        }
        return segmenter.segments("hash" + script.length());
    }

    private static Segmenter.Hash hash(int number) {
        return new Segmenter.Hash() {
            @Override
            public String before() {
                return "hash" + (number - 1);
            }

            @Override
            public String with() {
                return "hash" + number;
            }
        };
    }
}
