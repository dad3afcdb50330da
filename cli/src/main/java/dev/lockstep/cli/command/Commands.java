package dev.lockstep.cli.command;

import dev.lockstep.cli.config.ColorMode;
import dev.lockstep.cli.config.Converters;
import dev.lockstep.cli.output.Palette;
import dev.lockstep.cli.shell.Interruption;
import dev.lockstep.cli.shell.Shell;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Builds the command line. */
public final class Commands {
    private static final Map<String, Function<LockstepCommand, Object>> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, List<String>> ALIASES =
            Map.of("migrate", List.of("up"), "down", List.of("rollback"));

    static {
        BY_NAME.put("migrate", MigrateCommand::new);
        BY_NAME.put("down", DownCommand::new);
        BY_NAME.put("status", StatusCommand::new);
        BY_NAME.put("plan", PlanCommand::new);
        BY_NAME.put("validate", ValidateCommand::new);
        BY_NAME.put("version", VersionCommand::new);
        BY_NAME.put("latest", LatestCommand::new);
        BY_NAME.put("new", NewCommand::new);
        BY_NAME.put("resolve", ResolveCommand::new);
        BY_NAME.put("repair", RepairCommand::new);
        BY_NAME.put("baseline", BaselineCommand::new);
        BY_NAME.put("adopt", AdoptCommand::new);
        BY_NAME.put("squash", SquashCommand::new);
        BY_NAME.put("lock", LockCommand::new);
        BY_NAME.put("unlock", UnlockCommand::new);
        BY_NAME.put("doctor", DoctorCommand::new);
        BY_NAME.put("wait", WaitCommand::new);
        BY_NAME.put("split", SplitCommand::new);
        BY_NAME.put("completion", CompletionCommand::new);
    }

    /** Alone or among others, as in {@code -hVv}. */
    private static final Pattern SHORT_HELP = Pattern.compile("-[A-Za-z]*h[A-Za-z]*");

    private Commands() {}

    /** The command line with all its commands. */
    public static CommandLine all(Shell shell, Interruption interruption) {
        return all(shell, interruption, ColorMode.AUTO);
    }

    /**
     * The command line for these arguments: with the commands that they name, since building one that is not used takes
     * time; with all of them where help is asked for, or none is named.
     */
    public static CommandLine named(Shell shell, Interruption interruption, String... arguments) {
        List<String> words = Arrays.asList(arguments);
        boolean isHelp = words.stream()
                .anyMatch(word ->
                        word.equals("--help") || SHORT_HELP.matcher(word).matches());
        List<String> named = BY_NAME.keySet().stream()
                .filter(name -> words.contains(name)
                        || ALIASES.getOrDefault(name, List.of()).stream().anyMatch(words::contains))
                .toList();
        return isHelp || named.isEmpty()
                ? all(shell, interruption, new Wishes(shell, words).color())
                : line(shell, interruption, named);
    }

    private static CommandLine all(Shell shell, Interruption interruption, ColorMode color) {
        CommandLine line = line(shell, interruption, List.copyOf(BY_NAME.keySet()));
        HelpPages.arrange(line, Palette.of(color, shell.terminals().out(), shell.variables()));
        return line;
    }

    private static CommandLine line(Shell shell, Interruption interruption, List<String> names) {
        LockstepCommand settings = new LockstepCommand(shell, interruption);
        CommandLine line = new CommandLine(settings);
        for (String name : names) {
            CommandLine command =
                    new CommandLine(BY_NAME.getOrDefault(name, root -> root).apply(settings));
            line.addSubcommand(
                    name, command, ALIASES.getOrDefault(name, List.of()).toArray(new String[0]));
        }
        Converters.register(line);
        line.setExpandAtFiles(false);
        line.setOut(shell.out());
        line.setErr(shell.err());
        line.setParameterExceptionHandler((refused, arguments) -> new ParseFailure(shell).answer(refused, arguments));
        return line;
    }
}
