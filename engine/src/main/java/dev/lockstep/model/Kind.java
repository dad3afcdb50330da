package dev.lockstep.model;

/** By what a migration is known, and where it stands among the others. */
public enum Kind {
    /** By its version, which tells its place; runs once. */
    VERSIONED,
    /** By its name; its place is where the files list it, and how often it runs they say too. */
    LISTED,
    /** By its name. After the versioned ones, again whenever its content has changed. */
    REPEATABLE,
    /** By its name. After all others, on every run. */
    DATA;

    /** How often migrations of this kind run, if nothing else is said. */
    public Repetition repetition() {
        return switch (this) {
            case VERSIONED, LISTED -> Repetition.ONCE;
            case REPEATABLE -> Repetition.ON_CHANGE;
            case DATA -> Repetition.ALWAYS;
        };
    }
}
