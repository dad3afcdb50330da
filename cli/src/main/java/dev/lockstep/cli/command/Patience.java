package dev.lockstep.cli.command;

import dev.lockstep.cli.shell.Interruption;
import java.time.Duration;

/** Waits between one question and the next, a little longer each time, until its time is over. */
final class Patience {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 2_000;

    private final Interruption interruption;
    private final long start = System.nanoTime();
    private final Duration limit;
    private long pause = FIRST_MILLIS;

    Patience(Duration limit, Interruption interruption) {
        this.limit = limit;
        this.interruption = interruption;
    }

    /** Waits, and says whether to ask again; false if the time was over already. */
    boolean pause() {
        long left = limit.toMillis() - elapsed().toMillis();
        if (left <= 0) {
            return false;
        }
        interruption.sleep(Math.min(pause, left));
        pause = Math.min(2 * pause, LONGEST_MILLIS);
        return true;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
