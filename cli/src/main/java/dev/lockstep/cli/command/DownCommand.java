package dev.lockstep.cli.command;

import dev.lockstep.model.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes applied versions back. */
@Command(
        name = "down",
        header = "Take applied versions back.",
        sortOptions = false,
        description = {
            "Takes applied versions back, the last one first: one if nothing else is said. Shows which, and asks.",
            "What a migration made is dropped, with its data: have a backup. Where a down script is not at hand,"
                    + " the one that was stored when the version was applied is used."
        },
        customSynopsis = "${COMMAND-FULL-NAME} [--to V | --steps N] [--dry-run] [-y] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}              take the last version back",
            "  ${COMMAND-FULL-NAME} --to 7       take back all above version 7",
            "  ${COMMAND-FULL-NAME} --to 0 -y    take everything back, without being asked"
        })
final class DownCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Mixin
    private final Aim aim = new Aim();

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
    private boolean dryRun;

    DownCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "down").run(desk -> new WayBack(desk, aim.target(Target.steps(1))).run(dryRun));
    }
}
