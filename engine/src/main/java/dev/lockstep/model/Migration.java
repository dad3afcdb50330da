package dev.lockstep.model;

import java.util.Optional;

/**
 * A migration as its files tell it.
 *
 * @param id what tells it from all others
 * @param description what its file name says of it, blanks for underscores
 * @param up the script that applies it
 * @param down the script that takes it back, if there is one
 */
public record Migration(MigrationId id, String description, Script up, Optional<Script> down) {}
