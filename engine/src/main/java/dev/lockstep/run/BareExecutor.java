package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import dev.lockstep.model.Step;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Executes the bare statements of a step. The intent is durable before the statement. That it is done is written with the
 * intent of the next one, since until then a probe tells the same; where no probe can, it is written at once.
 */
final class BareExecutor {
    private final Session session;
    private final Step step;
    private final ScriptReader reader;
    private final Sender sender;
    private final StepRow row;

    BareExecutor(Session session, Step step, ScriptReader reader, Sender sender, StepRow row) {
        this.session = session;
        this.step = step;
        this.reader = reader;
        this.sender = sender;
        this.row = row;
    }

    /**
     * Executes the reader's current statement.
     *
     * @param hash the rolling hash with it, since data that follow it are still to be read
     */
    void execute(String hash) throws SQLException, IOException, StatementError {
        Sender.Ready statement = sender.ready();
        session.boundaries().checkStillOwn();
        execute(statement, probe(statement), hash);
    }

    /** The same for one on a table whose rows cannot be rolled back, which no probe looks at. */
    void executeOn(String table) throws SQLException, IOException, StatementError {
        execute(sender.ready(), new Probe.Blind("the rows of " + table + " cannot be rolled back"), reader.hash());
    }

    private Probe probe(Sender.Ready statement) throws SQLException {
        return session.dialect().probe(session.connection(), reader.tokens(statement.sql()));
    }

    private void execute(Sender.Ready statement, Probe before, String hash)
            throws SQLException, IOException, StatementError {
        session.settings().patience().outside(statement.waiting());
        row.intend(new Progress.Intent(statement.number(), hash, before, statement.text()));
        send(statement, before);
        row.done(statement.number(), hash);
        if (before instanceof Probe.Blind) {
            row.write();
        }
        row.keep();
    }

    /** It comes back if others have kept it waiting, and the probe tells that it left nothing behind. */
    private void send(Sender.Ready statement, Probe before) throws SQLException, IOException, StatementError {
        Retries retries = new Retries(session, step);
        boolean isDone = false;
        while (!isDone) {
            try {
                sender.send(statement, !(before instanceof Probe.Blind));
                isDone = true;
            } catch (StatementError failed) {
                boolean mayComeBack = session.trouble(failed.error()) == Trouble.BUSY
                        && !reader.hasInlineData()
                        && isUntouched(statement, before);
                if (!mayComeBack || !retries.allow(failed.number(), failed.error())) {
                    throw failed;
                }
            }
        }
    }

    private boolean isUntouched(Sender.Ready statement, Probe before) throws SQLException {
        List<Token> tokens = reader.tokens(statement.sql());
        return before instanceof Probe.Repeatable
                || (before instanceof Probe.Seen seen
                        && probe(statement) instanceof Probe.Seen now
                        && session.dialect().outcome(tokens, seen, now) instanceof Outcome.Absent);
    }
}
