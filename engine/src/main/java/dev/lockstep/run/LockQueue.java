package dev.lockstep.run;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignHistories.Found;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.DatabaseSession.Activity;
import dev.lockstep.model.Event;
import dev.lockstep.model.Finding;
import dev.lockstep.model.Holder;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Takes the lock, waiting in line as long as the settings allow. A waiter asks again and again in auto-commit and never
 * blocks inside a lock call: a blocked waiter holds a snapshot, for which CREATE INDEX CONCURRENTLY waits for ever
 * (PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently").
 */
final class LockQueue {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private static final String OWN_REMEDY =
            "'lockstep lock' shows who it is and what it does, 'lockstep unlock' ends its session";

    private final Session session;
    private final Settings settings;

    LockQueue(Session session, Settings settings) {
        this.session = session;
        this.settings = settings;
    }

    /**
     * What is waited for.
     *
     * @param lock the lock
     * @param name what messages call it
     * @param remedy what else helps, if waiting does not
     */
    private record Wanted(Lock lock, String name, String remedy) {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Waits for the lock, does the work, and sets the lock free.
     *
     * @throws ConnectionException if nothing can be written here
     * @throws LockTimeoutException if the lock is not free in time; then nothing was done
     */
    <T> T holding(Work<T> work) throws SQLException {
        checkWritable();
        return session.isOwn()
                ? holding(new Wanted(session.lock(), "the lock", OWN_REMEDY), work)
                : TransactionPooling.repeating(session, work);
    }

    /** What should be known of the server is noted. */
    private void checkWritable() throws SQLException {
        Finding finding = session.dialect().writable(session.connection(), session.surroundings());
        if (finding.verdict() == Finding.Verdict.PROBLEM) {
            throw Refusals.ofWriting(finding);
        }
        if (finding.verdict() == Finding.Verdict.WARNING) {
            session.note(finding.text());
        }
    }

    /**
     * Waits for the lock with a transaction that holds it, begins that, and leaves it open.
     *
     * @throws LockTimeoutException if the lock is not free in time
     */
    void beginHolding() throws SQLException {
        take(new Wanted(new TransactionLock(session, session.lock()), "the lock", OWN_REMEDY));
    }

    /** The same for the lock of the tool that had the database before, if it has one. */
    <T> T holding(Found foreign, Work<T> work) throws SQLException {
        String tool = foreign.tool().name();
        if (!session.isOwn()) {
            throw TransactionPooling.refused(
                    "the history of " + tool + " is adopted under its lock, which is a session's");
        }
        Optional<Lock> lock = foreign.tool().lock(foreign.table());
        return lock.isEmpty()
                ? work.run()
                : holding(
                        new Wanted(
                                lock.get(),
                                "the lock of " + tool,
                                "if " + tool + " is not running any more, set its lock free by its own means"),
                        work);
    }

    private <T> T holding(Wanted wanted, Work<T> work) throws SQLException {
        Lease lease = take(wanted);
        T result;
        try {
            session.keep(lease);
            result = work.run();
        } catch (SQLException | RuntimeException | Error failed) {
            release(lease).ifPresent(failed::addSuppressed);
            throw failed;
        }
        release(lease)
                .ifPresent(refused -> session.note("the lock ends with the connection: " + Refusals.text(refused)));
        return result;
    }

    /** The settings are given back first: those that belong to the lock end with it. */
    private Optional<SQLException> release(Lease lease) {
        session.keepNoLonger();
        try (lease) {
            session.settings().giveBack();
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(refused);
        }
    }

    /** What fails in a thread that is interrupted fails because of that: a file, for one, is closed under its reader. */
    private Lease take(Wanted wanted) throws SQLException {
        try {
            return await(wanted);
        } catch (SQLException failed) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(failed);
            }
            throw failed;
        }
    }

    private Lease await(Wanted wanted) throws SQLException {
        session.checkStop();
        Lock lock = wanted.lock();
        Optional<Lease> lease = lock.take(Identity.SELF.toString());
        if (lease.isPresent()) {
            return lease.get();
        }
        Wait wait = new Wait(wanted);
        wait.look();
        try (Lock.Line line = lock.standInLine(Identity.SELF.toString())) {
            wait.in(line);
        }
        return wait.taken();
    }

    /** One wait, from the first refusal to the end. */
    private final class Wait {
        private final Wanted wanted;
        private final long start = System.nanoTime();
        private long lastProgress = start;
        private long lastTold = start;
        private boolean isTold;
        private Optional<Holder> known = Optional.empty();
        private Optional<Lease> lease = Optional.empty();

        Wait(Wanted wanted) {
            this.wanted = wanted;
        }

        /** The lock, for which the place in line was given up. */
        Lease taken() {
            return lease.orElseThrow();
        }

        void in(Lock.Line line) throws SQLException {
            long pause = FIRST_PAUSE_MILLIS;
            while (lease.isEmpty()) {
                pause(line, pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                session.checkStop();
                lease = wanted.lock().take(Identity.SELF.toString());
                if (lease.isEmpty()) {
                    look();
                }
            }
        }

        /** Looks what the holder does, tells what is new, and ends the wait when its time is over. */
        void look() throws SQLException {
            Optional<Holder> now = Holders.find(session, wanted.lock());
            boolean isNews = now.filter(
                            holder -> known.filter(holder::isStillAt).isEmpty())
                    .isPresent();
            long instant = System.nanoTime();
            if (isNews || now.filter(Wait::seemsToWork).isPresent()) {
                lastProgress = instant;
            }
            LockTimeout timeout = settings.limits().lock();
            long from = timeout.from() == LockTimeout.From.START ? start : lastProgress;
            if (Duration.ofNanos(instant - from).compareTo(timeout.duration()) >= 0) {
                throw timedOut(wanted, timeout, now);
            }
            boolean isDue =
                    since(lastTold).compareTo(settings.limits().heartbeat().every()) >= 0;
            if (isNews || isDue || !isTold) {
                settings.listener().on(new Event.Waiting(now, since(start)));
                lastTold = System.nanoTime();
                isTold = true;
            }
            known = now.isPresent() ? now : known;
        }

        private static boolean seemsToWork(Holder holder) {
            Activity activity = holder.session().activity();
            return activity == Activity.EXECUTING || activity == Activity.UNKNOWN;
        }

        private static Duration since(long nanos) {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    private static LockTimeoutException timedOut(Wanted wanted, LockTimeout timeout, Optional<Holder> holder) {
        String within = timeout.from() == LockTimeout.From.START ? "within " : "and its holder made no progress for ";
        String who = holder.map(Holder::toString).orElse("a session that is gone by now");
        return new LockTimeoutException(
                Problem.of(
                        wanted.name() + " was not free " + within + text(timeout.duration()) + ": it is held by " + who,
                        "wait longer with --lock-timeout; " + wanted.remedy()),
                holder);
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }

    /** Half of the pause is left to chance, so that many waiters do not ask in step. */
    private static void pause(Lock.Line line, long millis) throws SQLException {
        try {
            line.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted(interrupted);
        }
    }

    private static InterruptedRunException interrupted(Exception cause) {
        return new InterruptedRunException(
                List.of(Problem.of(
                        "interrupted while waiting for the lock: nothing was done", "run the same command again")),
                cause);
    }
}
