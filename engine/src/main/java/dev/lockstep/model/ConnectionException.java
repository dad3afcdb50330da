package dev.lockstep.model;

import java.util.List;

/** There is no connection, it was lost, or the database does not permit what is needed. */
public final class ConnectionException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems, and what the system said. */
    public ConnectionException(List<Problem> problems, Throwable cause) {
        super(problems, cause);
    }

    /** The exception for problems that Lockstep found by itself. */
    public ConnectionException(List<Problem> problems) {
        super(problems, null);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public ConnectionException(Problem problem) {
        this(List.of(problem));
    }
}
