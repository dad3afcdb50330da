package dev.lockstep.run;

import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.ConnectionException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where the transactions of a session begin and end. Where a pooler gives each transaction a session, nothing else lasts: so
 * each takes the lock, and is made what the caller wants of a session, reading included.
 */
final class Boundaries {
    private final Session session;
    private final Settings settings;
    private final Traits.Transaction sql;
    private boolean mayBeInTransaction;
    private boolean isReading;

    /**
     * The boundaries of a session.
     *
     * @param isReading whether a transaction for reading has begun
     */
    Boundaries(Session session, Settings settings, boolean isReading) {
        this.session = session;
        this.settings = settings;
        this.sql = session.dialect().traits().transaction();
        this.isReading = isReading;
        this.mayBeInTransaction = isReading;
    }

    /** Begins a transaction, with the lock held in it if it is not held by the session. */
    void begin() throws SQLException {
        if (session.isOwn()) {
            beginPlain();
            checkStillOwn();
            return;
        }
        try {
            new LockQueue(session, settings).beginHolding();
            session.settings().enterTransaction();
            session.lookAround();
        } catch (SQLException | RuntimeException | Error failed) {
            rollbackAfter(failed);
            throw failed;
        }
    }

    /** Begins a transaction and no more. */
    void beginPlain() throws SQLException {
        stopReading();
        mayBeInTransaction = true;
        session.execute(sql.begin());
    }

    void commit() throws SQLException {
        if (!session.isOwn()) {
            session.settings().leaveTransaction();
        }
        session.execute(sql.commit());
        mayBeInTransaction = false;
        read();
    }

    void rollback() throws SQLException {
        for (String each : sql.rollback()) {
            session.execute(each);
        }
        mayBeInTransaction = false;
        if (isLent()) {
            session.settings().forget();
            read();
        }
    }

    /** The same after something that failed, which is what counts. */
    void rollbackAfter(Throwable failed) {
        try {
            rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** Writes what commits by itself; where the lock is held by nothing but transactions, it needs one. */
    void alone(Transaction work) throws SQLException {
        if (session.isOwn() || (mayBeInTransaction && !isReading)) {
            work.run();
        } else {
            Transaction.in(session, work);
        }
    }

    private boolean isLent() {
        return session.surroundings().pooling() == Pooling.TRANSACTION;
    }

    private void read() throws SQLException {
        if (isLent() && !settings.sessionSql().isEmpty()) {
            mayBeInTransaction = true;
            isReading = true;
            session.execute(sql.begin());
            session.settings().wish();
        }
    }

    /** Lets go of the session that reading keeps from others. */
    void stopReading() throws SQLException {
        if (isReading) {
            isReading = false;
            mayBeInTransaction = false;
            session.execute("ROLLBACK");
        }
    }

    /**
     * Sees that a pooler has not exchanged a session that it was taken to leave alone.
     *
     * @throws ConnectionException if it has
     */
    void checkStillOwn() throws SQLException {
        if (session.surroundings().pooling() == Pooling.SESSION
                && !session.dialect()
                        .pooledSession(session.connection())
                        .equals(Optional.of(session.surroundings().session()))) {
            throw TransactionPooling.exchanged();
        }
    }

    /** Ends what may still be open. */
    void close() throws SQLException {
        if (mayBeInTransaction) {
            isReading = false;
            for (String each : sql.rollback()) {
                session.execute(each);
            }
        }
    }
}
