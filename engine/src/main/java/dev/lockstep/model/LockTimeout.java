package dev.lockstep.model;

import java.time.Duration;

/**
 * How long to wait while another run holds the lock.
 *
 * @param duration how long
 * @param from from when it counts
 */
public record LockTimeout(Duration duration, From from) {
    /** Five minutes from the beginning. */
    public static final LockTimeout DEFAULT = of(Duration.ofMinutes(5));

    /** From when the time counts. */
    public enum From {
        /** From the beginning of the wait. */
        START,
        /**
         * From the moment in which the holder was last seen to make progress: it executes a statement that is not blocked,
         * or something about it has changed. A holder of whom the database tells nothing is taken to make progress.
         */
        LAST_PROGRESS
    }

    /** So long from the beginning; zero for not at all. */
    public static LockTimeout of(Duration duration) {
        return new LockTimeout(duration, From.START);
    }

    /** For as long as it takes, but no longer than this while the holder makes no progress. */
    public static LockTimeout withoutProgress(Duration duration) {
        return new LockTimeout(duration, From.LAST_PROGRESS);
    }
}
