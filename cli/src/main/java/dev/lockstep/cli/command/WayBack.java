package dev.lockstep.cli.command;

import dev.lockstep.cli.output.PlanAnswer;
import dev.lockstep.cli.output.ReportAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;

/** Takes versions back, after showing which ones and asking. */
record WayBack(Desk desk, Target target) {
    private static final String WARNING =
            "taking back drops what these migrations made, with the data in it: have a backup";

    ExitCode run(boolean dryRun) {
        Plan plan = desk.looking().plan(Direction.DOWN, target);
        String database = desk.database().shown();
        if (dryRun || plan.steps().isEmpty()) {
            desk.show(new PlanAnswer(plan, Direction.DOWN, database));
            return ExitCode.DONE;
        }
        desk.preview().show(plan, Direction.DOWN, database);
        desk.voice().note(WARNING);
        desk.confirm("Take this back?");
        Report report = desk.changing(lockstep -> lockstep.down(target));
        desk.show(new ReportAnswer(report, Direction.DOWN));
        return ExitCode.DONE;
    }
}
