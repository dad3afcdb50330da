package dev.lockstep.run;

import dev.lockstep.model.Segment;
import dev.lockstep.model.Step;
import dev.lockstep.source.Callbacks.Moment;
import java.sql.SQLException;

/**
 * The callbacks around one step. They join its first and its last transaction where they can be rolled back with it, and
 * run outside of it where not.
 */
final class StepCallbacks {
    private final CallbackExecutor callbacks;
    private final Step step;
    private boolean hasRunBefore;
    private boolean hasRunAfter;
    private boolean isBeforeDurable;

    StepCallbacks(CallbackExecutor callbacks, Step step) {
        this.callbacks = callbacks;
        this.step = step;
    }

    /** Those before the step, unless what is still to be done begins with a transaction that they can join. */
    void runBefore(Progress progress) throws SQLException {
        boolean canJoin = step.outline().durableSegments().stream()
                .filter(segment -> segment.last() > progress.done())
                .findFirst()
                .filter(segment -> segment.kind() == Segment.Kind.TRANSACTION)
                .isPresent();
        if (!canJoin || !callbacks.areAtomic(Moment.BEFORE_STEP)) {
            callbacks.run(Moment.BEFORE_STEP);
            hasRunBefore = true;
            isBeforeDurable = true;
        }
    }

    /** Those before the step, in the transaction that was just begun; nothing, if they have run. */
    void joinFirst() throws SQLException {
        if (!hasRunBefore) {
            callbacks.join(Moment.BEFORE_STEP);
            hasRunBefore = true;
        }
    }

    /**
     * Those after the step, in its last transaction, if they can join it.
     *
     * @return whether nothing of the step is left
     */
    boolean joinLast() throws SQLException {
        if (callbacks.areAtomic(Moment.AFTER_STEP)) {
            callbacks.join(Moment.AFTER_STEP);
            hasRunAfter = true;
        }
        return hasRunAfter;
    }

    /** Those that could not join; until they have ended, the step has not. */
    void runAfter() throws SQLException {
        if (!hasRunAfter) {
            callbacks.run(Moment.AFTER_STEP);
        }
    }

    /** What has run stays. */
    void commit() {
        isBeforeDurable = hasRunBefore;
    }

    /** What had joined the transaction is undone. */
    void rollback() {
        hasRunBefore = isBeforeDurable;
        hasRunAfter = false;
    }

    /** Whether they have changed the session. */
    boolean haveChangedSession() {
        return callbacks.hasChangedSession();
    }
}
