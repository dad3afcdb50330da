package dev.lockstep.run;

import dev.lockstep.history.Action;
import dev.lockstep.model.Step;
import java.util.Optional;

/**
 * A step that is about to be executed.
 *
 * @param step the step
 * @param action what its row says that was done
 * @param place the id that it claims, if it is a fresh one
 * @param downScript the text that its row keeps, to take the migration back
 * @param progress what an earlier run has done of it
 */
record Task(Step step, Action action, long place, Optional<String> downScript, Progress progress) {}
