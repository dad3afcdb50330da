package dev.lockstep.run;

import java.sql.SQLException;

/** A transaction of Lockstep's own, of which nothing stays if what is done in it fails. */
@FunctionalInterface
interface Transaction {
    /** What is done in it. */
    void run() throws SQLException;

    /** Does it. */
    static void in(Session session, Transaction work) throws SQLException {
        session.begin();
        try {
            work.run();
            session.commit();
        } catch (SQLException | RuntimeException | Error failed) {
            try {
                session.rollback();
            } catch (SQLException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }
}
