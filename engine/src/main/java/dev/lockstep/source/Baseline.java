package dev.lockstep.source;

import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Script;
import dev.lockstep.model.Version;
import java.util.Optional;

/**
 * A script that stands for all versions up to its own: where nothing has been applied yet it runs instead of them.
 *
 * @param migration the script, under the version up to which it goes
 * @param manifest what it has replaced, as {@link Manifest} reads it; empty if the files of all versions are still expected
 */
public record Baseline(Migration migration, Optional<Script> manifest) {

    /** The version up to which it goes. */
    public Version version() {
        return ((MigrationId.Versioned) migration.id()).version();
    }
}
