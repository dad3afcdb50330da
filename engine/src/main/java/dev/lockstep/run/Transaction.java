package dev.lockstep.run;

import java.sql.SQLException;

/** A transaction of Lockstep's own, of which nothing stays if what is done in it fails. */
@FunctionalInterface
interface Transaction {
    /** What is done in it. */
    void run() throws SQLException;

    /** Does it. */
    static void in(Session session, Transaction work) throws SQLException {
        session.boundaries().begin();
        try {
            work.run();
            session.boundaries().commit();
        } catch (SQLException | RuntimeException | Error failed) {
            session.boundaries().rollbackAfter(failed);
            throw failed;
        }
    }
}
