package dev.lockstep.cli.output;

import dev.lockstep.MigrationFiles;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Resume;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Statement;
import dev.lockstep.model.Step;
import java.util.function.Consumer;

/**
 * Every statement that a run would execute, in order, with what commits together and what cannot be rolled back.
 *
 * @param plan the engine's plan
 * @param direction which way it goes
 * @param database the database, as it is shown
 */
public record PlanAnswer(Plan plan, Direction direction, String database) implements Answer {

    @Override
    public void tell(Voice voice) {
        plan.notes().forEach(voice::note);
        voice.result(head());
        for (Step step : plan.steps()) {
            voice.result("");
            voice.result(voice.palette().strong(Progress.label(step.id(), step.description())) + "  ("
                    + step.script().name() + ")");
            Consumer<Segment> heading = segment -> voice.result("  " + heading(segment, voice.palette()));
            Consumer<Statement> line = statement -> voice.result(line(step, statement, voice.palette()));
            read(step, heading, line);
            if (step.outline().segments().isEmpty()) {
                voice.result("  " + voice.palette().faint("no statements"));
            }
        }
    }

    /** The first line, and the only one if there is nothing to do. */
    String head() {
        String at = database
                + plan.from().map(version -> ", at version " + version).orElse(", with nothing applied") + ": ";
        if (plan.steps().isEmpty()) {
            return at + "nothing to do";
        }
        int statements = plan.steps().stream().mapToInt(Step::remaining).sum();
        String what = direction == Direction.UP ? " to apply, " : " to take back, ";
        return at + Spans.count(plan.steps().size(), "migration") + what + Spans.count(statements, "statement");
    }

    private static String heading(Segment segment, Palette palette) {
        return switch (segment.kind()) {
            case TRANSACTION -> palette.faint("together, in one transaction:");
            case BARE -> palette.pending("! by itself, cannot be rolled back: " + segment.reason());
            case SESSION -> palette.faint("for the session alone:");
        };
    }

    private static String line(Step step, Statement statement, Palette palette) {
        boolean isDone = statement.number() <= step.resume().map(Resume::done).orElse(0);
        String number = Integer.toString(statement.number());
        String text = "  " + " ".repeat(Math.max(0, 4 - number.length())) + number + "  " + statement.excerpt();
        return isDone ? palette.faint(text + "  (done already)") : text;
    }

    /** Goes through a step's segments and statements side by side. */
    private void read(Step step, Consumer<Segment> heading, Consumer<Statement> line) {
        MigrationFiles.split(step.script(), plan.dialect(), statement -> {
            for (Segment segment : step.outline().segments()) {
                if (segment.first() == statement.number()) {
                    heading.accept(segment);
                }
            }
            line.accept(statement);
        });
    }

    @Override
    public void write(Json json) {
        json.text("dialect", plan.dialect());
        json.text("direction", Words.of(direction));
        ReportAnswer.version(json, "from", plan.from());
        json.array("steps", () -> plan.steps().forEach(step -> json.element(() -> write(json, step))));
    }

    private void write(Json json, Step step) {
        ReportAnswer.id(json, step.id(), step.description());
        json.text("script", step.script().name());
        json.flag("atomic", step.outline().isAtomic());
        step.resume().ifPresent(resume -> json.number("statementsDone", resume.done()));
        json.array(
                "segments",
                () -> step.outline()
                        .segments()
                        .forEach(segment -> json.element(() -> {
                            json.text("kind", Words.of(segment.kind()));
                            json.number("first", segment.first());
                            json.number("last", segment.last());
                            if (!segment.reason().isEmpty()) {
                                json.text("reason", segment.reason());
                            }
                        })));
        json.array(
                "statements",
                () -> read(
                        step,
                        segment -> {},
                        statement -> json.element(() -> {
                            json.number("number", statement.number());
                            json.number("line", statement.line());
                            json.text("begins", statement.excerpt());
                        })));
    }
}
