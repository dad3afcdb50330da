package dev.lockstep.run;

import java.sql.SQLException;
import java.util.Optional;

/**
 * A statement that the database is executing, and that may be cancelled from another thread. Once it has ended nothing is
 * cancelled any more, since that would hit the next statement of the session.
 */
final class InFlight {
    private final Cancellation cancellation;
    private boolean hasEnded;

    InFlight(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Asks the database to give a statement up. */
    @FunctionalInterface
    interface Cancellation {
        void send() throws SQLException;
    }

    /** If the cancellation cannot be sent, the statement ends by itself, or fails since its connection is gone. */
    synchronized Optional<SQLException> cancel() {
        if (hasEnded) {
            return Optional.empty();
        }
        try {
            cancellation.send();
            return Optional.empty();
        } catch (SQLException unreachable) {
            return Optional.of(unreachable);
        }
    }

    /** Waits for a cancellation that is under way, and lets no other begin. */
    synchronized void end() {
        hasEnded = true;
    }
}
