package dev.lockstep.cli.output;

import java.time.Duration;

/** Durations as people read them. */
final class Spans {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Spans() {}

    /** {@code 12 ms}, {@code 1.3 s}, {@code 42 s}, {@code 3 m 12 s}, {@code 2 h 05 m}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < SECOND / 10) {
            return millis + " ms";
        }
        if (millis < 10 * SECOND) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        if (millis < MINUTE) {
            return millis / SECOND + " s";
        }
        return millis < HOUR
                ? millis / MINUTE + " m " + two(millis % MINUTE / SECOND) + " s"
                : millis / HOUR + " h " + two(millis % HOUR / MINUTE) + " m";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    /** {@code 1 statement}, {@code 2 statements}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
