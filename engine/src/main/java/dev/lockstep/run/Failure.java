package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.model.Direction;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Statement;
import dev.lockstep.model.Step;
import dev.lockstep.script.ScriptReader;
import java.sql.SQLException;
import java.util.List;

/**
 * Tells of a statement that failed: what the database said, where, what was kept and what was rolled back.
 *
 * @param progress what of the step is durable
 * @param claimed whether the step has a row that stays
 */
record Failure(Session session, Step step, Progress progress, boolean claimed) {

    /** The exception for an error of the database. */
    LockstepException of(SQLException error, Statement statement, String sent, ScriptReader reader) {
        Diagnosis diagnosis = session.dialect().diagnose(error, sent);
        if (diagnosis.trouble() == Trouble.CONNECTION) {
            return Refusals.lost(error);
        }
        if (session.isStopping()) {
            return new InterruptedRunException(
                    List.of(Problem.at(
                            reader.place(0),
                            label() + " was stopped as asked, at statement " + statement.number() + " of "
                                    + step.outline().statements() + kept(),
                            "run '" + command() + "' again, which goes on from here")),
                    error);
        }
        boolean positionHolds = sent.equals(statement.text());
        Place place = reader.place(positionHolds ? diagnosis.position().orElse(0) : 0);
        String what = label() + " failed at statement " + statement.number() + " of "
                + step.outline().statements() + ": " + Refusals.text(error) + kept();
        String remedy = diagnosis.remedy().map(text -> text + "; then ").orElse("mend the statement, then ") + "run '"
                + command() + "' again" + (isKept() ? ", which goes on at this statement" : "");
        return new MigrationFailedException(Problem.at(place, what, remedy), step, statement.number(), error);
    }

    private String label() {
        return step.script().name() + (step.direction() == Direction.DOWN ? " (down)" : "");
    }

    private String command() {
        return step.direction() == Direction.UP ? "lockstep migrate" : "lockstep down";
    }

    private boolean isKept() {
        return claimed && !step.outline().isAtomic();
    }

    private String kept() {
        if (!isKept()) {
            return "\n  everything that this script had done was rolled back";
        }
        return progress.done() == 0
                ? "\n  no statement of this script had been executed before it"
                : "\n  kept: statements 1 to " + progress.done() + "; all after them was rolled back or not executed";
    }
}
