package dev.lockstep.cli.config;

/** How much is told. */
public enum Level {
    /** Errors alone. */
    ERROR,
    /** Notes as well. */
    WARN,
    /** Progress as well. */
    INFO,
    /** Every statement, and files that are left out, as well. */
    DEBUG,
    /** Stack traces as well. */
    TRACE;

    /** Whether things of the other level are told. */
    public boolean tells(Level other) {
        return other.compareTo(this) <= 0;
    }
}
