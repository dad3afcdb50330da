package dev.lockstep.model;

import java.util.List;

/** A step was interrupted where nobody can tell whether a statement took effect: a person has to say. */
public final class UndecidableException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems, and what the system said. */
    public UndecidableException(List<Problem> problems, Throwable cause) {
        super(problems, cause);
    }

    /** The exception for problems that Lockstep found by itself. */
    public UndecidableException(List<Problem> problems) {
        super(problems, null);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public UndecidableException(Problem problem) {
        this(List.of(problem));
    }
}
