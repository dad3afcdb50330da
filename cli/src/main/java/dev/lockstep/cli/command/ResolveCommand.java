package dev.lockstep.cli.command;

import dev.lockstep.cli.config.Converters;
import dev.lockstep.cli.output.UpkeepAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Report;
import dev.lockstep.model.Resolution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Settles an interrupted migration by a person's word. */
@Command(
        name = "resolve",
        header = "Settle an interrupted migration by your word.",
        sortOptions = false,
        description = {
            "Settles an interrupted migration where nobody but you can tell how its last statement ended."
                    + " 'status' shows which one it is and where it stopped; look at the database, then say:",
            "  applied   the statement in flight took effect (if none is in flight: all of the migration did)",
            "  reverted  nothing of it is there: it counts as not applied",
            "  retry     the statement in flight did not take effect: the next 'migrate' executes it and goes on"
        },
        customSynopsis = "${COMMAND-FULL-NAME} V --as applied|reverted|retry [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  ${COMMAND-FULL-NAME} 12 --as retry && lockstep migrate")
final class ResolveCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Parameters(paramLabel = "V", description = "The version, or R__name or D__name, as 'status' shows it.")
    private String migration = "";

    @Option(
            names = "--as",
            required = true,
            paramLabel = "HOW",
            completionCandidates = Converters.ResolutionWords.class,
            description = "What you found: applied, reverted or retry.")
    private Resolution resolution = Resolution.RETRY;

    ResolveCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "resolve").run(desk -> {
            Report report = desk.looking().resolve(migration, resolution);
            desk.show(new UpkeepAnswer(report, "nothing to record"));
            return ExitCode.DONE;
        });
    }
}
