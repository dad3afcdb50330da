package dev.lockstep.model;

/** Which way a step goes. */
public enum Direction {
    /** Applies a migration. */
    UP,
    /** Takes a migration back. */
    DOWN
}
