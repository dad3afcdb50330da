package dev.lockstep.source.layout;

import dev.lockstep.model.Precondition;
import dev.lockstep.model.Precondition.Otherwise;
import dev.lockstep.model.Precondition.Question;
import dev.lockstep.model.Precondition.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preconditions of a changeset. Those that no formatted changelog can have are not asked here.
 *
 * @see <a href="https://docs.liquibase.com/concepts/changelogs/preconditions.html">Preconditions</a>
 */
final class LiquibasePreconditions {
    private static final String QUERY = "sql-check";
    private static final String TABLE = "table-exists";
    private static final String VIEW = "view-exists";
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
        String said = text.strip();
        switch (kind.toLowerCase(Locale.ROOT)) {
            case QUERY -> addQuery(said);
            case TABLE -> addName(Relation.TABLE, said);
            case VIEW -> addName(Relation.VIEW, said);
            default -> cannotAsk((kind + " " + said).strip());
        }
    }

    private void addQuery(String text) {
        Matcher result = RESULT.matcher(text);
        if (!result.matches()) {
            cannotAsk((QUERY + " " + text).strip());
            return;
        }
        String expected = Optional.ofNullable(result.group("single"))
                .or(() -> Optional.ofNullable(result.group("double")))
                .orElseGet(() -> result.group("word"));
        ask(query(result.group("query"), expected));
    }

    private void addName(Relation relation, String text) {
        String kind = relation.name().toLowerCase(Locale.ROOT);
        word(kind, text)
                .ifPresentOrElse(
                        name -> ask(new Question.Exists(relation, word("schema", text), name)),
                        () -> cannotAsk((kind + "-exists " + text).strip()));
    }

    private static Optional<String> word(String name, String text) {
        Matcher matcher = Pattern.compile("(?i).*" + name + ":(\\w+).*").matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A query, and the value that it is to find. */
    static Question query(String query, String expected) {
        return new Question.Finds(query.strip().replaceFirst(";$", ""), expected);
    }

    /** What is to be answered by yes. */
    void ask(Question question) {
        questions.add(question);
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
