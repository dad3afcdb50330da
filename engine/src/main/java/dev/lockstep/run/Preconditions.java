package dev.lockstep.run;

import dev.lockstep.model.Place;
import dev.lockstep.model.Precondition;
import dev.lockstep.model.Precondition.Otherwise;
import dev.lockstep.model.Precondition.Question;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Step;
import dev.lockstep.model.ValidationException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Asks what a script depends on, when its turn comes; outside of any transaction, so that an error leaves no trace. */
record Preconditions(Session session, Tally tally) {

    /** What stands in the way, and what is to happen then. */
    private record Obstacle(Otherwise otherwise, String because, Optional<SQLException> error) {}

    /**
     * The step as it is to be executed: as it is, without statements, or not at all.
     *
     * @throws ValidationException if it must not be, and the run with it
     */
    Optional<Step> admitted(Step step) {
        Optional<Obstacle> found = step.script().content().precondition().flatMap(this::obstacle);
        if (found.isEmpty()) {
            return Optional.of(step);
        }
        Obstacle obstacle = found.get();
        return switch (obstacle.otherwise()) {
            case HALT -> throw halted(step.script(), obstacle);
            case CONTINUE -> {
                tell(step, obstacle, "it is left out, and asks again in the next run");
                yield Optional.empty();
            }
            case MARK_RAN -> {
                tell(step, obstacle, "it counts as applied, and was not executed");
                yield Optional.of(step.withoutStatements());
            }
            case WARN -> {
                tell(step, obstacle, "it is executed all the same");
                yield Optional.of(step);
            }
        };
    }

    private Optional<Obstacle> obstacle(Precondition precondition) {
        for (Question question : precondition.questions()) {
            try {
                Optional<String> answer = answer(session.placeholders().fillKnown(question.query()));
                if (!answer.equals(Optional.of(question.expected()))) {
                    String because = "'" + question.expected() + "' is expected, and "
                            + answer.map(text -> "'" + text + "' found").orElse("nothing found") + ": "
                            + question.query();
                    return Optional.of(new Obstacle(precondition.onFail(), because, Optional.empty()));
                }
            } catch (SQLException error) {
                String because = error.getMessage() + ": " + question.query();
                return Optional.of(new Obstacle(precondition.onError(), because, Optional.of(error)));
            }
        }
        return Optional.empty();
    }

    private Optional<String> answer(String query) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Optional<String> answer = rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            if (rows.next()) {
                throw new SQLException("a precondition finds more than one row");
            }
            return answer;
        }
    }

    private static ValidationException halted(Script script, Obstacle obstacle) {
        Problem problem = Problem.at(
                Place.of(script),
                "a precondition is not met: " + obstacle.because(),
                "see why the database is not as it should be; if it is right, write onFail:MARK_RAN or take the"
                        + " precondition away");
        return obstacle.error()
                .map(error -> new ValidationException(List.of(problem), error))
                .orElseGet(() -> new ValidationException(problem));
    }

    private void tell(Step step, Obstacle obstacle, String outcome) {
        String note = "a precondition of " + step.id() + " is not met, so " + outcome + ": " + obstacle.because();
        session.note(note);
        tally.note(note);
    }
}
