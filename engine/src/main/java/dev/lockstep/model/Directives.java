package dev.lockstep.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What the leading comments of a script ask for ({@code -- lockstep: transaction=none timeout=10m}).
 *
 * @param transaction false if every statement is to run outside a transaction
 * @param timeout how long one statement may take; empty for as long as it needs
 * @param delimiter the text that ends a statement instead of the dialect's own
 * @param whole whether the script is sent as one single statement
 */
public record Directives(boolean transaction, Optional<Duration> timeout, Optional<String> delimiter, boolean whole) {
    /** What holds where a script says nothing. */
    public static final Directives NONE = new Directives(true, Optional.empty(), Optional.empty(), false);
}
