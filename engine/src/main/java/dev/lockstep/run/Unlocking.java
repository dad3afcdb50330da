package dev.lockstep.run;

import dev.lockstep.dialect.Lock;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.Holder;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Unlock;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Ends the session of whoever holds the lock. */
public final class Unlocking {
    private static final long PAUSE_MILLIS = 1_000;
    private static final Set<Activity> RESTING =
            EnumSet.of(Activity.IDLE, Activity.IDLE_IN_TRANSACTION, Activity.BLOCKED);

    private final Workspace workspace;

    /** Ends sessions of this workspace's database. */
    public Unlocking(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Ends the holder's session, and waits until it is gone; false if it does not hold the lock any more. */
    public boolean unlock(Holder holder, Unlock how) {
        return workspace.inSession(session -> {
            Lock lock = session.lock();
            if (!holds(lock, holder.session())) {
                return false;
            }
            if (how == Unlock.SPARING) {
                spareWhoWorks(session, lock);
            }
            end(lock, holder);
            awaitEnd(session, lock, holder);
            return true;
        });
    }

    /** Between two statements every session is idle for a moment; who does not work is the same after a while. */
    private static void spareWhoWorks(Session session, Lock lock) throws SQLException {
        Optional<Holder> before = Holders.find(session, lock);
        pause(session);
        Optional<Holder> now = Holders.find(session, lock);
        boolean isAtRest = now.filter(
                        holder -> RESTING.contains(holder.session().activity()))
                .filter(holder -> before.filter(holder::isStillAt).isPresent())
                .isPresent();
        if (!isAtRest) {
            throw new LockTimeoutException(
                    Problem.of(
                            "the lock is held by a session that works, or may work: "
                                    + now.or(() -> before).map(Holder::toString).orElse("it comes and goes"),
                            "let it go on; if it has to end, run 'lockstep unlock --force'"),
                    now);
        }
    }

    private static void end(Lock lock, Holder holder) throws SQLException {
        try {
            lock.end(holder.session());
        } catch (SQLFeatureNotSupportedException notFromHere) {
            throw new LockTimeoutException(
                    Problem.of(
                            "the lock cannot be taken away from " + holder, String.valueOf(notFromHere.getMessage())),
                    Optional.of(holder));
        }
    }

    private void awaitEnd(Session session, Lock lock, Holder ended) throws SQLException {
        long start = System.nanoTime();
        long patience = workspace.settings().limits().lock().duration().toNanos();
        while (holds(lock, ended.session())) {
            if (System.nanoTime() - start > patience) {
                throw new LockTimeoutException(
                        Problem.of(
                                "the session was told to end, and still holds the lock: " + ended,
                                "it undoes what its statement has done, which can take as long as doing it took: look"
                                        + " again with 'lockstep lock'"),
                        Optional.of(ended));
            }
            pause(session);
        }
    }

    private static boolean holds(Lock lock, DatabaseSession ended) throws SQLException {
        return lock.holder().map(DatabaseSession::id).filter(ended.id()::equals).isPresent();
    }

    private static void pause(Session session) {
        session.checkStop();
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(
                    Problem.of("interrupted while the lock was looked at", "look again with 'lockstep lock'"));
        }
    }
}
