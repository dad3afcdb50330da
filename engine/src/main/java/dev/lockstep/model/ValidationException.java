package dev.lockstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and history do not agree, or files cannot be read: nothing was executed. */
public final class ValidationException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems; the cause is what the system said, if it said anything. */
    public ValidationException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public ValidationException(Problem problem) {
        this(List.of(problem), null);
    }
}
