package dev.lockstep.cli.command;

import dev.lockstep.cli.output.TextAnswer;
import dev.lockstep.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints the script by which a shell completes commands and options. */
@Command(
        name = "completion",
        header = "Print a script that completes commands in bash and zsh.",
        description = "Prints a script by which bash or zsh completes commands and options.",
        customSynopsis = "${COMMAND-FULL-NAME}",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  source <(${COMMAND-FULL-NAME})     in ~/.bashrc or ~/.zshrc")
final class CompletionCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    CompletionCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "completion").run(desk -> {
            CommandLine all = Commands.all(desk.shell(), desk.interruption());
            desk.show(new TextAnswer("script", AutoComplete.bash("lockstep", all)));
            return ExitCode.DONE;
        });
    }
}
