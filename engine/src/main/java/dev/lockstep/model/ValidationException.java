package dev.lockstep.model;

import java.util.List;

/** Files and history do not agree, or files cannot be read: nothing was executed. */
public final class ValidationException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems, and what the system said. */
    public ValidationException(List<Problem> problems, Throwable cause) {
        super(problems, cause);
    }

    /** The exception for problems that Lockstep found by itself. */
    public ValidationException(List<Problem> problems) {
        super(problems, null);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public ValidationException(Problem problem) {
        this(List.of(problem));
    }
}
