package dev.lockstep.cli.command;

import dev.lockstep.cli.output.NumberAnswer;
import dev.lockstep.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the newest applied version. */
@Command(
        name = "version",
        header = "Print the database's version.",
        description = "Prints the database's version, the bare number; 0 if nothing is applied. Writes nothing.",
        customSynopsis = "${COMMAND-FULL-NAME} [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  before=$(${COMMAND-FULL-NAME})    note it before an upgrade, for 'migrate --to $before'")
final class VersionCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    VersionCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "version").run(desk -> {
            desk.show(new NumberAnswer(desk.looking().version()));
            return ExitCode.DONE;
        });
    }
}
