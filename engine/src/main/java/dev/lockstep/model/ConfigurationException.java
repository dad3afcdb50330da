package dev.lockstep.model;

import java.util.List;

/** The settings or the call make no sense: nothing was done. */
public final class ConfigurationException extends LockstepException {
    private static final long serialVersionUID = 1L;

    /** The exception for these problems, and what the system said. */
    public ConfigurationException(List<Problem> problems, Throwable cause) {
        super(problems, cause);
    }

    /** The exception for problems that Lockstep found by itself. */
    public ConfigurationException(List<Problem> problems) {
        super(problems, null);
    }

    /** The exception for one problem that Lockstep found by itself. */
    public ConfigurationException(Problem problem) {
        this(List.of(problem));
    }
}
