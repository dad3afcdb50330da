package dev.lockstep.source.layout;

import dev.lockstep.model.Precondition;
import dev.lockstep.model.Precondition.Otherwise;
import dev.lockstep.model.Precondition.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preconditions of a changeset. Of their kinds only a query can be asked here.
 *
 * @see <a href="https://docs.liquibase.com/concepts/changelogs/preconditions.html">Preconditions</a>
 */
final class LiquibasePreconditions {
    private static final String QUERY = "sql-check";
    private static final Pattern RESULT = Pattern.compile(
            "(?i)(?:expectedResult:)?(?:'(?<single>[^']+)'|\"(?<double>[^\"]+)\"|(?<word>\\w+)) (?<query>.*)");

    private final List<Question> questions = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private String outcomes = "";

    /** What is said of all of them: {@code onFail:MARK_RAN onError:HALT}. */
    void outcomes(String text) {
        outcomes = text;
    }

    /** A line with one. */
    void add(String kind, String text) {
        Matcher result = RESULT.matcher(text.strip());
        if (!kind.equalsIgnoreCase(QUERY) || !result.matches()) {
            cannotAsk((kind + " " + text.strip()).strip());
            return;
        }
        String expected = Optional.ofNullable(result.group("single"))
                .or(() -> Optional.ofNullable(result.group("double")))
                .orElseGet(() -> result.group("word"));
        ask(result.group("query"), expected);
    }

    /** A query, and the value that it is to find. */
    void ask(String query, String expected) {
        questions.add(new Question(query.strip().replaceFirst(";$", ""), expected));
    }

    /** Something that cannot be asked here. */
    void cannotAsk(String kind) {
        unknown.add(kind);
    }

    /** What cannot be asked here, in the order in which it stands there. */
    List<String> unknown() {
        List<String> all = new ArrayList<>(unknown);
        for (String name : List.of("onFail", "onError")) {
            if (otherwise(name).isEmpty()) {
                all.add(name + ":"
                        + LiquibaseChangeset.attribute(name, outcomes).orElse(""));
            }
        }
        return all;
    }

    /** What is to be asked; empty if there is nothing. */
    Optional<Precondition> asked() {
        return questions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Precondition(
                        questions,
                        otherwise("onFail").orElse(Otherwise.HALT),
                        otherwise("onError").orElse(Otherwise.HALT)));
    }

    private Optional<Otherwise> otherwise(String name) {
        String word =
                LiquibaseChangeset.attribute(name, outcomes).orElse("HALT").toUpperCase(Locale.ROOT);
        return List.of(Otherwise.values()).stream()
                .filter(one -> one.name().equals(word))
                .findFirst();
    }
}
