package dev.lockstep.cli.config;

/** When colours are used. */
public enum ColorMode {
    /** On a terminal, unless NO_COLOR is set. */
    AUTO,
    /** Everywhere. */
    ALWAYS,
    /** Nowhere. */
    NEVER
}
