package dev.lockstep.source.layout;

import dev.lockstep.model.Directives;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What ends a statement. The tool takes a regular expression, which in practice is a text; or a text in a line of its own,
 * which here stands for a semicolon, since statements are cut as the database cuts them.
 *
 * @param text the text
 * @param hasOwnLine whether it only counts in a line of its own
 */
record LiquibaseDelimiter(String text, boolean hasOwnLine) {
    private static final LiquibaseDelimiter SEMICOLON = new LiquibaseDelimiter(";", false);
    private static final Pattern PARTS = Pattern.compile("(?<before>(?:\\^|\\\\[rnsb][*+?]?)*)"
            + "(?<text>(?:\\\\[^a-zA-Z0-9]|[^\\\\\\[\\](){}*+?|^$.])+)(?:\\$|\\\\[rnsb][*+?]?)*");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern DEFAULT_LINE = Pattern.compile("(?i)/|go");

    /** What a changeset that names none goes by: semicolons, and lines {@code GO} and {@code /}. */
    static LiquibaseDelimiter ofTool() {
        return SEMICOLON;
    }

    /** Reads what a changeset says; empty if it is an expression beyond this. */
    static Optional<LiquibaseDelimiter> of(String regex) {
        if (regex.isEmpty() || regex.equals(";")) {
            return Optional.of(SEMICOLON);
        }
        if (regex.indexOf('\\') < 0 && Pattern.matches("[^\\w^]+", regex) && !regex.equals("/")) {
            return Optional.of(new LiquibaseDelimiter(regex, false));
        }
        Matcher parts = PARTS.matcher(regex);
        if (!parts.matches()) {
            return ofAlternatives(regex.split("\\|", -1));
        }
        String text = parts.group("text").replaceAll("\\\\(.)", "$1");
        boolean hasOwnLine = parts.group("before").matches(".*(\\^|\\\\[rn]).*")
                || text.equals("/")
                || WORD.matcher(text).matches();
        return Optional.of(new LiquibaseDelimiter(text, hasOwnLine));
    }

    /** The same text is often given twice: in the middle, and at the end of the file. */
    private static Optional<LiquibaseDelimiter> ofAlternatives(String... regexes) {
        List<Optional<LiquibaseDelimiter>> all = regexes.length < 2
                ? List.of()
                : Stream.of(regexes).map(LiquibaseDelimiter::of).distinct().toList();
        return all.size() == 1 ? all.get(0) : Optional.empty();
    }

    /** Why what a changeset says cannot be gone by. */
    static Optional<LiquibaseChangeset.Obstacle> obstacle(String regex) {
        return of(regex).isPresent()
                ? Optional.empty()
                : Optional.of(new LiquibaseChangeset.Obstacle(
                        "a delimiter that is an expression: " + regex,
                        "end its statements with a plain text, such as //"));
    }

    /** What a script has to be told of it. */
    Directives in(Directives asked) {
        return hasOwnLine || text.equals(";") ? asked : asked.withDelimiter(text);
    }

    /** Whether a line is nothing but the end of a statement. */
    boolean isLine(String line) {
        String stripped = line.strip();
        return hasOwnLine
                ? stripped.equalsIgnoreCase(text)
                : text.equals(";") && DEFAULT_LINE.matcher(stripped).matches();
    }
}
