package dev.lockstep.run;

import java.sql.SQLException;

/** A transaction of Lockstep's own, of which nothing stays unless it is committed. */
final class Transaction implements AutoCloseable {
    private final Boundaries boundaries;
    private boolean isCommitted;

    private Transaction(Boundaries boundaries) {
        this.boundaries = boundaries;
    }

    /** Begins one. */
    static Transaction begin(Session session) throws SQLException {
        session.boundaries().begin();
        return new Transaction(session.boundaries());
    }

    /** Keeps what was done in it. */
    void commit() throws SQLException {
        boundaries.commit();
        isCommitted = true;
    }

    @Override
    public void close() throws SQLException {
        if (!isCommitted) {
            boundaries.rollback();
        }
    }
}
