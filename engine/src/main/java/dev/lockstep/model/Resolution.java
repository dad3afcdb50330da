package dev.lockstep.model;

/** How a person settles a dirty migration. */
public enum Resolution {
    /** Its effect is there in full. */
    APPLIED,
    /** Nothing of it is there. */
    REVERTED,
    /** The statement in flight did not take effect, and the next run is to execute it. */
    RETRY
}
