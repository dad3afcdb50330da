package dev.lockstep.model;

import java.util.List;
import java.util.Optional;

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

    /** What the database is asked. */
    public sealed interface Question {
        /**
         * Whether a query finds one value.
         *
         * @param query the query
         * @param expected that value, as text
         */
        record Finds(String query, String expected) implements Question {}

        /**
         * Whether there is a table or a view of such a name, in whatever case.
         *
         * @param relation which of both
         * @param schema where; empty for where the session stands
         * @param name its name
         */
        record Exists(Relation relation, Optional<String> schema, String name) implements Question {}

        /**
         * Whether another question is to be answered by no.
         *
         * @param question the other one
         */
        record Not(Question question) implements Question {}
    }

    /** What holds rows. */
    public enum Relation {
        /** A table. */
        TABLE,
        /** A view. */
        VIEW
    }

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
