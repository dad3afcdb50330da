package dev.lockstep.run;

import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lease;
import dev.lockstep.foreign.ForeignHistories.Found;
import dev.lockstep.model.Event;
import dev.lockstep.model.Holder;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes the lock, waiting in line as long as the settings allow. A waiter asks again and again in auto-commit and never
 * blocks inside a lock call: a blocked waiter holds a snapshot, for which CREATE INDEX CONCURRENTLY waits for ever
 * (PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently").
 */
final class LockQueue {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Session session;
    private final Settings settings;
    private final Lock lock;

    private LockQueue(Session session, Settings settings, Lock lock) {
        this.session = session;
        this.settings = settings;
        this.lock = lock;
    }

    /** For the lock of the history. */
    LockQueue(Session session, Settings settings) {
        this(session, settings, new OwnLock(session));
    }

    /** For the lock of the tool that had the database before. */
    static LockQueue ofTool(Session session, Settings settings, Found foreign) {
        return new LockQueue(session, settings, new ToolLock(session, foreign));
    }

    /** What is waited for. */
    private interface Lock {
        Optional<Lease> tryTake() throws SQLException;

        Optional<Holder> holder() throws SQLException;

        String name();

        String remedy();
    }

    private record OwnLock(Session session) implements Lock {
        @Override
        public Optional<Lease> tryTake() throws SQLException {
            return session.dialect().tryLock(session.connection(), session.surroundings(), Identity.SELF.toString());
        }

        @Override
        public Optional<Holder> holder() throws SQLException {
            return session.dialect().holder(session.connection(), session.surroundings());
        }

        @Override
        public String name() {
            return "the lock";
        }

        @Override
        public String remedy() {
            return "'lockstep lock' shows who it is and what it does";
        }
    }

    /** A tool that marks its history instead of locking anything is only asked: a mark of ours could outlive us. */
    private record ToolLock(Session session, Found foreign) implements Lock {
        @Override
        public Optional<Lease> tryTake() throws SQLException {
            if (foreign.tool().occupant(foreign.table()).isPresent()) {
                return Optional.empty();
            }
            Optional<ForeignLock> lock = foreign.tool().lock(foreign.table());
            return lock.isEmpty()
                    ? Optional.of(() -> {})
                    : session.dialect().tryLock(session.connection(), lock.get(), Identity.SELF.toString());
        }

        @Override
        public Optional<Holder> holder() throws SQLException {
            Optional<String> occupant = foreign.tool().occupant(foreign.table());
            if (occupant.isPresent()) {
                return Optional.of(new Holder("unknown", occupant.get(), "", Optional.empty()));
            }
            Optional<ForeignLock> lock = foreign.tool().lock(foreign.table());
            return lock.isEmpty() ? Optional.empty() : session.dialect().holder(session.connection(), lock.get());
        }

        @Override
        public String name() {
            return "the lock of " + foreign.tool().name();
        }

        @Override
        public String remedy() {
            return "if " + foreign.tool().name() + " is not running any more, set its lock free with its own means";
        }
    }

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Waits for the lock, does the work, and sets the lock free.
     *
     * @throws LockTimeoutException if the lock is not free in time; then nothing was done
     */
    <T> T holding(Work<T> work) throws SQLException {
        Lease lease = take();
        T result;
        try {
            result = work.run();
        } catch (SQLException | RuntimeException | Error failed) {
            release(lease).ifPresent(failed::addSuppressed);
            throw failed;
        }
        release(lease)
                .ifPresent(refused -> session.note("the lock ends with the connection: " + Refusals.text(refused)));
        return result;
    }

    private static Optional<SQLException> release(Lease lease) {
        try {
            lease.close();
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(refused);
        }
    }

    private Lease take() throws SQLException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        Optional<Holder> told = Optional.empty();
        while (true) {
            session.checkStop();
            Optional<Lease> lease = lock.tryTake();
            if (lease.isPresent()) {
                return lease.get();
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            Optional<Holder> holder = lock.holder();
            if (waited.compareTo(settings.lockTimeout()) >= 0) {
                throw timeout(holder);
            }
            if (isNews(holder, told)) {
                settings.listener().on(new Event.Waiting(holder, waited));
                told = holder;
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static boolean isNews(Optional<Holder> holder, Optional<Holder> told) {
        return holder.isPresent() && !holder.map(Holder::session).equals(told.map(Holder::session));
    }

    private LockTimeoutException timeout(Optional<Holder> holder) {
        String who = holder.map(known -> known.owner() + ", session " + known.session()
                        + (known.activity().isEmpty() ? "" : ", " + known.activity()))
                .orElse("a session that is gone by now");
        return new LockTimeoutException(
                Problem.of(
                        lock.name() + " was not free within "
                                + settings.lockTimeout().toSeconds() + " s: it is held by " + who,
                        "wait longer with --lock-timeout; " + lock.remedy()),
                holder);
    }

    /** Half of the pause is left to chance, so that many waiters do not ask in step. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(Problem.of(
                    "interrupted while waiting for the lock: nothing was done", "run the same command again"));
        }
    }
}
