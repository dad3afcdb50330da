package dev.lockstep.cli.config;

/** For whom the result is written. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** For programs: one document on standard output. */
    JSON
}
