package dev.lockstep.model;

import java.util.List;
import java.util.Optional;

/**
 * Who holds the lock, and who waits for it.
 *
 * @param holder empty if nobody holds it
 * @param waiters the sessions of the runs that wait
 */
public record LockStatus(Optional<Holder> holder, List<DatabaseSession> waiters) {
    /** Copies the list. */
    public LockStatus {
        waiters = List.copyOf(waiters);
    }
}
