package dev.lockstep.plan;

import dev.lockstep.model.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the planner decided.
 *
 * @param moves what to do, in order
 * @param problems what forbids to do anything; if there are any, the moves count for nothing
 * @param notes what should be known, though it stops nothing
 */
public record Course(List<Move> moves, List<Problem> problems, List<String> notes) {
    /** Copies the lists. */
    public Course {
        moves = List.copyOf(moves);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** The same, with what is to be known first. */
    public Course after(List<String> earlier) {
        return new Course(
                moves, problems, Stream.concat(earlier.stream(), notes.stream()).toList());
    }
}
