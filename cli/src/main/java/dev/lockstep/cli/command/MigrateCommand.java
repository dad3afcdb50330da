package dev.lockstep.cli.command;

import dev.lockstep.cli.output.PlanAnswer;
import dev.lockstep.cli.output.ReportAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies what is pending. */
@Command(
        name = "migrate",
        header = "Apply what is pending.",
        sortOptions = false,
        description = {
            "Applies every pending migration, in order, under a lock. Finishes first what an earlier run left in the"
                    + " middle. If there is nothing to do, it does nothing, and succeeds.",
            "With --to and a version below the current one, it takes versions back, as 'down' does."
        },
        customSynopsis = "${COMMAND-FULL-NAME} [--to V | --steps N] [--dry-run] [--confirm] [-y] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}                           apply all that is pending",
            "  ${COMMAND-FULL-NAME} --to 12                   arrive at version 12",
            "  ${COMMAND-FULL-NAME} --dry-run                 show what would be done",
            "  ${COMMAND-FULL-NAME} -u sqlite:shop.db -d db   on this database, with the files of this folder"
        })
final class MigrateCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Mixin
    private final Aim aim = new Aim();

    @Option(names = "--dry-run", description = "Show what would be done, as 'plan' does, and do nothing.")
    private boolean dryRun;

    @Option(names = "--confirm", description = "Show what will be done, and ask first.")
    private boolean confirm;

    MigrateCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "migrate").run(this::run);
    }

    private ExitCode run(Desk desk) {
        Target target = aim.target(Target.EVERYTHING);
        if (aim.isBack(desk)) {
            return new WayBack(desk, target).run(dryRun);
        }
        if (dryRun || confirm) {
            Plan plan = desk.looking().plan(Direction.UP, target);
            if (dryRun || plan.steps().isEmpty()) {
                desk.show(new PlanAnswer(plan, Direction.UP, desk.database().shown()));
                return ExitCode.DONE;
            }
            desk.preview().show(plan, Direction.UP, desk.database().shown());
            desk.confirm("Apply this?");
        }
        Report report = desk.changing(lockstep -> lockstep.migrate(target));
        desk.show(new ReportAnswer(report, Direction.UP));
        return ExitCode.DONE;
    }
}
