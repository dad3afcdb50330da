package dev.lockstep.run;

import java.sql.SQLException;

/** A statement of a script failed; what that means for the step is for the step to say. */
final class StatementError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final String sent;
    private final SQLException error;

    /**
     * The failure of one statement.
     *
     * @param number its number in the script
     * @param sent the text that was executed
     */
    StatementError(int number, String sent, SQLException error) {
        super(error);
        this.number = number;
        this.sent = sent;
        this.error = error;
    }

    int number() {
        return number;
    }

    String sent() {
        return sent;
    }

    SQLException error() {
        return error;
    }
}
