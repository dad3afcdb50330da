package dev.lockstep.cli.command;

import dev.lockstep.cli.config.Level;
import dev.lockstep.cli.config.Nearest;
import dev.lockstep.cli.config.OutputOptions;
import dev.lockstep.cli.output.FailureReport;
import dev.lockstep.cli.output.Json;
import dev.lockstep.cli.output.Mask;
import dev.lockstep.cli.output.Voice;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a command line that makes no sense, in the form that it asks for, and without repeating what may be secret. */
final class ParseFailure {
    private final Shell shell;

    ParseFailure(Shell shell) {
        this.shell = shell;
    }

    int answer(ParameterException refused, String... arguments) {
        String command = refused.getCommandLine().getCommandSpec().qualifiedName();
        Mask mask = Suspects.mask(refused, arguments);
        String remedy = suggestion(refused) + "'" + command + " --help' shows what it takes";
        ConfigurationException failure =
                new ConfigurationException(List.of(Problem.of(message(refused), remedy)), refused);
        FailureReport report = new FailureReport(failure, mask, Optional.empty());
        Voice voice = new Voice(shell, new OutputOptions(), Level.INFO);
        report.tell(voice);
        if (new Wishes(shell, List.of(arguments)).isJson()) {
            Json json = new Json(shell.out(), refused.getCommandLine().getCommandName());
            json.fail(report);
            json.end(voice.notes(), ExitCode.USAGE.number());
        }
        voice.flush();
        return ExitCode.USAGE.number();
    }

    private static String message(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean isCommandMissing = refused.getCommandLine().getParent() == null
                    && !refused.getCommandLine().getParseResult().hasSubcommand();
            String what = word.startsWith("-") ? "option" : isCommandMissing ? "command" : "further argument";
            return "there is no " + what + " '" + Suspects.shown(word) + "'";
        }
        String message = String.valueOf(refused.getMessage());
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String suggestion(ParameterException refused) {
        if (!(refused instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String word = unmatched.getUnmatched().get(0);
        if (word.contains("://")) {
            return "a database's URL comes behind -u; ";
        }
        CommandSpec command = refused.getCommandLine().getCommandSpec();
        Set<String> known = word.startsWith("-")
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        return Nearest.to(word, known)
                .map(near -> "did you mean '" + near + "'? ")
                .orElse("");
    }
}
