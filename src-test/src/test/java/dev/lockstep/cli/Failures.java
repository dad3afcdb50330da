package dev.lockstep.cli;

import dev.lockstep.model.Checksum;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Directives;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Step;
import dev.lockstep.model.Version;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Failures as the engine would throw them. */
final class Failures {
    private Failures() {}

    static MigrationFailedException ofStatement(Problem problem, SQLException cause) {
        Checksum none = new Checksum("v1", "");
        Step step = new Step(
                new MigrationId.Versioned(Version.of("1")),
                "orders",
                Direction.UP,
                Script.ofText("1_orders.up.sql", ""),
                new Outline(none, none, Directives.NONE, List.of()),
                Optional.empty());
        return new MigrationFailedException(problem, step, 1, cause);
    }
}
