package dev.lockstep.cli.command;

import dev.lockstep.cli.output.LockAnswer;
import dev.lockstep.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows who holds the lock, and who waits for it. */
@Command(
        name = "lock",
        header = "Show who holds the lock, and who waits for it.",
        description =
                "Shows who holds the lock now, and who waits for it, as the database itself tells it: session, user, host,"
                        + " what it is doing, and who is in its way.",
        customSynopsis = "${COMMAND-FULL-NAME} [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  ${COMMAND-FULL-NAME}        when a run waits: for whom?")
final class LockCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    LockCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "lock").run(desk -> {
            desk.show(new LockAnswer(desk.looking().lock()));
            return ExitCode.DONE;
        });
    }
}
