package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Probe;
import dev.lockstep.foreign.ForeignHistories;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Direction;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Step;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells of a statement that failed: what the database said, where, what was kept and what was rolled back.
 *
 * @param progress what of the step is durable
 * @param claimed whether the step has a row that stays
 */
record Failure(Session session, Step step, Progress progress, boolean claimed) {

    /** The exception for an error of the database; the script is read again up to the statement, for its place. */
    LockstepException of(StatementError failed) throws IOException {
        SQLException error = failed.error();
        Diagnosis diagnosis = session.dialect().diagnose(error, failed.sent(), session.surroundings());
        if (diagnosis.trouble() == Trouble.CONNECTION) {
            return Refusals.lost(error);
        }
        try (ScriptReader reader = readerAt(session, step.script(), failed.number())) {
            String statement =
                    "statement " + failed.number() + " of " + step.outline().statements();
            return session.isStopping() || isOutOfTime(error)
                    ? stopped(error, statement, reader)
                    : failed(failed, statement, reader, diagnosis);
        }
    }

    /** Where a statement of a script stands. */
    static Place place(Session session, Script script, int statement) {
        try (ScriptReader reader = readerAt(session, script, statement)) {
            return reader.place(0);
        } catch (IOException unreadable) {
            return Place.of(script);
        }
    }

    private static ScriptReader readerAt(Session session, Script script, int statement) throws IOException {
        ScriptReader reader = new ScriptReader(script, session.traits());
        boolean isThere = true;
        while (isThere && reader.number() < statement) {
            isThere = reader.next();
        }
        return reader;
    }

    private LockstepException stopped(SQLException error, String statement, ScriptReader reader) {
        Problem problem = Problem.at(
                reader.place(0),
                label()
                        + (isOutOfTime(error)
                                ? " was stopped, as the run-timeout is over, at "
                                : " was stopped as asked, at ")
                        + statement
                        + kept(),
                "run '" + command() + "' again, which goes on from here");
        return new InterruptedRunException(List.of(problem), error);
    }

    private static boolean isOutOfTime(SQLException error) {
        return error instanceof Watchdog.TimeoutError timeout && timeout.isOfRun();
    }

    private LockstepException failed(
            StatementError failed, String statement, ScriptReader reader, Diagnosis diagnosis) {
        Place place = reader.place(position(failed, reader.statement().text(), diagnosis));
        String what = label() + " failed at " + (failed.isAtCommit() ? "the COMMIT after " : "") + statement + ": "
                + Refusals.text(failed.error()) + blockers(diagnosis) + kept();
        String remedy = foreignTable(failed.error())
                        .or(diagnosis::remedy)
                        .map(text -> text + "; then ")
                        .orElse("mend the statement, then ")
                + again();
        return new MigrationFailedException(Problem.at(place, what, remedy), step, failed.number(), failed.error());
    }

    /** A script may count on the table in which its own tool keeps the history, which is not there without that tool. */
    private Optional<String> foreignTable(SQLException error) {
        return ForeignHistories.all()
                .tableNamedIn(Refusals.text(error))
                .filter(table -> !isThere(table))
                .map(table ->
                        "'" + table + "' is where another tool keeps its history, and Lockstep makes no such table:"
                                + " if the script means that one, make it as the tool does and leave it empty");
    }

    private boolean isThere(String table) {
        try {
            return session
                    .dialect()
                    .tables(session.connection(), session.surroundings().schema())
                    .stream()
                    .anyMatch(table::equalsIgnoreCase);
        } catch (SQLException unknown) {
            return true;
        }
    }

    /** What is to be done once the statement is mended; of a blind one somebody has to say first what it did. */
    private String again() {
        boolean isBlind = progress.intent()
                .filter(intent -> intent.before() instanceof Probe.Blind)
                .isPresent();
        if (isBlind) {
            return "look what it did before it failed; if nothing, run 'lockstep resolve " + step.id()
                    + " --as retry' and '" + command() + "' again";
        }
        int next = progress.done() + 1;
        return "run '" + command() + "' again" + (isKept() ? ", which goes on at statement " + next : "");
    }

    /** Where the database points, in characters; it counts in what was sent, which is the script's text in most cases. */
    private static int position(StatementError failed, String text, Diagnosis diagnosis) {
        int position = failed.sent().equals(text) ? diagnosis.position().orElse(0) : 0;
        return text.codePointCount(0, Math.min(position, text.length()));
    }

    private String blockers(Diagnosis diagnosis) {
        List<DatabaseSession> blockers = diagnosis.trouble() == Trouble.BUSY ? session.blockers() : List.of();
        return blockers.stream().map(blocker -> "\n  in its way: " + blocker).collect(Collectors.joining());
    }

    private String label() {
        return step.script().name() + (step.direction() == Direction.DOWN ? " (down)" : "");
    }

    private String command() {
        return step.direction() == Direction.UP ? "lockstep migrate" : "lockstep down";
    }

    private boolean isKept() {
        return claimed && (progress.done() > 0 || !step.outline().isAtomic());
    }

    private String kept() {
        if (!isKept()) {
            return "\n  everything that this script had done was rolled back";
        }
        if (progress.done() == 0) {
            return "\n  no statement of this script had been executed before it";
        }
        String done = progress.done() == 1 ? "statement 1" : "statements 1 to " + progress.done();
        return "\n  kept: " + done + "; what comes after was rolled back or not executed";
    }
}
