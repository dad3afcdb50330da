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

    private final transient @Nullable List<Problem> problems;
    private transient @Nullable Report report;

    LockstepException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        this.problems = List.copyOf(problems);
    }

    /**
     * What stands in the way, at least one problem. Of an exception that was serialized the message alone is left, as one
     * problem.
     */
    public List<Problem> problems() {
        return problems == null
                ? List.of(new Problem(String.valueOf(getMessage()), Optional.empty(), Optional.empty()))
                : problems;
    }

    /** What the run had done before it failed; empty if it failed before it did anything, or was serialized since. */
    public Optional<Report> report() {
        return Optional.ofNullable(report);
    }

    /** Attaches what had succeeded, for the caller's eyes. */
    public void attach(Report succeeded) {
        report = succeeded;
    }
}
