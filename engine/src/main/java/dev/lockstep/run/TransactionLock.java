package dev.lockstep.run;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.model.DatabaseSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A lock that is taken with a transaction, which begins with it; whoever does not get it, keeps no session from others. */
record TransactionLock(Session session, Lock lock) implements Lock {
    @Override
    public Optional<Lease> take(String self) throws SQLException {
        session.boundaries().beginPlain();
        session.settings().noteLent();
        Optional<Lease> lease = lock.take(self);
        if (lease.isEmpty()) {
            session.boundaries().rollback();
        }
        return lease;
    }

    @Override
    public Line standInLine(String self) throws SQLException {
        Line line = lock.standInLine(self);
        return new Line() {
            @Override
            public void pause(Duration duration) throws SQLException, InterruptedException {
                session.boundaries().stopReading();
                line.pause(duration);
            }

            @Override
            public void close() throws SQLException {
                line.close();
            }
        };
    }

    @Override
    public Optional<DatabaseSession> holder() throws SQLException {
        return lock.holder();
    }

    @Override
    public List<DatabaseSession> waiters() throws SQLException {
        return lock.waiters();
    }

    @Override
    public void end(DatabaseSession holder) throws SQLException {
        lock.end(holder);
    }
}
