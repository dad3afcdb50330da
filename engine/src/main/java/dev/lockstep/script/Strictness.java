package dev.lockstep.script;

/** What to do with a string, name or comment that does not end. */
enum Strictness {
    /** Refuse the script. */
    STRICT,
    /** Let it end with the text. */
    LENIENT
}
