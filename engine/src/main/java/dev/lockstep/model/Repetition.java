package dev.lockstep.model;

/** How often a migration runs. */
public enum Repetition {
    /** Once. */
    ONCE,
    /** Again whenever its content has changed. */
    ON_CHANGE,
    /** On every run. */
    ALWAYS
}
