package dev.lockstep.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run has done.
 *
 * @param from the newest applied version before the run; empty if there was none
 * @param to the newest applied version after it; empty if there is none
 * @param done the steps that were finished, in their order
 * @param notes what the caller should know, though it stopped nothing
 * @param duration how long the run took, the wait for the lock included
 */
public record Report(
        Optional<Version> from, Optional<Version> to, List<Done> done, List<String> notes, Duration duration) {
    /** Copies the lists. */
    public Report {
        done = List.copyOf(done);
        notes = List.copyOf(notes);
    }

    /**
     * A finished step.
     *
     * @param id the migration
     * @param description its description
     * @param direction up or down
     * @param statements how many statements this run executed
     * @param duration how long they took
     */
    public record Done(MigrationId id, String description, Direction direction, int statements, Duration duration) {}
}
