package dev.lockstep.history;

import java.util.Locale;

/** What a history row records. */
public enum Action {
    /** A migration was applied. */
    UP,
    /** A migration was taken back. */
    DOWN,
    /** All versions up to this one count as applied. */
    BASELINE,
    /** Another tool had applied it. */
    ADOPT,
    /** A person settled what could not be decided, or accepted what had changed. */
    RESOLVE;

    /** As the table holds it. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The action of a row.
     *
     * @throws IllegalArgumentException if this release does not know it
     */
    public static Action ofColumn(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
