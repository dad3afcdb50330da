package dev.lockstep.run;

import dev.lockstep.dialect.Effects.Waiting;
import dev.lockstep.dialect.LockWaits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How long the statements of a session wait for what others have locked. Everybody else queues behind a definition that waits,
 * so it gives up soon, and comes back. Rows wait as long as it takes; but once a transaction has changed a definition, others
 * queue behind that whatever it waits for, so then it gives up soon up to its end. Nothing is said that holds already, and
 * nothing once a script has said it by itself.
 */
final class Patience {
    private final Connection connection;
    private LockWaits waits = LockWaits.NONE;
    private boolean isBrief;
    private boolean isSettledHere;
    private boolean isChosen;

    Patience(Connection connection) {
        this.connection = connection;
    }

    /** From now on the session is told so, and first of all to be patient; whatever it was told before is undone. */
    void become(LockWaits other) throws SQLException {
        waits = other;
        isBrief = false;
        isSettledHere = false;
        isChosen = false;
        say(waits.patient());
    }

    /** A transaction is about to begin. */
    void beforeTransaction() throws SQLException {
        outside(Waiting.PATIENT);
        isSettledHere = false;
    }

    /** Outside any transaction, a statement is about to be sent that waits like this. */
    void outside(Waiting waiting) throws SQLException {
        boolean isToBeBrief = waiting == Waiting.BRIEF;
        if (!isChosen && isBrief != isToBeBrief) {
            isBrief = isToBeBrief;
            say(isBrief ? waits.brief() : waits.patient());
        }
    }

    /** Inside a transaction, a statement is about to be sent that waits like this: what has to be said before it. */
    Optional<String> inside(Waiting waiting) {
        isSettledHere |= waiting == Waiting.CHOSEN;
        if (isChosen || isSettledHere || waiting != Waiting.BRIEF) {
            return Optional.empty();
        }
        isSettledHere = true;
        return Optional.of(waits.briefInTransaction()).filter(sql -> !sql.isEmpty());
    }

    /** Whether nothing is left to be said in this transaction: all that follows gives up soon, or as the script has chosen. */
    boolean isSettledHere() {
        return isSettledHere;
    }

    /** The transaction was rolled back to a savepoint, where this had been so. */
    void rolledBack(boolean wasSettled) {
        isSettledHere = wasSettled;
    }

    /** The script has said for the session how long it waits. */
    void leaveToScript() {
        isChosen = true;
    }

    private void say(String sql) throws SQLException {
        if (!sql.isEmpty()) {
            Execution.execute(connection, sql);
        }
    }
}
