package dev.lockstep.model;

import java.util.List;
import java.util.Optional;

/** Another session held the lock for longer than the caller was ready to wait: nothing was done. */
public final class LockTimeoutException extends LockstepException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Holder> holder;

    /** The exception for a lock that is held by somebody; the holder is empty if the database does not tell it. */
    public LockTimeoutException(Problem problem, Optional<Holder> holder) {
        super(List.of(problem), null);
        this.holder = holder;
    }

    /** Who held the lock when the time was over, if the database could tell. */
    public Optional<Holder> holder() {
        return holder;
    }
}
