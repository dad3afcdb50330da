package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.model.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds out what a pooler does with a session between two transactions. A pooler that takes it back gives it to whoever asks
 * next, and that is a second connection of ours, or gives us another one: either proves it. A few times neither is taken as
 * proof of the opposite. Where the second connection cannot be had, or does not answer, the worse is taken for granted.
 */
record Pooler(Dialect dialect, DataSource dataSource, Event.Listener listener) {
    private static final int ROUNDS = 5;

    /** What becomes of the session of this connection, which is in no transaction. */
    Pooling pooling(Connection own) throws SQLException {
        Optional<String> before = dialect.pooledSession(own);
        if (before.isEmpty()) {
            return Pooling.NONE;
        }
        try (SecondConnection second = new SecondConnection(dataSource)) {
            return compare(own, before, second.open());
        } catch (SQLException noAnswer) {
            listener.on(
                    new Event.Note("a pooler is in between, and without a second connection nobody can tell whether it"
                            + " exchanges sessions, so that it is taken to do so: " + Refusals.text(noAnswer)));
            return Pooling.TRANSACTION;
        }
    }

    private Pooling compare(Connection own, Optional<String> before, Connection other) throws SQLException {
        for (int i = 0; i < ROUNDS; i++) {
            if (dialect.pooledSession(other).equals(before)
                    || !dialect.pooledSession(own).equals(before)) {
                return Pooling.TRANSACTION;
            }
        }
        return Pooling.SESSION;
    }
}
