package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void a_short_text_is_shown_whole() {
        assertThat(excerpt("SELECT 1")).isEqualTo("SELECT 1");
    }

    @Test
    void a_text_of_several_lines_is_shown_on_one() {
        assertThat(excerpt("CREATE TABLE t (\n\tid INT\r\n)")).isEqualTo("CREATE TABLE t ( id INT )");
    }

    @Test
    void a_long_text_is_cut_to_sixty_characters() {
        assertThat(excerpt("x".repeat(60))).isEqualTo("x".repeat(60));
        assertThat(excerpt("x".repeat(61))).isEqualTo("x".repeat(59) + "…");
    }

    @Test
    void a_text_that_is_long_by_its_blanks_shows_that_it_was_cut() {
        assertThat(excerpt("SELECT" + " ".repeat(500) + "1")).isEqualTo("SELECT…");
    }

    @Test
    void a_surrogate_pair_at_the_cut_goes_as_a_whole() {
        assertThat(excerpt("x".repeat(58) + "😀".repeat(9))).isEqualTo("x".repeat(58) + "…");
        assertThat(excerpt("x".repeat(57) + "😀".repeat(9))).isEqualTo("x".repeat(57) + "😀…");
    }

    @Property
    void never_tears_a_surrogate_pair_and_never_grows_long(@ForAll("texts") String text) {
        String excerpt = excerpt(text);
        assertThat(excerpt.length()).isLessThanOrEqualTo(60);
        assertThat(excerpt.codePoints()).noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        assertThat(excerpt).doesNotContain("\n").doesNotContain("\t");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "😀", " ", "\n", "\t", "ü", "bcdefghijklmnopqrstuvw")
                .list()
                .ofMaxSize(300)
                .map(parts -> String.join("", parts));
    }

    private static String excerpt(String text) {
        return new Statement(1, 1, 1, Effect.TRANSACTIONAL, text).excerpt();
    }
}
