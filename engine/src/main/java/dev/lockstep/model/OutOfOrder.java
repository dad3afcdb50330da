package dev.lockstep.model;

/** What happens when a pending version is lower than the newest applied one. */
public enum OutOfOrder {
    /** Nothing is executed. */
    FAIL,
    /** It is applied, after a note. */
    ALLOW
}
