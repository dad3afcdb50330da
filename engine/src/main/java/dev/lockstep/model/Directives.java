package dev.lockstep.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How a script asks to be read and executed, in comments ({@code -- lockstep: transaction=none timeout=10m}), or by what
 * stands beside it in other files.
 *
 * @param transaction false if every statement is to run outside a transaction
 * @param timeout how long one statement may take; empty for as long as it needs
 * @param delimiter the text that ends a statement instead of the dialect's own
 * @param whole whether the script is sent as one single statement
 * @param placeholders whether placeholders are replaced
 */
public record Directives(
        boolean transaction,
        Optional<Duration> timeout,
        Optional<String> delimiter,
        boolean whole,
        boolean placeholders) {
    /** What holds where a script says nothing. */
    public static final Directives NONE = new Directives(true, Optional.empty(), Optional.empty(), false, true);

    /** The same, in a transaction or outside. */
    public Directives withTransaction(boolean wanted) {
        return new Directives(wanted, timeout, delimiter, whole, placeholders);
    }

    /** The same, with a timeout. */
    public Directives withTimeout(Duration limit) {
        return new Directives(transaction, Optional.of(limit), delimiter, whole, placeholders);
    }

    /** The same, with another text that ends a statement. */
    public Directives withDelimiter(String text) {
        return new Directives(transaction, timeout, Optional.of(text), whole, placeholders);
    }

    /** The same, sent as one single statement. */
    public Directives asWhole() {
        return new Directives(transaction, timeout, delimiter, true, placeholders);
    }

    /** The same, with placeholders replaced or left. */
    public Directives withPlaceholders(boolean replaced) {
        return new Directives(transaction, timeout, delimiter, whole, replaced);
    }

    /** As a script asks for them: {@code transaction=none timeout=600000ms}; empty if nothing is asked for. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(transaction ? "" : "transaction=none ");
        timeout.ifPresent(
                limit -> text.append("timeout=").append(limit.toMillis()).append("ms "));
        delimiter.ifPresent(end -> text.append("delimiter=").append(end).append(' '));
        text.append(whole ? "whole " : "").append(placeholders ? "" : "placeholders=off ");
        return text.toString().stripTrailing();
    }
}
