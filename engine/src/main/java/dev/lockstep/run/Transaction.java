package dev.lockstep.run;

import java.sql.SQLException;

/** A transaction of Lockstep's own, of which nothing stays if what is done in it fails. */
@FunctionalInterface
interface Transaction<T> {
    /** What is done in it. */
    T run() throws SQLException;

    /** Does it. */
    static <T> T in(Session session, Transaction<T> work) throws SQLException {
        session.begin();
        try {
            T result = work.run();
            session.commit();
            return result;
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
