package dev.lockstep.model;

import java.util.List;

/** The run was asked to stop, and stopped with the history telling the truth. */
public final class InterruptedRunException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems, and what the system said. */
    public InterruptedRunException(List<Problem> problems, Throwable cause) {
        super(problems, cause);
    }

    /** The exception for problems that Lockstep found by itself. */
    public InterruptedRunException(List<Problem> problems) {
        super(problems, null);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public InterruptedRunException(Problem problem) {
        this(List.of(problem));
    }
}
