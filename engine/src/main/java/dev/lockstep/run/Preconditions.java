package dev.lockstep.run;

import dev.lockstep.model.Place;
import dev.lockstep.model.Precondition;
import dev.lockstep.model.Precondition.Otherwise;
import dev.lockstep.model.Precondition.Question;
import dev.lockstep.model.Precondition.Relation;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Step;
import dev.lockstep.model.ValidationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
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
                Optional<String> because = whyNot(question);
                if (because.isPresent()) {
                    return Optional.of(new Obstacle(precondition.onFail(), because.get(), Optional.empty()));
                }
            } catch (SQLException error) {
                String because = error.getMessage() + ": " + text(question);
                return Optional.of(new Obstacle(precondition.onError(), because, Optional.of(error)));
            }
        }
        return Optional.empty();
    }

    /** What is otherwise than expected. */
    private Optional<String> whyNot(Question question) throws SQLException {
        if (question instanceof Question.Not not) {
            return whyNot(not.question()).isPresent() ? Optional.empty() : Optional.of(text(question) + " is expected");
        }
        if (question instanceof Question.Exists exists) {
            return isThere(exists) ? Optional.empty() : Optional.of(text(question) + " is expected");
        }
        Question.Finds finds = (Question.Finds) question;
        Optional<String> answer = answer(filled(finds));
        return answer.equals(Optional.of(finds.expected()))
                ? Optional.empty()
                : Optional.of("'" + finds.expected() + "' is expected, and "
                        + answer.map(found -> "'" + found + "' found").orElse("nothing found") + ": " + filled(finds));
    }

    private String filled(Question.Finds finds) {
        return session.placeholders().fillKnown(finds.query());
    }

    private String text(Question question) {
        if (question instanceof Question.Not not) {
            return "no " + text(not.question());
        }
        return question instanceof Question.Exists exists
                ? exists.relation().name().toLowerCase(Locale.ROOT) + " '" + exists.name() + "'"
                : filled((Question.Finds) question);
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

    /** The driver is asked for all names, since it takes a name for a pattern, and databases write it in a case of their own. */
    private boolean isThere(Question.Exists wanted) throws SQLException {
        Connection connection = session.connection();
        DatabaseMetaData catalogue = connection.getMetaData();
        boolean hasSchemas = catalogue.supportsSchemasInTableDefinitions();
        Optional<String> schema = wanted.schema();
        try (ResultSet tables = catalogue.getTables(
                hasSchemas ? connection.getCatalog() : schema.orElse(connection.getCatalog()),
                hasSchemas ? schema.orElse(connection.getSchema()) : null,
                "%",
                types(wanted.relation()))) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equalsIgnoreCase(wanted.name())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static String[] types(Relation relation) {
        return relation == Relation.TABLE ? new String[] {"TABLE", "PARTITIONED TABLE"} : new String[] {"VIEW"};
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
