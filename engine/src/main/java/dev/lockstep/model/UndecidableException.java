package dev.lockstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step was interrupted where nobody can tell whether a statement took effect: a person has to say. */
public final class UndecidableException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems; the cause is what the system said, if it said anything. */
    public UndecidableException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public UndecidableException(Problem problem) {
        this(List.of(problem), null);
    }
}
