package dev.lockstep.run;

import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Resume;
import dev.lockstep.model.Script;
import dev.lockstep.model.Step;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.plan.Course;
import dev.lockstep.plan.Move;
import dev.lockstep.plan.Planner;
import dev.lockstep.plan.Standing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From files and history to steps that are ready to be executed: the same way for a plan that is only shown. */
final class Route {
    private final Session session;
    private final Inventory files;

    Route(Session session, Inventory files) {
        this.session = session;
        this.files = files;
    }

    /** What the planner decides upon this history. */
    Course course(Ledger ledger, Direction direction, Target target) {
        Target sorted =
                target instanceof Target.To to ? new Target.To(files.order().apply(to.version())) : target;
        List<Standing> standings = files.standings(ledger, sorted);
        Course course = direction == Direction.UP
                ? Planner.up(standings, ledger, sorted, files.policies())
                : Planner.down(standings, ledger, sorted, files.policies());
        return course.after(files.notes());
    }

    /**
     * Reads the scripts of all moves.
     *
     * @throws ValidationException with all problems of all scripts
     */
    List<Step> steps(List<Move> moves) throws SQLException {
        List<Step> steps = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Move move : moves) {
            Script script = script(move);
            try {
                script.content().refusal().ifPresent(refused -> {
                    throw new ValidationException(refused);
                });
                Outline outline = files.outline(script);
                move.down().ifPresent(files::outline);
                steps.add(new Step(move.id(), move.description(), move.direction(), script, outline, resume(move)));
            } catch (ValidationException unreadable) {
                problems.addAll(unreadable.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        return steps;
    }

    /** The file of a move, else the down script that the history keeps. */
    private Script script(Move move) throws SQLException {
        if (move.script().isPresent()) {
            return move.script().get();
        }
        HistoryEntry entry = move.entry().orElseThrow();
        String text = session.history().downScript(entry.id()).orElseThrow();
        return Script.ofText("(stored in " + session.surroundings().table() + ") down script of " + move.id(), text);
    }

    /** The text that the row of a step keeps: what takes it back, or for a step down itself, so that it can go on. */
    Optional<String> downScript(Move move, Script script) {
        Optional<Script> kept = move.direction() == Direction.DOWN ? Optional.of(script) : move.down();
        return kept.map(files::text);
    }

    /** What the row of a step says that was done. */
    Action action(Move move) {
        if (move.direction() == Direction.DOWN) {
            return Action.DOWN;
        }
        boolean isBaseline = files.baselines().stream()
                .anyMatch(baseline ->
                        move.script().equals(Optional.of(baseline.migration().up())));
        return isBaseline ? Action.BASELINE : Action.UP;
    }

    private static Optional<Resume> resume(Move move) {
        return move.entry()
                .filter(entry -> move.isResumed())
                .map(entry -> new Resume(entry.id(), entry.state().done()));
    }
}
