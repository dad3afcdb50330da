package dev.lockstep.run;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Step;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.model.ValidationException;
import dev.lockstep.run.Progress.Intent;
import dev.lockstep.run.Progress.Mark;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Where an interrupted step goes on. It is found out with the lock held, so whoever began the step is dead: what the row
 * says is complete, but for the one statement that was in flight.
 *
 * @param progress what is durable
 * @param because what was found about the statement in flight, as a clause
 */
record Settlement(Progress progress, String because) {

    /**
     * Settles a dirty row. A repeatable or data migration of which the executed part was edited begins anew, as it would if
     * it had ended before it was edited.
     *
     * @throws ValidationException if a statement of a version that was executed was edited since
     * @throws UndecidableException if nobody can tell whether the statement in flight took effect
     */
    static Settlement of(Session session, HistoryEntry dirty, Step step) throws SQLException, IOException {
        Progress progress = Progress.parse(dirty.state().progress());
        if (dirty.action() == Action.ADOPT && progress.intent().isPresent()) {
            throw adopted(step, dirty.state().error().orElse(""));
        }
        try (ScriptReader reader = new ScriptReader(step.script(), session.traits())) {
            Script script = new Script(session, reader, step, step.outline().part(progress.done() + 1));
            Optional<ValidationException> edited = script.findEdited(progress);
            if (edited.isPresent()) {
                return anew(step, edited.get());
            }
            if (progress.intent().isEmpty()) {
                return new Settlement(progress, "nothing was in flight");
            }
            Intent intent = progress.intent().get();
            script.advance(intent.statement());
            return new InFlight(session, step, intent, reader).settle(progress);
        }
    }

    private static Settlement anew(Step step, ValidationException edited) {
        if (step.id().kind().repetition() == Repetition.ONCE) {
            throw edited;
        }
        return new Settlement(Progress.NONE, "what had been executed of it was edited since, so that it begins anew");
    }

    /** How far another tool came is not known; once a person has said that none of it is there, nothing is in flight. */
    private static UndecidableException adopted(Step step, String because) {
        String command = "'lockstep resolve " + step.id() + " --as ";
        return new UndecidableException(Problem.at(
                Place.of(step.script()),
                step.id() + " was left in the middle by another tool: " + because,
                "look what of it is in the database; complete it by hand and run " + command
                        + "applied', or undo what is" + " there and run " + command
                        + "retry', after which the next run executes it"));
    }

    /** The script, read again up to where it was interrupted. */
    private record Script(Session session, ScriptReader reader, Step step, int part) {

        Optional<ValidationException> findEdited(Progress progress) throws SQLException, IOException {
            int from = 1;
            for (Mark mark : progress.marks()) {
                Optional<Place> begin = advance(mark.statement());
                if (reader.number() != mark.statement() || !reader.hash().equals(mark.hash())) {
                    return Optional.of(edited(begin, from, mark.statement(), progress.done()));
                }
                from = mark.statement() + 1;
            }
            return Optional.empty();
        }

        /**
         * Moves up to a statement; answers where the first statement on the way begins. What the script had made of the
         * session is made again, since names without a schema mean what the session says.
         */
        Optional<Place> advance(int statement) throws SQLException, IOException {
            Optional<Place> begin = Optional.empty();
            while (reader.number() < statement && reader.next()) {
                begin = begin.isPresent() ? begin : Optional.of(reader.place(0));
                if (reader.ruling().effect().changesSession() && reader.part() == part) {
                    session.executeOfScript(
                            session.placeholders().fill(reader.statement().text(), reader));
                }
            }
            return begin;
        }

        private ValidationException edited(Optional<Place> begin, int from, int to, int done) {
            String executed = from == to ? "statement " + from + " was" : "statements " + from + " to " + to + " were";
            return new ValidationException(Problem.at(
                    begin.orElse(Place.of(step.script())),
                    "the interrupted step " + step.id() + " cannot go on: " + executed
                            + " executed by an earlier run, and edited since",
                    "put back what was executed, statements 1 to " + done + ", and change only what comes after"));
        }
    }

    /** The one statement of which the row does not say how it ended. */
    private record InFlight(Session session, Step step, Intent intent, ScriptReader reader) {

        Settlement settle(Progress progress) throws SQLException {
            if (intent.before() instanceof Probe.Blind blind) {
                throw undecidable(blind.reason());
            }
            if (intent.before() instanceof Probe.Seen before) {
                return settle(progress, outcome(before));
            }
            return new Settlement(
                    progress.withoutIntent(), label() + " is executed again, which changes nothing if it had ended");
        }

        private Outcome outcome(Probe.Seen before) throws SQLException {
            List<Token> statement = reader.tokens(session.placeholders().fill(intent.sql(), reader));
            Probe now = session.dialect().probe(session.connection(), statement);
            if (now instanceof Probe.Seen seen) {
                return session.dialect().outcome(statement, before, seen);
            }
            return new Outcome.Unknown(
                    now instanceof Probe.Blind blind ? blind.reason() : "it is read in another way now");
        }

        private Settlement settle(Progress progress, Outcome outcome) throws SQLException {
            if (outcome instanceof Outcome.Unknown unknown) {
                throw undecidable(unknown.reason());
            }
            if (outcome instanceof Outcome.HalfDone half) {
                for (String sql : half.cure()) {
                    session.execute(sql);
                }
                String because = label() + " had stopped half-way, which was mended: " + String.join("; ", half.cure());
                return half.then() == Outcome.Then.SKIP
                        ? complete(progress, because)
                        : new Settlement(progress.withoutIntent(), because);
            }
            return outcome instanceof Outcome.Complete
                    ? complete(progress, label() + " had completed before the interruption")
                    : new Settlement(
                            progress.withoutIntent(), label() + " had not taken effect before the interruption");
        }

        private Settlement complete(Progress progress, String because) {
            if (reader.number() != intent.statement() || !reader.hash().equals(intent.hash())) {
                return anew(
                        step,
                        new ValidationException(Problem.at(
                                reader.number() == intent.statement() ? reader.place(0) : Place.of(step.script()),
                                "the interrupted step " + step.id() + " cannot go on: " + label()
                                        + " took effect, and was edited since",
                                "put it back as it was: " + intent.sql())));
            }
            return new Settlement(progress.done(intent.statement(), intent.hash()), because);
        }

        private String label() {
            return "statement " + intent.statement();
        }

        private UndecidableException undecidable(String reason) {
            boolean isThere = reader.number() == intent.statement();
            String command = "'lockstep resolve " + step.id() + " --as ";
            return new UndecidableException(Problem.at(
                    isThere ? reader.place(0) : Place.of(step.script()),
                    step.id() + " was interrupted at " + label() + " of "
                            + step.outline().statements() + ", and nothing tells whether it took effect: " + reason,
                    "look whether it did; if it did, run " + command
                            + "applied', and the next run goes on behind it; if"
                            + " it did not, run " + command + "retry', and the next run executes it; if you undid the"
                            + " whole migration by hand, run " + command + "reverted'"));
        }
    }
}
