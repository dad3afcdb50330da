package dev.lockstep.model;

import java.util.List;
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

    /** The same without anything to execute: what is left of it is to be recorded. */
    public Step withoutStatements() {
        Outline nothing = new Outline(outline.checksum(), outline.rawChecksum(), outline.directives(), List.of());
        return new Step(id, description, direction, script, nothing, resume);
    }

    /** How many of its statements are still to be executed. */
    public int remaining() {
        return outline.statements() - resume.map(Resume::done).orElse(0);
    }
}
