package dev.lockstep.cli.command;

import dev.lockstep.cli.output.UpkeepAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Declares what a database without a history holds already. */
@Command(
        name = "baseline",
        header = "Declare what a database without a history holds already.",
        description = "Declares that a database which has no history yet already holds everything up to a version, so"
                + " that 'migrate' begins above it. Executes nothing.",
        customSynopsis = "${COMMAND-FULL-NAME} V [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  ${COMMAND-FULL-NAME} 12 && lockstep migrate     the tables of versions 1 to 12 are there already")
final class BaselineCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Parameters(paramLabel = "V", description = "The newest version that is there already.")
    private Version version = Version.of("0");

    BaselineCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "baseline").run(desk -> {
            desk.show(new UpkeepAnswer(desk.changing(lockstep -> lockstep.baseline(version)), "nothing to record"));
            return ExitCode.DONE;
        });
    }
}
