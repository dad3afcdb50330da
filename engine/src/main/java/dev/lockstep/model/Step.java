package dev.lockstep.model;

import java.util.Optional;

/**
 * One migration in one direction, planned and read.
 *
 * @param id the migration
 * @param description its description
 * @param direction up or down
 * @param script the script to execute
 * @param outline what reading the script found
 * @param resume where it goes on, if an earlier run was interrupted in the middle of it
 */
public record Step(
        MigrationId id,
        String description,
        Direction direction,
        Script script,
        Outline outline,
        Optional<Resume> resume) {

    /** How many of its statements are still to be executed. */
    public int remaining() {
        return outline.statements() - resume.map(Resume::done).orElse(0);
    }
}
