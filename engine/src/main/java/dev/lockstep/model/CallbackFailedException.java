package dev.lockstep.model;

import java.sql.SQLException;
import java.util.List;

/** A statement of a callback failed: of a script that is no migration and runs at certain moments of a run. */
public final class CallbackFailedException extends LockstepException {
    private static final long serialVersionUID = 1L;

    private final SQLException cause;

    /** The failure of one statement, with what the database said. */
    public CallbackFailedException(Problem problem, SQLException cause) {
        super(List.of(problem), cause);
        this.cause = cause;
    }

    /** What the database said, with its SQL state and error code. */
    @Override
    public synchronized SQLException getCause() {
        return cause;
    }
}
