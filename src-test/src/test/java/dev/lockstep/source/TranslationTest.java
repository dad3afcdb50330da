package dev.lockstep.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Script;
import dev.lockstep.source.Translation.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that begin with {@code -} are left out, those that begin with {@code =} replaced. */
class TranslationTest {
    private static final Rule RULE =
            line -> line.startsWith("-") ? Rule.NOTHING : line.startsWith("=") ? "another" : line;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a~b~       | a~b~",
                "a~-b~c     | a~~c",
                "-a~-b      | ~",
                "=x~b       | another~b",
                "a~=        | a~another",
                "a^~-b^~=c^~| a^~^~another^~",
                "a^-b^c     | a^^c",
                "~~a        | ~~a",
                "ä€😀~-ü~é   | ä€😀~~é"
            })
    void keeps_leaves_out_and_replaces_lines_and_keeps_their_ends(String text, String seen) throws IOException {
        assertThat(seen(unfolded(text))).isEqualTo(unfolded(seen));
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_line() throws IOException {
        assertThat(seen("\uFEFF-a\nb")).isEqualTo("\nb");
        assertThat(seen("\uFEFFa\n")).isEqualTo("\uFEFFa\n");
    }

    @Test
    void an_empty_file_is_an_empty_file() throws IOException {
        assertThat(seen("")).isEmpty();
    }

    @Test
    void a_long_line_is_kept_or_left_out_as_its_beginning_says() throws IOException {
        String tail = "äx".repeat(Translation.LONGEST_MARK);
        assertThat(seen("a" + tail + "\n-" + tail + "\nb" + tail)).isEqualTo("a" + tail + "\n\nb" + tail);
    }

    @Test
    void a_line_of_just_the_length_that_is_seen() throws IOException {
        for (int length = Translation.LONGEST_MARK - 2; length <= Translation.LONGEST_MARK + 2; length++) {
            String rest = "x".repeat(length - 1);
            assertThat(seen("-" + rest + "\na" + rest + "\n=b\n")).isEqualTo("\na" + rest + "\nanother\n");
        }
    }

    @Test
    void each_reading_has_a_rule_of_its_own_which_is_told_the_end() throws IOException {
        List<String> heard = new ArrayList<>();
        Translation translation = new Translation(Script.ofText("a", "1\n2").content(), () -> new Rule() {
            private int count;

            @Override
            public String see(String line) {
                count++;
                return line;
            }

            @Override
            public void end() {
                heard.add(count + " lines");
            }
        });
        read(translation);
        read(translation);
        assertThat(heard).containsOnly("2 lines");
    }

    private static String unfolded(String text) {
        return text.replace('~', '\n').replace('^', '\r');
    }

    private static String seen(String text) throws IOException {
        return read(new Translation(Script.ofText("a", text).content(), () -> RULE));
    }

    private static String read(Translation translation) throws IOException {
        try (InputStream stream = translation.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
