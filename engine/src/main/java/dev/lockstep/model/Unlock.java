package dev.lockstep.model;

/** Whose session {@code unlock} ends. */
public enum Unlock {
    /** Only one that is seen not to work: idle, or blocked by others. */
    SPARING,
    /** Any. */
    FORCED
}
