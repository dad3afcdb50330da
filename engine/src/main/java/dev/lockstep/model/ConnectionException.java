package dev.lockstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** There is no connection, it was lost, or the database does not permit what is needed. */
public final class ConnectionException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems; the cause is what the system said, if it said anything. */
    public ConnectionException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public ConnectionException(Problem problem) {
        this(List.of(problem), null);
    }
}
