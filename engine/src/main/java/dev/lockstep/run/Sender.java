package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.model.Event;
import dev.lockstep.model.Statement;
import dev.lockstep.model.Step;
import dev.lockstep.script.ScriptReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the statements of a script to the database. Inside a transaction, plain ones wait for each other and go together
 * in one round trip, behind a savepoint: if one of them fails, all are rolled back and sent one by one, so that the one
 * that fails is known.
 */
final class Sender {
    private static final int MOST_TOGETHER = 128;
    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final Set<String> PLAIN =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE");
    private static final String SAVEPOINT = "lockstep_batch";

    private final Session session;
    private final Settings settings;
    private final Step step;
    private final ScriptReader reader;
    private final Placeholders placeholders;
    private final Optional<Duration> timeout;
    private final List<Waiting> waiting = new ArrayList<>();
    private int waitingCharacters;
    private int sent;

    Sender(Session session, Settings settings, Step step, ScriptReader reader) {
        this.session = session;
        this.settings = settings;
        this.step = step;
        this.reader = reader;
        this.placeholders = new Placeholders(settings.placeholders());
        this.timeout = step.outline().directives().timeout();
    }

    /** A statement that waits to be sent. */
    private record Waiting(int number, String sql) {}

    /** How many statements have been executed. */
    int sent() {
        return sent;
    }

    /** Sends the reader's current statement by itself, after all that wait. */
    void send(boolean isStoppable) throws StatementError {
        flush();
        execute(current(), isStoppable);
    }

    /** Sends the reader's current statement, inside a transaction: now or together with those that follow. */
    void sendInTransaction() throws StatementError {
        Waiting statement = current();
        if (!isPlain(statement.sql())) {
            flush();
            execute(statement, true);
            return;
        }
        waiting.add(statement);
        waitingCharacters += statement.sql().length();
        if (waiting.size() >= MOST_TOGETHER || waitingCharacters >= MOST_CHARACTERS) {
            flush();
        }
    }

    /** A statement that may hold others, as a function's body does, is left to go alone. */
    private boolean isPlain(String sql) {
        String verb = reader.firstWord();
        return timeout.isEmpty()
                && !reader.hasInlineData()
                && PLAIN.contains(verb)
                && (verb.equals("INSERT") || sql.indexOf(';') < 0);
    }

    private Waiting current() {
        session.checkStop();
        Statement statement = reader.statement();
        settings.listener().on(new Event.StatementStarted(step, statement));
        return new Waiting(statement.number(), placeholders.fill(statement.text(), reader));
    }

    /** Sends all that wait. */
    void flush() throws StatementError {
        List<Waiting> together = List.copyOf(waiting);
        waiting.clear();
        waitingCharacters = 0;
        if (together.size() > 1) {
            executeTogether(together);
        } else if (!together.isEmpty()) {
            execute(together.get(0), true);
        }
    }

    private void executeTogether(List<Waiting> together) throws StatementError {
        List<String> batch = new ArrayList<>();
        batch.add("SAVEPOINT " + SAVEPOINT);
        together.forEach(statement -> batch.add(statement.sql()));
        batch.add("RELEASE SAVEPOINT " + SAVEPOINT);
        try {
            session.executeBatch(batch);
            sent += together.size();
        } catch (SQLException failed) {
            executeOneByOne(together, failed);
        }
    }

    private void executeOneByOne(List<Waiting> together, SQLException failed) throws StatementError {
        try {
            if (session.isStopping() || session.dialect().diagnose(failed, "").trouble() == Trouble.CONNECTION) {
                throw failed;
            }
            session.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException transactionGone) {
            throw new StatementError(together.get(0).number(), together.get(0).sql(), failed);
        }
        for (Waiting statement : together) {
            execute(statement, true);
        }
    }

    private void execute(Waiting statement, boolean isStoppable) throws StatementError {
        try {
            session.execute(statement.sql(), isStoppable, timeout);
            sent++;
        } catch (SQLException error) {
            throw new StatementError(statement.number(), statement.sql(), error);
        }
    }
}
