package dev.lockstep.run;

import dev.lockstep.model.LockTimeout;
import java.time.Duration;
import java.util.Optional;

/**
 * How long things may take.
 *
 * @param lock the wait for the lock
 * @param blocked what holds for a statement that somebody else's lock keeps waiting
 * @param statement one statement of a script, where the script itself says nothing; empty for as long as it needs
 * @param run a whole run, from the moment in which it has the lock; empty for as long as it needs
 * @param heartbeat when a long statement is told of
 */
public record Limits(
        LockTimeout lock, Blocked blocked, Optional<Duration> statement, Optional<Duration> run, Heartbeat heartbeat) {
    /**
     * What holds for a statement that somebody else's lock keeps waiting: it gives up soon, so that nobody has to queue
     * behind it, and comes back.
     *
     * @param timeout how long it waits; zero for as long as the server's own settings say
     * @param retries how often it comes back
     */
    public record Blocked(Duration timeout, int retries) {
        /** Five seconds, ten times. */
        public static final Blocked DEFAULT = new Blocked(Duration.ofSeconds(5), 10);
    }

    /**
     * When a long statement is told of.
     *
     * @param first after how long for the first time
     * @param every how often from then on
     */
    public record Heartbeat(Duration first, Duration every) {
        /** After five seconds, and every ten. */
        public static final Heartbeat DEFAULT = new Heartbeat(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
