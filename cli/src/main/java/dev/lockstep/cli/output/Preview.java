package dev.lockstep.cli.output;

import dev.lockstep.model.Adoption;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Script;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Status;
import dev.lockstep.model.Step;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a person is shown before a question.
 *
 * @param voice what speaks
 * @param isAsked whether somebody is asked: then it is shown however quiet the voice is
 */
public record Preview(Voice voice, boolean isAsked) {

    /** The migrations of a plan, not each statement. */
    public void show(Plan plan, Direction direction, String database) {
        plan.notes().forEach(voice::note);
        line(new PlanAnswer(plan, direction, database).head());
        for (Step step : plan.steps()) {
            long bare = step.outline().segments().stream()
                    .filter(segment -> segment.kind() == Segment.Kind.BARE)
                    .count();
            String mark = bare == 0 ? "" : "  ! " + Spans.count(bare, "statement") + " cannot be rolled back";
            line("  " + Progress.label(step.id(), step.description()) + "  ("
                    + Spans.count(step.remaining(), "statement") + ")"
                    + voice.errPalette().pending(mark));
        }
    }

    /** Migrations that differ from what was applied. */
    public void show(List<Status.Row> rows) {
        line("not as they were applied:");
        for (Status.Row row : rows) {
            line("  " + Progress.label(row.id(), row.description()) + "  " + Words.of(row.state()) + "  ("
                    + row.script() + ")");
        }
    }

    /** Files that would be deleted. */
    public void showFiles(List<Script> files) {
        files.forEach(file -> line("  " + file.name()));
    }

    /** What would be adopted. */
    public void show(Adoption adoption, String database) {
        adoption.notes().forEach(voice::note);
        new AdoptionAnswer(adoption, database, AdoptionAnswer.Tense.PLANNED)
                .lines(voice.errPalette())
                .forEach(this::line);
    }

    private void line(String text) {
        Consumer<String> speaking = isAsked ? voice::error : voice::say;
        speaking.accept(text);
    }
}
