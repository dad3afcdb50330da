package dev.lockstep.model;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a migration failed. */
public final class MigrationFailedException extends LockstepException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Step step;
    private final int statement;
    private final SQLException cause;

    /** The failure of one statement, with what the database said. */
    public MigrationFailedException(Problem problem, Step step, int statement, SQLException cause) {
        super(List.of(problem), cause);
        this.step = step;
        this.statement = statement;
        this.cause = cause;
    }

    /**
     * The step that failed.
     *
     * @throws IllegalStateException if the exception was serialized since: a script stays where it is
     */
    public Step step() {
        if (step == null) {
            throw new IllegalStateException("a serialized exception has no step any more");
        }
        return step;
    }

    /** The number of the statement that failed, from 1; 0 if the step's own bookkeeping failed. */
    public int statement() {
        return statement;
    }

    /** What the database said, with its SQL state and error code. */
    @Override
    public synchronized SQLException getCause() {
        return cause;
    }
}
