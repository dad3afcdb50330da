package dev.lockstep.model;

import java.util.List;

/**
 * What must hold in the database before a script is executed, asked when its turn comes.
 *
 * @param questions all of them have to be answered as expected
 * @param onFail what happens if one is not
 * @param onError what happens if the database refuses one
 */
public record Precondition(List<Question> questions, Otherwise onFail, Otherwise onError) {
    /** Copies the list. */
    public Precondition {
        questions = List.copyOf(questions);
    }

    /**
     * A query.
     *
     * @param query finds one value
     * @param expected that value, as text
     */
    public record Question(String query, String expected) {}

    /** What happens where it does not hold. */
    public enum Otherwise {
        /** The run ends with an error. */
        HALT,
        /** The migration is left out, and asks again in the next run. */
        CONTINUE,
        /** The migration counts as applied, and nothing of it is executed. */
        MARK_RAN,
        /** The migration is executed all the same, and a note tells of it. */
        WARN
    }
}
