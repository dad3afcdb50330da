package dev.lockstep.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another session held the lock for longer than the caller was ready to wait: nothing was done. */
public final class LockTimeoutException extends LockstepException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Holder holder;

    /** The exception for a lock that is held by somebody; the holder is empty if the database does not tell it. */
    public LockTimeoutException(Problem problem, Optional<Holder> holder) {
        super(List.of(problem), null);
        this.holder = holder.orElse(null);
    }

    /** Who held the lock when the time was over, if the database could tell and the exception was not serialized since. */
    public Optional<Holder> holder() {
        return Optional.ofNullable(holder);
    }
}
