package dev.lockstep.run;

import dev.lockstep.history.Action;
import dev.lockstep.model.Step;
import java.util.Optional;

/**
 * A step that is about to be executed.
 *
 * @param step the step
 * @param place what it claims, if it is a fresh one
 * @param downScript the text that its row keeps, to take the migration back
 * @param progress what an earlier run has done of it
 */
record Task(Step step, Place place, Optional<String> downScript, Progress progress) {

    /**
     * Where a fresh step claims its row.
     *
     * @param id the row's id
     * @param action what the row says that was done
     * @param replaced the row that moves there, in place of a new one
     */
    record Place(long id, Action action, Optional<Long> replaced) {}
}
