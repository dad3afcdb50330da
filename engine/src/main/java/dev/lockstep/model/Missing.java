package dev.lockstep.model;

/**
 * What happens when an applied version has no file, though a higher version has one. Versions above all files are never
 * an error: a newer release applied them.
 */
public enum Missing {
    /** Nothing is executed. */
    FAIL,
    /** The run goes on, after a note. */
    WARN,
    /** The run goes on. */
    IGNORE
}
