package dev.lockstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The run was asked to stop, and stopped with the history telling the truth. */
public final class InterruptedRunException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems; the cause is what the system said, if it said anything. */
    public InterruptedRunException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public InterruptedRunException(Problem problem) {
        this(List.of(problem), null);
    }
}
