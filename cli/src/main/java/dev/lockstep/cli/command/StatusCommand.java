package dev.lockstep.cli.command;

import dev.lockstep.cli.output.StatusAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how every migration stands. */
@Command(
        name = "status",
        header = "List the migrations, applied and pending.",
        sortOptions = false,
        description = "Lists every migration with its state: applied, pending, changed since it was applied, missing,"
                + " interrupted. Writes nothing.",
        customSynopsis = "${COMMAND-FULL-NAME} [--check] [--wait[=DURATION]] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}                       look",
            "  ${COMMAND-FULL-NAME} --check && start-app  start only if nothing is pending",
            "  ${COMMAND-FULL-NAME} --wait=5m && start-app",
            "                                        wait while another node migrates, then start"
        })
final class StatusCommand implements Callable<Integer> {
    private static final String FOREVER = "36500d";

    private final LockstepCommand settings;

    @Option(names = "--check", description = "Exit with code 3 if a migration is pending or interrupted.")
    private boolean check;

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = FOREVER,
            paramLabel = "DURATION",
            description = "Wait until nothing is pending or running; after that long (default: for ever), exit with 3.")
    private @Nullable Duration wait;

    StatusCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "status").run(this::run);
    }

    private ExitCode run(Desk desk) {
        Patience patience = new Patience(Optional.ofNullable(wait).orElse(Duration.ZERO), desk.interruption());
        Status status = desk.looking().status();
        if (wait != null && status.isPendingOrDirty()) {
            desk.voice().say("waiting until nothing is pending or running");
        }
        while (status.isPendingOrDirty() && patience.pause()) {
            status = desk.looking().status();
        }
        desk.tellLeftOut(status.dialect());
        desk.show(new StatusAnswer(status, desk.database().shown()));
        return status.isPendingOrDirty() && (check || wait != null) ? ExitCode.PENDING : ExitCode.DONE;
    }
}
