package dev.lockstep.model;

import java.util.Optional;

/**
 * A migration as its files tell it.
 *
 * @param id what tells it from all others
 * @param repetition how often it runs
 * @param description what its file name says of it, blanks for underscores
 * @param up the script that applies it
 * @param down the script that takes it back, if there is one
 */
public record Migration(MigrationId id, Repetition repetition, String description, Script up, Optional<Script> down) {
    /** A migration that runs as often as its kind does. */
    public Migration(MigrationId id, String description, Script up, Optional<Script> down) {
        this(id, id.kind().repetition(), description, up, down);
    }
}
