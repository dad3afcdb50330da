package dev.lockstep.cli.output;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time: always UTC, so that logs of several machines agree. */
final class Times {
    private Times() {}

    /** To the second, for people. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** To the millisecond, in ISO 8601, for programs. */
    static String iso(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
