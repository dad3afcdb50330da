package dev.lockstep.cli.config;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How much is told, to whom, and whether anybody is asked. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            completionCandidates = Converters.OutputWords.class,
            description = "text, or json: exactly one document on standard output. Default: text.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = {"-y", "--yes"},
            scope = ScopeType.INHERIT,
            description = "Go ahead without asking.")
    private boolean yes;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell more: -v statements and files left out, -vv stack traces.")
    private boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Tell notes and errors alone.")
    private boolean quiet;

    @Option(
            names = {"-l", "--log-level"},
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            completionCandidates = Converters.LevelWords.class,
            description = "The same by name: error, warn (-q), info, debug (-v), trace (-vv).")
    private @Nullable Level level;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            completionCandidates = Converters.ColorWords.class,
            description = "auto (on a terminal, unless NO_COLOR is set), always, never. Default: auto.")
    private ColorMode color = ColorMode.AUTO;

    /** Made where the options are mixed in. */
    public OutputOptions() {}

    /** For whom the result is written. */
    public OutputFormat format() {
        return format;
    }

    /** Whether every question is answered with yes. */
    public boolean isYes() {
        return yes;
    }

    /** When colours are used. */
    public ColorMode color() {
        return color;
    }

    /**
     * How much is told.
     *
     * @throws ConfigurationException if the options contradict each other
     */
    public Level level() {
        if (quiet && verbose.length > 0) {
            throw new ConfigurationException(Problem.of("-q and -v contradict each other", "take one of them away"));
        }
        if (level != null) {
            return level;
        }
        if (quiet) {
            return Level.WARN;
        }
        return switch (verbose.length) {
            case 0 -> Level.INFO;
            case 1 -> Level.DEBUG;
            default -> Level.TRACE;
        };
    }
}
