package dev.lockstep.cli.command;

import dev.lockstep.cli.output.UpkeepAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Status.State;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Records that the files as they are now are right. */
@Command(
        name = "repair",
        header = "Record that changed or missing files are right as they are.",
        description = "Records that the files as they are now are right: changed and reformatted scripts of applied"
                + " migrations get their new checksums, and applied versions whose files are gone are no longer missed."
                + " Executes nothing. Shows what it would record, and asks.",
        customSynopsis = "${COMMAND-FULL-NAME} [-y] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  ${COMMAND-FULL-NAME}        see what has changed, and decide")
final class RepairCommand implements Callable<Integer> {
    private static final Set<State> REPAIRABLE = EnumSet.of(State.CHANGED, State.REFORMATTED, State.MISSING);
    private static final String NOTHING = "nothing to record: files and history agree";

    private final LockstepCommand settings;

    RepairCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "repair").run(RepairCommand::run);
    }

    private static ExitCode run(Desk desk) {
        Status status = desk.looking().status();
        List<Status.Row> rows = status.rows().stream()
                .filter(row -> REPAIRABLE.contains(row.state()))
                .toList();
        if (rows.isEmpty()) {
            Report nothing = new Report(status.current(), status.current(), List.of(), List.of(), Duration.ZERO);
            desk.show(new UpkeepAnswer(nothing, NOTHING));
            return ExitCode.DONE;
        }
        desk.preview().show(rows);
        desk.confirm("Record that the files are right as they are now?");
        desk.show(new UpkeepAnswer(desk.looking().repair(), NOTHING));
        return ExitCode.DONE;
    }
}
