package dev.lockstep.cli.output;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Step;

/** What a person is shown before the question: the migrations, not each statement. */
public final class StepsAnswer {
    private StepsAnswer() {}

    /** Shows the plan on the way to a question. */
    public static void show(Plan plan, Direction direction, String database, Voice voice) {
        plan.notes().forEach(voice::note);
        voice.error(new PlanAnswer(plan, direction, database).head());
        for (Step step : plan.steps()) {
            long bare = step.outline().segments().stream()
                    .filter(segment -> segment.kind() == Segment.Kind.BARE)
                    .count();
            String mark = bare == 0
                    ? ""
                    : voice.errPalette().pending("  ! " + Spans.count(bare, "statement") + " cannot be rolled back");
            voice.error("  " + Progress.label(step.id(), step.description()) + "  ("
                    + Spans.count(step.remaining(), "statement") + ")" + mark);
        }
    }
}
