package dev.lockstep.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens during a run, told to the listener in the order in which it happens, on the thread of the run. */
public sealed interface Event {
    /**
     * Somebody else holds the lock; told when the wait begins, when what is known of the holder changes, and every ten
     * seconds.
     *
     * @param holder who holds it, if the database can tell
     * @param waited how long this run has been waiting
     */
    record Waiting(Optional<Holder> holder, Duration waited) implements Event {}

    /**
     * The steps are known, and the first is about to begin.
     *
     * @param plan what the run will do
     */
    record Planned(Plan plan) implements Event {}

    /**
     * A step that an earlier run left in the middle goes on.
     *
     * @param step the step
     * @param statement the number of the statement at which it goes on
     * @param because what was found about the statement that was in flight, as a clause
     */
    record Resumed(Step step, int statement, String because) implements Event {}

    /**
     * A step begins.
     *
     * @param step the step
     * @param number its place in the run, from 1
     * @param of how many steps the run has
     */
    record StepStarted(Step step, int number, int of) implements Event {}

    /**
     * A statement is about to be executed.
     *
     * @param step the step it belongs to
     * @param statement the statement
     */
    record StatementStarted(Step step, Statement statement) implements Event {}

    /**
     * The statement that was begun last takes long: told after five seconds, and every ten from then on, on a thread of its own
     * while the thread of the run waits for the database, and never at the same time as another event of the run.
     *
     * @param elapsed how long it has been going on
     * @param session what the database tells of the session, seen from a second connection; empty if it tells nothing
     */
    record Heartbeat(Duration elapsed, Optional<DatabaseSession> session) implements Event {}

    /**
     * A statement waited for what others had locked, gave up so that nobody has to queue behind it, and comes back after a
     * pause; inside a transaction, with all that came before it there.
     *
     * @param step the step
     * @param statement the number of the statement
     * @param retry which attempt the next one is, from 1
     * @param of how many there are at most
     * @param pause how long it stands back
     * @param blockers who was seen in its way; empty if the database does not tell
     */
    record Blocked(Step step, int statement, int retry, int of, Duration pause, List<DatabaseSession> blockers)
            implements Event {
        /** Copies the list. */
        public Blocked {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * A step is finished and durable.
     *
     * @param done the finished step
     */
    record StepFinished(Report.Done done) implements Event {}

    /**
     * Something that the people who run this should know, though it stops nothing.
     *
     * @param text one sentence
     */
    record Note(String text) implements Event {}

    /** Takes events; what it throws ends the run with an {@link InterruptedRunException}, as its cause. */
    @FunctionalInterface
    interface Listener {
        /** Takes one event; called on the thread of the run, so it should be quick. */
        void on(Event event);
    }
}
