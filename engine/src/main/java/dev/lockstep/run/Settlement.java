package dev.lockstep.run;

import dev.lockstep.dialect.Probe;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Step;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.model.ValidationException;
import dev.lockstep.run.Progress.Intent;
import dev.lockstep.run.Progress.Mark;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out where an interrupted step goes on. It is asked with the lock held, so whoever began the step is dead: what
 * the row says is complete, but for the one statement that was in flight.
 *
 * @param progress what is durable
 * @param because what was found about the statement in flight, as a clause
 */
record Settlement(Progress progress, String because) {

    /**
     * Settles a dirty row.
     *
     * @throws ValidationException if a statement that was executed was edited since
     * @throws UndecidableException if nobody can tell whether the statement in flight took effect
     */
    static Settlement of(Session session, HistoryEntry dirty, Step step) throws SQLException, IOException {
        Script script = step.script();
        String name = step.id().toString();
        Progress progress = Progress.parse(dirty.state().progress());
        try (ScriptReader reader = new ScriptReader(script, session.dialect().traits())) {
            checkExecutedPart(reader, progress, name, script);
            Optional<Intent> intent = progress.intent();
            if (intent.isEmpty()) {
                return new Settlement(progress, "nothing was in flight");
            }
            return inFlight(session, reader, progress, intent.get(), name);
        }
    }

    private static void checkExecutedPart(ScriptReader reader, Progress progress, String name, Script script)
            throws IOException {
        Iterator<Mark> marks = progress.marks().iterator();
        Place from = Place.of(script);
        while (marks.hasNext()) {
            Mark mark = marks.next();
            boolean there = true;
            while (there && reader.number() < mark.statement()) {
                there = reader.next();
                from = reader.number() == mark.statement() || from.line() == 0 ? reader.place(0) : from;
            }
            if (!there || !reader.hash().equals(mark.hash())) {
                throw new ValidationException(Problem.at(
                        from,
                        name + " was interrupted after statement " + progress.done() + ", and what was executed until"
                                + " then was edited since, here or above",
                        "put the executed statements back as they were, and change only what comes after them"));
            }
        }
    }

    private static Settlement inFlight(
            Session session, ScriptReader reader, Progress progress, Intent intent, String name)
            throws SQLException, IOException {
        boolean there = reader.next();
        String label = "statement " + intent.statement();
        if (intent.before() instanceof Probe.Blind blind) {
            throw undecidable(reader.place(0), name, label, blind.reason());
        }
        if (!there) {
            throw new ValidationException(Problem.of(
                    name + " was interrupted at " + label + ", which its script no longer has",
                    "put the statement back; or settle it by hand and run 'lockstep resolve'"));
        }
        boolean unchanged = reader.hash().equals(intent.hash());
        if (intent.before() instanceof Probe.Seen before) {
            Probe now = session.dialect().probe(session.connection(), reader.tokens());
            return compared(reader, progress, intent, before.objects(), now, unchanged, name);
        }
        return new Settlement(
                progress.withoutIntent(), label + " is executed again, which changes nothing if it had ended");
    }

    private static Settlement compared(
            ScriptReader reader,
            Progress progress,
            Intent intent,
            Map<String, String> before,
            Probe now,
            boolean unchanged,
            String name) {
        String label = "statement " + intent.statement();
        Map<String, String> objects = now instanceof Probe.Seen seen ? seen.objects() : Map.of();
        long same = before.entrySet().stream()
                .filter(object -> object.getValue().equals(objects.get(object.getKey())))
                .count();
        if (same == before.size()) {
            return new Settlement(progress.withoutIntent(), label + " had not taken effect before the interruption");
        }
        if (same == 0 && unchanged) {
            return new Settlement(
                    progress.done(intent.statement(), intent.hash()), label + " had completed before the interruption");
        }
        String reason = unchanged
                ? "it changes " + before.size() + " objects, of which " + (before.size() - same) + " have changed"
                : "it took effect, and was edited since";
        throw undecidable(reader.place(0), name, label, reason);
    }

    private static UndecidableException undecidable(Place place, String name, String label, String reason) {
        return new UndecidableException(Problem.at(
                place,
                name + " was interrupted at " + label + ", and nothing tells whether it took effect: " + reason,
                "look whether it did; if the whole migration is now as it should be, run 'lockstep resolve VERSION --as"
                        + " applied'; if the statement has to be executed, run 'lockstep resolve VERSION --as retry'; if"
                        + " you undid all of it, run 'lockstep resolve VERSION --as reverted'"));
    }
}
