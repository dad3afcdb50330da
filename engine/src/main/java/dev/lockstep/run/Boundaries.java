package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Step;
import java.sql.SQLException;
import java.util.Locale;
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
        begin(Optional.empty());
    }

    /** The same, in which others see what is being worked on, where there is a way. */
    void beginAt(Step step) throws SQLException {
        begin(Optional.of("lockstep " + Identity.SELF + Identity.AT + step.id() + " "
                + step.direction().name().toLowerCase(Locale.ROOT)));
    }

    private void begin(Optional<String> name) throws SQLException {
        if (session.isOwn()) {
            session.settings().patience().beforeTransaction();
            begin(name.map(sql::begunAs).orElse(sql.begin()));
            checkStillOwn();
            return;
        }
        try {
            new LockQueue(session, settings).beginHolding();
            session.settings().enterTransaction();
            session.lookAround();
            String naming = name.map(sql::naming).orElse("");
            if (!naming.isEmpty()) {
                session.execute(naming);
            }
        } catch (SQLException | RuntimeException | Error failed) {
            rollbackAfter(failed);
            throw failed;
        }
    }

    /** Begins a transaction and no more. */
    void beginPlain() throws SQLException {
        stopReading();
        begin(sql.begin());
    }

    /** Where somebody else is in the way of a beginning, nothing has begun. */
    private void begin(String text) throws SQLException {
        mayBeInTransaction = true;
        try {
            session.execute(text);
        } catch (SQLException refused) {
            mayBeInTransaction = session.trouble(refused) != Trouble.BUSY;
            throw refused;
        }
    }

    void commit() throws SQLException {
        if (!session.isOwn()) {
            session.settings().leaveTransaction();
        }
        for (String each : sql.commit()) {
            session.execute(each);
        }
        mayBeInTransaction = false;
        read();
    }

    /** Rolls back what has begun, if anything has. */
    void rollback() throws SQLException {
        if (!mayBeInTransaction) {
            return;
        }
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
    void alone(Writing work) throws SQLException {
        if (session.isOwn() || (mayBeInTransaction && !isReading)) {
            work.run();
        } else {
            try (Transaction transaction = Transaction.begin(session)) {
                work.run();
                transaction.commit();
            }
        }
    }

    /** What is written. */
    @FunctionalInterface
    interface Writing {
        void run() throws SQLException;
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
