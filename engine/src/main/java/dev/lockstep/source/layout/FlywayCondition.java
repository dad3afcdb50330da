package dev.lockstep.source.layout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a script is to run, as its settings say it: {@code true}, {@code false}, {@code A==B}, {@code A!=B}, joined by
 * {@code &&}, {@code ||} and parentheses.
 */
final class FlywayCondition {
    private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|&&|\\|\\||[()]|(?:(?!==|!=|&&|\\|\\||[()]).)+)");

    private final Matcher tokens;
    private Optional<String> token = Optional.empty();

    private FlywayCondition(String text) {
        this.tokens = TOKEN.matcher(text);
        advance();
    }

    /** What the condition comes to; empty if it makes no sense. */
    static Optional<Boolean> holds(String text) {
        FlywayCondition condition = new FlywayCondition(text.strip());
        Optional<Boolean> value = condition.either();
        return condition.token.isPresent() ? Optional.empty() : value;
    }

    private void advance() {
        token = tokens.find() ? Optional.of(tokens.group(1).strip()) : Optional.empty();
    }

    private boolean takes(String symbol) {
        boolean isNext = token.equals(Optional.of(symbol));
        if (isNext) {
            advance();
        }
        return isNext;
    }

    private Optional<Boolean> either() {
        Optional<Boolean> left = both();
        while (takes("||")) {
            Optional<Boolean> right = both();
            left = left.flatMap(one -> right.map(other -> one || other));
        }
        return left;
    }

    private Optional<Boolean> both() {
        Optional<Boolean> left = single();
        while (takes("&&")) {
            Optional<Boolean> right = single();
            left = left.flatMap(one -> right.map(other -> one && other));
        }
        return left;
    }

    private Optional<Boolean> single() {
        if (takes("(")) {
            Optional<Boolean> inner = either();
            return takes(")") ? inner : Optional.empty();
        }
        Optional<String> left = word();
        boolean isEqual = takes("==");
        if (isEqual || takes("!=")) {
            Optional<String> right = word();
            return left.flatMap(one -> right.map(other -> one.equals(other) == isEqual));
        }
        return left.filter(word -> word.equals("true") || word.equals("false")).map(Boolean::valueOf);
    }

    /** A word; nothing at all is one too, where a placeholder came to nothing. */
    private Optional<String> word() {
        Optional<String> word = token.filter(text -> !text.matches("==|!=|&&|\\|\\||[()]"));
        if (word.isPresent()) {
            advance();
        }
        return Optional.of(word.orElse(""));
    }
}
