package dev.lockstep.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Who holds the lock at this moment.
 *
 * @param session its session, as the database itself tells it
 * @param work the step that it is in the middle of, if the history shows one
 * @param isClientGone whether its process is known to have ended on this very machine, so that the session goes on without
 *     it; false also where nobody can know
 */
public record Holder(DatabaseSession session, Optional<Work> work, boolean isClientGone) {
    /** Whether it is the same holder, and nothing of what it does has changed. */
    public boolean isStillAt(Holder before) {
        return session.isStillAt(before.session) && work.equals(before.work);
    }

    /** What helps those who wait for the lock, as a clause. */
    public String remedy() {
        if (isClientGone) {
            return "wait until the server has ended its statement, or end its session with 'lockstep unlock' (--force while it"
                    + " works)";
        }
        return switch (session.activity()) {
            case BLOCKED ->
                "end what is in its way ('lockstep doctor' shows how), or its own session with 'lockstep unlock'";
            case IDLE, IDLE_IN_TRANSACTION ->
                "see what its process does; if it is stuck, end its session with 'lockstep unlock'";
            case EXECUTING, UNKNOWN -> "wait until that run has ended; if it has to end now, 'lockstep unlock --force'";
        };
    }

    /** The holder in a clause: the session, the step, and whether its process is gone. */
    @Override
    public String toString() {
        return session
                + work.map(step -> "; " + step).orElse("")
                + (isClientGone ? "; its process is not to be seen on this machine any more" : "");
    }

    /**
     * A step that is under way. What a transaction has written is not to be seen before it commits, so a step that is one
     * transaction does not show.
     *
     * @param migration the migration
     * @param direction up or down
     * @param done how many of its statements are durable
     * @param total how many it has
     * @param by user, host and process
     * @param since when it began
     */
    public record Work(MigrationId migration, Direction direction, int done, int total, String by, Instant since) {
        /** The step in a clause: {@code at 7 up, 3 of 9 statements done, by shop on web-3/4711}. */
        @Override
        public String toString() {
            return "at " + migration + " " + direction.name().toLowerCase(Locale.ROOT) + ", " + done + " of " + total
                    + " statements done, by " + by;
        }
    }
}
