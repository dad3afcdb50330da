package dev.lockstep.cli.command;

import dev.lockstep.cli.output.PlanAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows every statement that a run would execute. */
@Command(
        name = "plan",
        header = "Show every statement that would be executed.",
        sortOptions = false,
        description = "Shows every statement that 'migrate' would execute, in order: which of them commit together, and"
                + " which, marked with !, cannot be rolled back. Executes and writes nothing.",
        customSynopsis = "${COMMAND-FULL-NAME} [--to V | --steps N] [--down] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}             what 'migrate' would do",
            "  ${COMMAND-FULL-NAME} --to 12     what 'migrate --to 12' would do",
            "  ${COMMAND-FULL-NAME} --down      what 'down' would do"
        })
final class PlanCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Mixin
    private final Aim aim = new Aim();

    @Option(names = "--down", description = "What taking back would do: one version if nothing else is said.")
    private boolean down;

    PlanCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "plan").run(this::run);
    }

    private ExitCode run(Desk desk) {
        Direction direction = down || aim.isBack(desk) ? Direction.DOWN : Direction.UP;
        Target target = aim.target(direction == Direction.UP ? Target.EVERYTHING : Target.steps(1));
        Plan plan = desk.looking().plan(direction, target);
        desk.tellLeftOut(plan.dialect());
        desk.show(new PlanAnswer(plan, direction, desk.database().shown()));
        return ExitCode.DONE;
    }
}
