package dev.lockstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings or the call make no sense: nothing was done. */
public final class ConfigurationException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems; the cause is what the system said, if it said anything. */
    public ConfigurationException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public ConfigurationException(Problem problem) {
        this(List.of(problem), null);
    }
}
