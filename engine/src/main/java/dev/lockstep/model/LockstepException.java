package dev.lockstep.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Lockstep throws. Each subtype is a cause that the caller can act on; the message tells every problem
 * in full: what happened, where, and what mends it.
 */
public abstract sealed class LockstepException extends RuntimeException
        permits CallbackFailedException,
                ConfigurationException,
                ConnectionException,
                InterruptedRunException,
                LockTimeoutException,
                MigrationFailedException,
                UndecidableException,
                ValidationException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private transient Optional<Report> report = Optional.empty();

    LockstepException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        this.problems = List.copyOf(problems);
    }

    /** What stands in the way, at least one problem. */
    public List<Problem> problems() {
        return problems;
    }

    /** What the run had done before it failed; empty if it failed before it did anything. */
    public Optional<Report> report() {
        return report;
    }

    /** Attaches what had succeeded, for the caller's eyes. */
    public void attach(Report succeeded) {
        report = Optional.of(succeeded);
    }
}
