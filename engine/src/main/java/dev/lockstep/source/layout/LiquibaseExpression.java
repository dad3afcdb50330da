package dev.lockstep.source.layout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression over contexts or labels, such as {@code (test or dev), !prod}: a comma is an {@code or} that binds least.
 */
final class LiquibaseExpression {
    private static final Pattern TOKEN = Pattern.compile("[(),!]|[^\\s(),!]+");

    private final Deque<String> tokens = new ArrayDeque<>();
    private final Set<String> given;

    private LiquibaseExpression(String text, Set<String> given) {
        this.given = given;
        Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (token.find()) {
            tokens.add(token.group());
        }
    }

    /** Whether it is met by these words, which are in lower case; an empty one always is. */
    static boolean isMet(String text, Set<String> given) {
        return text.isBlank() || new LiquibaseExpression(text, given).any(",");
    }

    private boolean any(String separator) {
        boolean met = separator.equals(",") ? any("or") : all();
        while (takes(separator)) {
            met |= separator.equals(",") ? any("or") : all();
        }
        return met;
    }

    private boolean all() {
        boolean met = one();
        while (takes("and")) {
            met &= one();
        }
        return met;
    }

    private boolean one() {
        if (takes("!") || takes("not")) {
            return !one();
        }
        if (takes("(")) {
            boolean met = any(",");
            takes(")");
            return met;
        }
        String word = tokens.poll();
        return word != null && given.contains(word.startsWith("@") ? word.substring(1) : word);
    }

    private boolean takes(String token) {
        boolean isNext = token.equals(tokens.peek());
        if (isNext) {
            tokens.remove();
        }
        return isNext;
    }
}
