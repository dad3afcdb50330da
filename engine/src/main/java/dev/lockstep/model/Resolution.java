package dev.lockstep.model;

/** How a person settles a dirty migration. */
public enum Resolution {
    /** The statement in flight took effect; if none is in flight, the whole migration did. */
    APPLIED,
    /** Nothing of it is there. */
    REVERTED,
    /** The statement in flight did not take effect, and the next run is to execute it. */
    RETRY
}
