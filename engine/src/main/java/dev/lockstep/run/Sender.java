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
    private final List<Ready> waiting = new ArrayList<>();
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

    /**
     * A statement that is ready to be sent.
     *
     * @param number its number in the script
     * @param sql the text, with placeholders replaced
     */
    record Ready(int number, String sql) {}

    /** How many statements have been executed. */
    int sent() {
        return sent;
    }

    /** The reader's current statement, once nothing but the database can refuse it any more. */
    Ready ready() {
        session.checkStop();
        Statement statement = reader.statement();
        String sql = placeholders.fill(statement.text(), reader);
        settings.listener().on(new Event.StatementStarted(step, statement));
        return new Ready(statement.number(), sql);
    }

    /**
     * Sends a statement by itself, after all that wait.
     *
     * @param isStoppable whether the next run could take it up if it were cancelled
     */
    void send(Ready statement, boolean isStoppable) throws StatementError {
        flush();
        execute(statement, isStoppable);
    }

    /** Sends the reader's current statement, inside a transaction: now or together with those that follow. */
    void sendInTransaction() throws StatementError {
        Ready statement = ready();
        if (!isPlain(statement.sql())) {
            send(statement, true);
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

    /** Sends all that wait. */
    void flush() throws StatementError {
        List<Ready> together = List.copyOf(waiting);
        waiting.clear();
        waitingCharacters = 0;
        if (together.size() > 1) {
            executeTogether(together);
        } else if (!together.isEmpty()) {
            execute(together.get(0), true);
        }
    }

    private void executeTogether(List<Ready> together) throws StatementError {
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

    private void executeOneByOne(List<Ready> together, SQLException failed) throws StatementError {
        try {
            if (session.isStopping()
                    || session.dialect()
                                    .diagnose(failed, "", session.surroundings())
                                    .trouble()
                            == Trouble.CONNECTION) {
                throw failed;
            }
            session.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException transactionGone) {
            throw new StatementError(together.get(0).number(), together.get(0).sql(), failed);
        }
        for (Ready statement : together) {
            execute(statement, true);
        }
    }

    private void execute(Ready statement, boolean isStoppable) throws StatementError {
        try {
            session.execute(statement.sql(), isStoppable, timeout);
            sent++;
        } catch (SQLException error) {
            throw new StatementError(statement.number(), statement.sql(), error);
        }
    }
}
