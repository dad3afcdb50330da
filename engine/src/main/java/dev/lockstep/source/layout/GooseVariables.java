package dev.lockstep.source.layout;

import dev.lockstep.source.Substitution;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables of the environment in goose files: {@code $NAME}, and in braces with {@code :-default}, {@code -default},
 * {@code ?message}, {@code :offset} or {@code :offset:length}. Where they are switched on may change inside a statement, so
 * each is marked where it stands, and replaced when the statement is sent: values have no part in checksums. What the user
 * sets as a placeholder comes before the environment.
 *
 * @see <a href="https://github.com/pressly/goose#environment-variable-substitution">goose's manual</a>
 */
final class GooseVariables implements Substitution {
    private static final Pattern EXPANSION =
            Pattern.compile("\\\\\\\\|\\\\\\$|\\$\\$|\\$\\(|\\$(?=\\{)|\\$(?<name>\\p{L}[\\p{L}\\p{N}_]*)");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern MARKED = Pattern.compile("\\$\\{\\+goose ([\\p{L}\\p{N}_]*)([^}]*)}");
    private static final Pattern BRACED =
            Pattern.compile("(?<name>\\p{L}[\\p{L}\\p{N}_]*)(?:(?<operator>:-|-|\\?|:)(?<rest>.*))?", Pattern.DOTALL);
    private static final Pattern CUT = Pattern.compile("\\s*(?<offset>-?\\d+)\\s*(?::\\s*(?<length>-?\\d+)\\s*)?");

    /** A line in which variables are switched on, with each of them marked. */
    static String marked(String line) {
        StringBuilder marked = new StringBuilder();
        Matcher matcher = EXPANSION.matcher(line);
        int from = 0;
        while (from <= line.length() && matcher.find(from)) {
            marked.append(line, from, matcher.start());
            from = matcher.end();
            switch (matcher.group()) {
                case "\\$", "$$" -> marked.append('$');
                case "\\\\", "$(" -> marked.append(matcher.group());
                case "$" -> {
                    int end = closing(line, from + 1);
                    marked.append(mark(line.substring(from + 1, end)));
                    from = Math.min(end + 1, line.length());
                }
                default -> marked.append(mark(matcher.group("name")));
            }
        }
        return marked.append(line, Math.min(from, line.length()), line.length()).toString();
    }

    /** The name stays readable, for messages; what follows it may hold braces, and is encoded. */
    private static String mark(String expression) {
        Matcher name = NAME.matcher(expression);
        String head = name.lookingAt() ? name.group() : "";
        String rest = URLEncoder.encode(expression.substring(head.length()), StandardCharsets.UTF_8);
        return "${+goose " + head + rest + "}";
    }

    private static String unmarked(MatchResult mark) {
        return mark.group(1) + URLDecoder.decode(mark.group(2), StandardCharsets.UTF_8);
    }

    /** Where the brace closes that was opened before this index. */
    private static int closing(String line, int from) {
        int depth = 1;
        int index = from;
        while (index < line.length()) {
            depth += line.startsWith("${", index) ? 1 : line.charAt(index) == '}' ? -1 : 0;
            if (depth == 0) {
                return index;
            }
            index++;
        }
        return line.length();
    }

    @Override
    public Pattern pattern() {
        return MARKED;
    }

    @Override
    public Optional<String> value(MatchResult placeholder, Facts facts) {
        return expand(unmarked(placeholder), facts.given());
    }

    private Optional<String> expand(String expression, Map<String, String> given) {
        Matcher parts = BRACED.matcher(expression);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group("name");
        Optional<String> value =
                Optional.ofNullable(given.get(name)).or(() -> Optional.ofNullable(System.getenv(name)));
        String operator = parts.group("operator");
        if (operator == null) {
            return Optional.of(value.orElse(""));
        }
        String rest = parts.group("rest");
        return switch (operator) {
            case ":-" -> value.filter(text -> !text.isEmpty()).or(() -> nested(rest, given));
            case "-" -> value.or(() -> nested(rest, given));
            case "?" -> value;
            default -> cut(value.orElse(""), rest);
        };
    }

    /** A default may hold variables too. */
    private Optional<String> nested(String text, Map<String, String> given) {
        Matcher inner = MARKED.matcher(marked(text));
        StringBuilder filled = new StringBuilder();
        while (inner.find()) {
            Optional<String> value = expand(unmarked(inner.toMatchResult()), given);
            if (value.isEmpty()) {
                return value;
            }
            inner.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(inner.appendTail(filled).toString());
    }

    /** A part of a value, counted from its end if the offset is below zero; empty where that lies outside. */
    private static Optional<String> cut(String value, String bounds) {
        Matcher matcher = CUT.matcher(bounds);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int offset = Integer.parseInt(matcher.group("offset"));
        int from = offset < 0 ? value.length() + offset : offset;
        if (from < 0 || from > value.length()) {
            return Optional.of("");
        }
        String length = matcher.group("length");
        int to = length == null ? value.length() : Math.min(value.length(), from + Integer.parseInt(length));
        return Optional.of(value.substring(from, Math.max(from, to)));
    }
}
