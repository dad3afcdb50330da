package dev.lockstep.run;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands beside the statement in flight. It cancels it on the server when the run is to stop, or when its time is over; if
 * it takes long, it tells what the server does meanwhile; and if the server has long ended it, so that its answer is lost
 * on the way, it hangs up, since nobody else would ever end that wait.
 */
final class Watchdog implements AutoCloseable {
    /** How often the time is looked at, in parts of the shortest time that counts. */
    private static final int TICKS = 10;

    /** When a waiting statement is looked at, in percent of the time after which it gives up. */
    private static final int[] LOOKS = {40, 80};

    private static final long FAREWELL_SECONDS = 10;

    /** How long a beat waits for what is seen, before it is told without. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Stop stop;
    private final Limits limits;
    private final Onlooker onlooker;
    private final Event.Listener listener;
    private final InFlight.Cancellation hangingUp;
    private final Clock clock = new Clock("lockstep-watchdog", () -> {});
    private final Clock lookout;
    private boolean isTicking;
    private volatile boolean isLookingOut;
    private volatile long lookingOutSince;
    private volatile @Nullable Flight flight;
    private volatile Optional<DatabaseSession> seen = Optional.empty();
    private long deadline = Long.MAX_VALUE;

    /**
     * A watchdog for one session.
     *
     * @param hangingUp ends the session's connection, whoever waits on it
     */
    Watchdog(Stop stop, Limits limits, Onlooker onlooker, Event.Listener listener, InFlight.Cancellation hangingUp) {
        this.stop = stop;
        this.limits = limits;
        this.onlooker = onlooker;
        this.lookout = new Clock("lockstep-onlooker", onlooker::close);
        this.listener = listener;
        this.hangingUp = hangingUp;
    }

    /** The work of a statement. */
    @FunctionalInterface
    interface Work<E extends Exception> {
        void run() throws SQLException, E;
    }

    /** The time of the run begins, unless it has begun. */
    void startRun() {
        if (deadline == Long.MAX_VALUE) {
            deadline = limits.run()
                    .map(limit -> System.nanoTime() + limit.toNanos())
                    .orElse(Long.MAX_VALUE);
        }
    }

    /** The statements from now on are executed by another session. */
    void follow(String session) {
        onlooker.follow(session);
    }

    /** Ends the run if its time is over. */
    void checkTime() {
        if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0) {
            throw new InterruptedRunException(Problem.of(
                    "the run's time of " + limits.run().orElseThrow().toMillis()
                            + " ms (run-timeout) is over: what was done is recorded",
                    "run the same command again, which goes on from here"));
        }
    }

    /** Who was in the way of the last statement when it was looked at; empty if nobody was, or nobody is known. */
    List<DatabaseSession> blockers() {
        return seen.map(DatabaseSession::blockers).orElse(List.of());
    }

    /**
     * Does the work of a statement.
     *
     * @param isStoppable whether the next run could take the statement up if it were cancelled
     * @param timeout how long it may take
     */
    <E extends Exception> void guard(InFlight statement, boolean isStoppable, Optional<Duration> timeout, Work<E> work)
            throws SQLException, E {
        Optional<Limit> limit = limit(isStoppable, timeout);
        if (isStoppable) {
            stop.began(statement);
        }
        AtomicBoolean isOver = new AtomicBoolean();
        Optional<Future<?>> alarm = limit.map(set -> alarm(statement, set, isOver));
        Flight current = new Flight();
        seen = Optional.empty();
        startTicking();
        flight = current;
        try {
            work.run();
        } catch (SQLException error) {
            current.land();
            current.awaitLook();
            stop.refusals().stream().filter(refusal -> refusal != error).forEach(error::addSuppressed);
            throw isOver.get() ? limit.orElseThrow().error(error) : error;
        } finally {
            flight = null;
            stop.ended(statement);
            alarm.ifPresent(set -> set.cancel(false));
            current.land();
        }
    }

    /**
     * When a statement is cancelled.
     *
     * @param duration after how long
     * @param isOfRun whether the run's time ends then, and not only the statement's
     */
    private record Limit(Duration duration, boolean isOfRun) {
        TimeoutError error(SQLException cause) {
            return new TimeoutError(this, cause);
        }
    }

    private Optional<Limit> limit(boolean isStoppable, Optional<Duration> timeout) {
        if (isStoppable && deadline != Long.MAX_VALUE) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (timeout.filter(own -> own.compareTo(left) < 0).isEmpty()) {
                return Optional.of(new Limit(left, true));
            }
        }
        return timeout.map(own -> new Limit(own, false));
    }

    private Future<?> alarm(InFlight statement, Limit limit, AtomicBoolean isOver) {
        return clock.after(limit.duration(), () -> {
            isOver.set(true);
            return statement.cancel();
        });
    }

    /** One clock for all: it looks at the time now and then, which costs a quick statement nothing. */
    private void startTicking() {
        if (!isTicking) {
            isTicking = true;
            long period = Math.max(
                    1, Math.min(lookAfter(0), limits.heartbeat().first().toMillis()) / TICKS);
            clock.every(Duration.ofMillis(period), this::tick);
        }
    }

    /** Before a statement that waits gives up, in milliseconds: afterwards nobody is in its way any more. */
    private long lookAfter(int number) {
        Duration timeout = limits.blocked().timeout();
        return timeout.isZero() || number >= LOOKS.length ? Long.MAX_VALUE : timeout.toMillis() * LOOKS[number] / 100;
    }

    private void tick() {
        Flight current = flight;
        if (current != null) {
            current.tick();
        } else if (onlooker.isOpen() && !isLookingOut) {
            lookOut(onlooker::close);
        }
    }

    /** On a thread of its own, since a connection may be long in coming where they are few. */
    private void lookOut(Runnable work) {
        lookingOutSince = System.nanoTime();
        isLookingOut = true;
        lookout.soon(() -> {
            try {
                work.run();
            } finally {
                isLookingOut = false;
            }
        });
    }

    /** One statement on its way. */
    private final class Flight {
        private final long start = System.nanoTime();
        private long nextBeat = limits.heartbeat().first().toMillis();
        private int looks;
        private boolean isLooking;
        private boolean isLanded;
        private Optional<DatabaseSession> before = Optional.empty();
        private boolean wasAtWork;
        private Optional<RuntimeException> refusal = Optional.empty();

        void tick() {
            boolean isBeat = elapsed().toMillis() >= nextBeat;
            boolean isLook = elapsed().toMillis() >= lookAfter(looks);
            if (!isLookingOut && (isBeat || isLook)) {
                looks += isLook ? 1 : 0;
                nextBeat = isBeat ? afterThis() : nextBeat;
                lookOut(() -> look(isBeat));
            } else if (isBeat && System.nanoTime() - lookingOutSince > PATIENCE_NANOS) {
                nextBeat = afterThis();
                beat(Optional.empty());
            }
        }

        private long afterThis() {
            return elapsed().plus(limits.heartbeat().every()).toMillis();
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        private void look(boolean isBeat) {
            onlooker.open();
            setLooking(true);
            try {
                take(onlooker.look(), isBeat);
            } finally {
                setLooking(false);
            }
        }

        private synchronized void setLooking(boolean now) {
            isLooking = now;
            notifyAll();
        }

        /** Lets a look that is under way come to its end: it may have seen who was in the way. */
        synchronized void awaitLook() {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FAREWELL_SECONDS);
            try {
                while (isLooking && System.nanoTime() - end < 0) {
                    wait(TimeUnit.SECONDS.toMillis(1));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /** What is told after the statement has ended would be wrong, but for who was in its way. */
        private synchronized void take(Optional<DatabaseSession> found, boolean isBeat) {
            if (isLanded) {
                seen = found.filter(session -> !session.blockers().isEmpty()).or(() -> seen);
                return;
            }
            seen = found;
            if (isBeat) {
                beat(found);
                if (isAnswered(found)) {
                    hangUp();
                }
                before = found;
                wasAtWork |= found.isPresent() && !found.get().isIdle();
            }
        }

        private synchronized void beat(Optional<DatabaseSession> found) {
            if (!isLanded) {
                tell(new Event.Heartbeat(elapsed(), found));
            }
        }

        /**
         * Whether the server was through with it before the last beat already, or the session has ended since. Only where it was
         * seen at work: the onlooker may have been led to another server, on which this number is somebody else's.
         */
        private boolean isAnswered(Optional<DatabaseSession> found) {
            return wasAtWork
                    && (found.isPresent()
                            ? found.get().isIdle()
                                    && before.filter(found.get()::isStillAt).isPresent()
                            : onlooker.canSee());
        }

        private void hangUp() {
            tell(new Event.Note("the server has ended this statement, but its answer does not arrive: hanging up"));
            try {
                hangingUp.send();
            } catch (SQLException refused) {
                tell(new Event.Note("the connection cannot be given up: " + Refusals.text(refused)));
            }
        }

        private void tell(Event event) {
            try {
                listener.on(event);
            } catch (RuntimeException refused) {
                refusal = Optional.of(refused);
            }
        }

        /** What the listener has thrown ends the run, as everywhere. */
        synchronized void land() {
            isLanded = true;
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
    }

    /** Ends with the onlooker's connection closed. */
    @Override
    public void close() {
        clock.close();
        lookout.close();
    }

    /** A statement that was cancelled because its time was over. */
    static final class TimeoutError extends SQLException {
        private static final long serialVersionUID = 1L;

        private final boolean isOfRun;

        private TimeoutError(Limit limit, SQLException cause) {
            super(
                    "cancelled after " + limit.duration().toMillis() + " ms, "
                            + (limit.isOfRun() ? "with which the run-timeout was over: " : "its timeout: ")
                            + cause.getMessage(),
                    cause.getSQLState(),
                    cause.getErrorCode(),
                    cause);
            this.isOfRun = limit.isOfRun();
        }

        /** Whether the whole run's time was over. */
        boolean isOfRun() {
            return isOfRun;
        }
    }
}
