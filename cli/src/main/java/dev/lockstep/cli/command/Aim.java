package dev.lockstep.cli.command;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How far a run goes. */
final class Aim {
    @Option(
            names = "--to",
            paramLabel = "V",
            description = "Stop at this version, whichever side it lies on; 0 is the empty database.")
    private @Nullable Version to;

    @Option(names = "--steps", paramLabel = "N", description = "Stop after this number of versions.")
    private @Nullable Integer steps;

    /** Made where the options are mixed in. */
    Aim() {}

    /** Whether a version is named that lies below the current one. */
    boolean isBack(Desk desk) {
        return Optional.ofNullable(to)
                .filter(wanted -> desk.looking()
                        .version()
                        .filter(current -> wanted.compareTo(current) < 0)
                        .isPresent())
                .isPresent();
    }

    /**
     * How far to go.
     *
     * @param otherwise how far if nothing is said
     * @throws ConfigurationException if both are said, or the number makes no sense
     */
    Target target(Target otherwise) {
        if (to != null && steps != null) {
            throw new ConfigurationException(
                    Problem.of("--to and --steps both say how far to go", "take one of them away"));
        }
        if (steps != null && steps < 1) {
            throw new ConfigurationException(
                    Problem.of("--steps is at least 1, not " + steps, "leave it out to go all the way"));
        }
        if (to != null) {
            return new Target.To(to);
        }
        return steps != null ? new Target.Steps(steps) : otherwise;
    }
}
