package dev.lockstep.run;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.Problem;
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
    /** What holds if nothing is said. */
    public static final Limits DEFAULT =
            new Limits(LockTimeout.DEFAULT, Blocked.DEFAULT, Optional.empty(), Optional.empty(), Heartbeat.DEFAULT);

    /** Waits that long for the lock. */
    public Limits withLock(LockTimeout timeout) {
        return new Limits(timeout, blocked, statement, run, heartbeat);
    }

    /** Treats a blocked statement so. */
    public Limits withBlocked(Blocked other) {
        return new Limits(lock, other, statement, run, heartbeat);
    }

    /** Gives a statement that long. */
    public Limits withStatement(Duration duration) {
        return new Limits(lock, blocked, Optional.of(duration), run, heartbeat);
    }

    /** Gives a run that long. */
    public Limits withRun(Duration duration) {
        return new Limits(lock, blocked, statement, Optional.of(duration), heartbeat);
    }

    /**
     * Refuses what makes no sense, when all is said.
     *
     * @throws ConfigurationException if something does not
     */
    public Limits checked() {
        require(!lock.duration().isNegative(), "lock-timeout is negative");
        require(!blocked.timeout().isNegative(), "ddl-lock-timeout is negative");
        require(blocked.retries() >= 0, "ddl-lock-retries is negative");
        require(statement.filter(Limits::isNothing).isEmpty(), "statement-timeout leaves no time at all");
        require(run.filter(Limits::isNothing).isEmpty(), "run-timeout leaves no time at all");
        return this;
    }

    private static boolean isNothing(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }

    private static void require(boolean isRight, String otherwise) {
        if (!isRight) {
            throw new ConfigurationException(Problem.of(otherwise, "set it to more, or leave it out"));
        }
    }

    /**
     * What holds for a statement that changes a definition, or follows one in its transaction, while somebody else's lock keeps it
     * waiting: it gives up soon, so that nobody has to queue behind it, and comes back.
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
