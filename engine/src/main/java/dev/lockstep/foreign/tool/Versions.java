package dev.lockstep.foreign.tool;

import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import java.util.List;

/** Versions as other tools write them. */
final class Versions {
    private Versions() {}

    /**
     * The migration of this version.
     *
     * @throws ValidationException if no file could have this version
     */
    static MigrationId id(String tool, String version) {
        if (!Version.isVersion(version)) {
            throw new ValidationException(Problem.of(
                    tool + " recorded the version '" + version + "', which is no number",
                    "declare what the database holds by 'lockstep baseline V' instead"));
        }
        return new MigrationId.Versioned(Version.of(version));
    }

    /** The versions among these migrations, in their order. */
    static List<Version> of(List<MigrationId> known) {
        return known.stream()
                .filter(MigrationId.Versioned.class::isInstance)
                .map(id -> ((MigrationId.Versioned) id).version())
                .toList();
    }
}
