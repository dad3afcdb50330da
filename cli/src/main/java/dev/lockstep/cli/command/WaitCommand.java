package dev.lockstep.cli.command;

import dev.lockstep.cli.output.WaitAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.ConnectionException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits until the database answers. */
@Command(
        name = "wait",
        header = "Wait until the database answers.",
        sortOptions = false,
        description =
                "Waits until the database takes a connection. If it does not in time, tells why, and exits with 7.",
        customSynopsis = "${COMMAND-FULL-NAME} [--timeout DURATION] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  ${COMMAND-FULL-NAME} --timeout 2m && lockstep migrate     in a container beside the database")
final class WaitCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait (default: 1m).")
    private Duration timeout = Duration.ofMinutes(1);

    WaitCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "wait").run(this::run);
    }

    private ExitCode run(Desk desk) {
        Patience patience = new Patience(timeout, desk.interruption());
        String told = "";
        while (true) {
            try {
                desk.looking().lock();
                desk.show(new WaitAnswer(desk.database().shown(), patience.elapsed()));
                return ExitCode.DONE;
            } catch (ConnectionException silent) {
                String why = silent.problems().get(0).what();
                if (!why.equals(told)) {
                    desk.voice().say("waiting: " + desk.mask().hide(why));
                    told = why;
                }
                if (!patience.pause()) {
                    throw silent;
                }
            }
        }
    }
}
