package dev.lockstep.model;

/** When a migration runs. */
public enum Kind {
    /** Once, in the order of its version. */
    VERSIONED,
    /** After the versioned ones, again whenever its content has changed. */
    REPEATABLE,
    /** After all others, on every run. */
    DATA
}
