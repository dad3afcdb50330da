package dev.lockstep.cli.output;

import dev.lockstep.Lockstep;
import dev.lockstep.cli.config.Level;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/**
 * Tells of a failure: every problem in full, and what had been done before.
 *
 * @param failure what went wrong
 * @param mask what hides secrets, should a driver have repeated one
 * @param database the database, as it is shown, if the command had come so far
 */
public record FailureReport(Throwable failure, Mask mask, Optional<String> database) implements Answer {

    @Override
    public void tell(Voice voice) {
        for (Problem problem : problems()) {
            voice.error(voice.errPalette().bad("error:") + " " + mask.hide(problem.toString()));
        }
        if (failure instanceof ConnectionException) {
            database.ifPresent(shown -> voice.error("the database is " + shown));
        }
        if (problems().size() > 1) {
            voice.error(problems().size() + " problems");
        }
        report().filter(report -> !report.done().isEmpty()).ifPresent(report -> voice.error(before(report.done())));
        if (voice.tells(Level.TRACE)) {
            voice.error(mask.hide(stackTrace()));
        }
    }

    private static String before(List<Report.Done> done) {
        Report.Done last = done.get(done.size() - 1);
        String what = last.direction() == Direction.UP ? " applied and kept" : " taken back";
        return "before it: " + Spans.count(done.size(), "migration") + what + ", the last one "
                + Progress.label(last.id(), last.description());
    }

    @Override
    public void write(Json json) {
        database.ifPresent(shown -> json.text("database", shown));
        json.object("error", () -> {
            json.text("code", code().word());
            json.text("release", Lockstep.release());
            json.array("problems", () -> problems().forEach(problem -> json.element(() -> write(json, problem))));
            if (failure instanceof MigrationFailedException failed) {
                json.text("migration", failed.step().id().toString());
                json.number("statement", failed.statement());
                json.text("sqlState", Optional.ofNullable(failed.getCause().getSQLState()));
                json.number("vendorCode", failed.getCause().getErrorCode());
            }
            json.array(
                    "done",
                    () -> report().map(Report::done)
                            .orElse(List.of())
                            .forEach(done -> json.element(() -> ReportAnswer.write(json, done))));
        });
    }

    private void write(Json json, Problem problem) {
        json.text("what", mask.hide(problem.what()));
        problem.where().ifPresent(place -> json.object("where", () -> write(json, place)));
        problem.remedy().ifPresent(remedy -> json.text("remedy", mask.hide(remedy)));
    }

    private void write(Json json, Place place) {
        json.text("file", place.file());
        if (place.line() > 0) {
            json.number("line", place.line());
            json.number("column", place.column());
            json.text("text", mask.hide(place.excerpt()));
        }
    }

    private Optional<Report> report() {
        return failure instanceof LockstepException known ? known.report() : Optional.empty();
    }

    private List<Problem> problems() {
        return failure instanceof LockstepException known
                ? known.problems()
                : List.of(Problem.of(
                        "this should not have happened, and it is Lockstep's fault, not yours: " + failure,
                        "run the same command with -vv and report what it shows; what was committed is safe, see"
                                + " 'lockstep status'"));
    }

    /** What the shell is told. */
    public ExitCode code() {
        return failure instanceof LockstepException known ? ExitCode.of(known) : ExitCode.FAILED;
    }

    private String stackTrace() {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
