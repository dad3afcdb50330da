package dev.lockstep.cli.command;

import dev.lockstep.cli.output.PlanAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        customSynopsis = "${COMMAND-FULL-NAME} [--from V [--dialect D]] [--to V | --steps N] [--down] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}             what 'migrate' would do",
            "  ${COMMAND-FULL-NAME} --to 12     what 'migrate --to 12' would do",
            "  ${COMMAND-FULL-NAME} --down      what 'down' would do",
            "  ${COMMAND-FULL-NAME} --from 9 --to 12 --dialect postgresql",
            "                            what a release brings: no database is asked"
        })
final class PlanCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Mixin
    private final Aim aim = new Aim();

    @Option(names = "--down", description = "What taking back would do: one version if nothing else is said.")
    private boolean down;

    @Option(
            names = "--from",
            paramLabel = "V",
            description = "What a database at this version would run. None is asked: the files alone count.")
    private @Nullable Version from;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description = "With --from: postgresql, mariadb or sqlite (default: what the URL says).")
    private @Nullable String dialect;

    PlanCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "plan").run(this::run);
    }

    private ExitCode run(Desk desk) {
        if (from != null) {
            desk.show(new PlanAnswer(ofFiles(desk, from), Direction.UP, "any database"));
            return ExitCode.DONE;
        }
        if (dialect != null) {
            throw new ConfigurationException(
                    Problem.of("--dialect is for --from: a database has its own", "take it away, or add --from V"));
        }
        Direction direction = down || aim.isBack(desk) ? Direction.DOWN : Direction.UP;
        Target target = aim.target(direction == Direction.UP ? Target.EVERYTHING : Target.steps(1));
        Plan plan = desk.looking().plan(direction, target);
        desk.tellLeftOut(plan.dialect());
        desk.show(new PlanAnswer(plan, direction, desk.database().shown()));
        return ExitCode.DONE;
    }

    private Plan ofFiles(Desk desk, Version begin) {
        if (down) {
            throw new ConfigurationException(
                    Problem.of("--from tells of the way up alone", "take --down away, or --from"));
        }
        return desk.files(Optional.ofNullable(dialect)).plan(begin, aim.target(Target.EVERYTHING));
    }
}
