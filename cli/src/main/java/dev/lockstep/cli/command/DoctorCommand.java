package dev.lockstep.cli.command;

import dev.lockstep.cli.output.DoctorAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Check;
import dev.lockstep.model.Finding;
import dev.lockstep.model.LockstepException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks everything that a run depends on. */
@Command(
        name = "doctor",
        header = "Check everything that a run depends on.",
        description =
                "Checks everything that a run depends on, from the URL to the files, and tells what mends what is wrong."
                        + " Writes nothing. Exits with 1 if there is a problem, with 0 if there are warnings at most.",
        customSynopsis = "${COMMAND-FULL-NAME} [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}                      nothing works, or it hangs: why?",
            "  ${COMMAND-FULL-NAME} && lockstep migrate  migrate only if nothing is wrong"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final String UNREACHED = "login, server, rights, history, lock, files and all else: they cannot be"
            + " looked at before the problem above is solved";

    private final LockstepCommand settings;

    DoctorCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "doctor").run(desk -> {
            DoctorAnswer answer = new DoctorAnswer(checks(desk), desk.mask());
            desk.show(answer);
            return answer.isProblem() ? ExitCode.FAILED : ExitCode.DONE;
        });
    }

    private static List<Check> checks(Desk desk) {
        List<Check> checks = new ArrayList<>();
        try {
            checks.add(new Check("url", Finding.ok(desk.database().shown())));
            checks.addAll(new Approach(desk.database()).checks());
            if (!Approach.isProblem(checks)) {
                checks.addAll(desk.looking().doctor());
                return checks;
            }
        } catch (LockstepException wrong) {
            checks.add(new Check(checks.isEmpty() ? "url" : "settings", Finding.problem(wrong)));
        }
        checks.add(new Check("the rest", Finding.leftOut(UNREACHED)));
        return checks;
    }
}
