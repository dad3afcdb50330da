package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void tells_what_where_and_what_mends_it() {
        Problem problem = Problem.at(new Place("1_a.sql", 12, 8, "SELECT x FORM t", 9), "syntax error", "mend it");
        assertThat(problem).hasToString("""
                syntax error
                  at 1_a.sql:12:8
                    12 | SELECT x FORM t
                       |          ^
                  to mend it: mend it""");
    }

    @Test
    void is_one_line_where_nothing_more_is_known() {
        assertThat(new Problem("it failed", Optional.empty(), Optional.empty())).hasToString("it failed");
    }

    @Test
    void a_whole_file_has_no_line_and_no_caret() {
        Place file = Place.of(Script.ofText("1_a.sql", ""));
        assertThat(file).hasToString("1_a.sql");
        assertThat(Problem.at(file, "cannot be read", "look")).hasToString("""
                cannot be read
                  at 1_a.sql
                  to mend it: look""");
    }

    @Test
    void the_caret_stands_under_its_character_behind_tabs() {
        assertThat(caretLine("\tSELECT\tx", 8)).isEqualTo("\t      \t^");
    }

    @Test
    void a_surrogate_pair_counts_as_one_character() {
        assertThat(caretLine("'😀😀' x", 5)).isEqualTo("     ^");
    }

    @Test
    void a_caret_behind_the_end_stands_at_the_end() {
        assertThat(caretLine("SELECT", 6)).isEqualTo("      ^");
        assertThat(caretLine("SELECT", 99)).isEqualTo("      ^");
    }

    private static String caretLine(String line, int caret) {
        String text = Problem.at(new Place("f", 1, caret + 1, line, caret), "what", "remedy")
                .toString();
        return text.lines()
                .filter(each -> each.startsWith("      | "))
                .findFirst()
                .orElseThrow()
                .substring("      | ".length());
    }
}
