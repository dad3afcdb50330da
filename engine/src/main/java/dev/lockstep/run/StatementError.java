package dev.lockstep.run;

import java.sql.SQLException;

/** A statement of a script failed; what that means for the step is for the step to say. */
final class StatementError extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String COMMIT = "COMMIT";

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

    /**
     * The failure of a COMMIT. Whether it took effect all the same only the next run can see, so that nothing may be
     * written over what the row says then.
     *
     * @param number the last statement that was to be committed
     */
    static StatementError atCommit(int number, SQLException error) {
        return new StatementError(number, COMMIT, error);
    }

    boolean isAtCommit() {
        return sent.equals(COMMIT);
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
