package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Effects.Waiting;
import dev.lockstep.model.Statement;
import dev.lockstep.script.ScriptReader;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Sends the statements of a script to the database. Inside a transaction, plain ones wait for each other and go together
 * in one round trip, behind a savepoint: if one of them fails, all are rolled back and sent one by one, so that the one
 * that fails is known.
 */
final class Sender {
    private static final int MOST_SHOWN = 10;
    private static final int MOST_TOGETHER = 128;
    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final Set<String> PLAIN =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE");
    private static final Pattern TEMPORARY = Pattern.compile("(?i)CREATE\\s.{0,20}\\bTEMP");
    private static final String SAVEPOINT = "lockstep_batch";
    private static final String ROLLBACK = "ROLLBACK";

    private final Session session;
    private final ScriptReader reader;
    private final Consumer<Statement> beginning;
    private final Patience patience;
    private final List<Ready> waiting = new ArrayList<>();
    private final Set<String> checks = new LinkedHashSet<>();
    private boolean hasChangedSession;
    private int waitingCharacters;
    private boolean isSavepointLeft;
    private int sent;

    /**
     * Sends in this session what the reader reads.
     *
     * @param beginning is told of every statement that is about to be executed
     */
    Sender(Session session, ScriptReader reader, Consumer<Statement> beginning) {
        this.session = session;
        this.reader = reader;
        this.beginning = beginning;
        this.patience = session.settings().patience();
    }

    /**
     * A statement that is ready to be sent.
     *
     * @param number its number in the script
     * @param text the text in the script
     * @param sql the text to send, with placeholders replaced
     * @param waiting how long it waits for what others have locked
     */
    record Ready(int number, String text, String sql, Waiting waiting) {}

    /** How many statements have been executed. */
    int sent() {
        return sent;
    }

    /** The reader's current statement, once nothing but the database can refuse it any more. */
    Ready ready() {
        session.checkStop();
        Statement statement = reader.statement();
        String sql = session.placeholders().fill(statement.text(), reader);
        if (mayChangeSession(sql)) {
            session.settings().mayBeChanged();
        }
        beginning.accept(statement);
        return new Ready(
                statement.number(), statement.text(), sql, reader.ruling().waiting());
    }

    /**
     * Sends the reader's current statement by itself, after all that wait.
     *
     * @param isStoppable whether the next run could take it up if it were cancelled
     */
    void send(Ready statement, boolean isStoppable) throws IOException, StatementError {
        flush();
        if (reader.hasInlineData()) {
            transfer(statement, isStoppable);
        } else {
            execute(statement, isStoppable);
        }
    }

    private void transfer(Ready statement, boolean isStoppable) throws IOException, StatementError {
        try {
            session.execution().transfer(statement.sql(), reader.inlineData(), isStoppable, timeout());
            sent++;
        } catch (SQLException error) {
            throw new StatementError(statement.number(), statement.sql(), error);
        }
    }

    private Optional<Duration> timeout() {
        return reader.timeout().or(() -> session.limits().statement());
    }

    /** A part of the script begins, with the session as the script has found it. */
    void beginPart() throws SQLException {
        session.settings().restore();
        hasChangedSession = false;
        checks.clear();
    }

    /** Sends the reader's current statement, which changes the session. */
    void sendToSession() throws IOException, StatementError {
        Ready statement = ready();
        send(statement, true);
        if (statement.waiting() == Waiting.CHOSEN) {
            patience.leaveToScript();
        }
        hasChangedSession = true;
        checks.add(reader.ruling().check());
    }

    /** Asks what the script has told the database not to look at, before it is committed; the last statement answers. */
    void check() throws StatementError {
        for (String query : checks) {
            try {
                List<String> found = query.isEmpty() ? List.of() : ask(query);
                if (!found.isEmpty()) {
                    throw new SQLException(String.join("; ", found));
                }
            } catch (SQLException refused) {
                throw new StatementError(reader.number(), query, refused);
            }
        }
    }

    /** Whether the script has changed the session. */
    boolean hasChangedSession() {
        return hasChangedSession;
    }

    /** Sends the reader's current statement, inside a transaction: now or together with those that follow. */
    void sendInTransaction() throws IOException, StatementError {
        Ready statement = ready();
        if (!isPlain(statement.sql())) {
            sendByItself(statement);
            return;
        }
        waiting.add(statement);
        waitingCharacters += statement.sql().length();
        if (waiting.size() >= MOST_TOGETHER || waitingCharacters >= MOST_CHARACTERS) {
            sendWaiting();
        }
    }

    private void sendByItself(Ready statement) throws IOException, StatementError {
        flush();
        Optional<String> before = patience.inside(statement.waiting());
        if (before.isPresent()) {
            sendTogether(List.of(before.get()), statement);
        }
        send(statement, true);
        if (reader.firstWord().equals(ROLLBACK)) {
            patience.rolledBack(false);
        }
    }

    /** Only a plain statement is known to leave the session as it is. */
    private boolean mayChangeSession(String sql) {
        return !PLAIN.contains(reader.firstWord()) || TEMPORARY.matcher(sql).lookingAt();
    }

    /** A statement that may hold others, as a function's body does, is left to go alone. */
    private boolean isPlain(String sql) {
        String verb = reader.firstWord();
        return timeout().isEmpty()
                && !reader.hasInlineData()
                && PLAIN.contains(verb)
                && (verb.equals("INSERT") || sql.indexOf(';') < 0);
    }

    /** Sends all that wait; after it the transaction may end, or go on with the script's own savepoints. */
    void flush() throws StatementError {
        sendWaiting();
        isSavepointLeft = false;
    }

    /** The transaction was rolled back, and so were the statements that have been executed since this many. */
    void forget(int sentBefore) {
        waiting.clear();
        waitingCharacters = 0;
        isSavepointLeft = false;
        sent = sentBefore;
    }

    private void sendWaiting() throws StatementError {
        List<Ready> together = List.copyOf(waiting);
        waiting.clear();
        waitingCharacters = 0;
        if (together.size() > 1) {
            executeTogether(together);
        } else if (!together.isEmpty()) {
            executeAlone(together.get(0));
        }
    }

    /** What is to be said before it goes with it. */
    private void executeAlone(Ready statement) throws StatementError {
        Optional<String> before = patience.inside(statement.waiting());
        if (before.isEmpty()) {
            execute(statement, true);
        } else {
            sendTogether(List.of(before.get(), statement.sql()), statement);
            sent++;
        }
    }

    private void sendTogether(List<String> batch, Ready statement) throws StatementError {
        try {
            session.execution().executeBatch(batch);
        } catch (SQLException failed) {
            boolean hasCause = failed instanceof BatchUpdateException && failed.getNextException() != null;
            throw new StatementError(
                    statement.number(), statement.sql(), hasCause ? failed.getNextException() : failed);
        }
    }

    /**
     * The savepoint is released with the next batch and not with its own: drivers that do not wait for answers send that
     * too, behind a statement that failed, and then there is nothing left to roll back to.
     */
    private void executeTogether(List<Ready> together) throws StatementError {
        List<String> batch = new ArrayList<>();
        if (isSavepointLeft) {
            batch.add("RELEASE SAVEPOINT " + SAVEPOINT);
        }
        batch.add("SAVEPOINT " + SAVEPOINT);
        int first = batch.size();
        boolean wasSettled = patience.isSettledHere();
        for (Ready statement : together) {
            patience.inside(statement.waiting()).ifPresent(batch::add);
            batch.add(statement.sql());
        }
        try {
            isSavepointLeft = true;
            session.execution().executeBatch(batch);
            sent += together.size();
        } catch (SQLException failed) {
            patience.rolledBack(wasSettled);
            executeOneByOne(together, first, failed);
        }
    }

    private void executeOneByOne(List<Ready> together, int first, SQLException failed) throws StatementError {
        try {
            if (session.isStopping()
                    || failed instanceof Watchdog.TimeoutError
                    || session.trouble(failed) == Trouble.CONNECTION) {
                throw failed;
            }
            session.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException savepointGone) {
            Ready culprit = culprit(together, first, failed);
            throw new StatementError(culprit.number(), culprit.sql(), failed);
        }
        for (Ready statement : together) {
            executeAlone(statement);
        }
    }

    /** A driver that has sent what comes behind the failed statement too, RELEASE included, tells which one it was. */
    private static Ready culprit(List<Ready> together, int first, SQLException failed) {
        int[] counts = failed instanceof BatchUpdateException batch ? batch.getUpdateCounts() : new int[0];
        for (int i = 0; i < together.size() && first + i < counts.length; i++) {
            if (counts[first + i] == java.sql.Statement.EXECUTE_FAILED) {
                return together.get(i);
            }
        }
        return together.get(0);
    }

    private void execute(Ready statement, boolean isStoppable) throws StatementError {
        try {
            session.execution().execute(statement.sql(), isStoppable, timeout());
            sent++;
        } catch (SQLException error) {
            throw new StatementError(statement.number(), statement.sql(), error);
        }
    }

    /** The first column of the first rows that a query finds. */
    private List<String> ask(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (java.sql.Statement statement = session.connection().createStatement()) {
            statement.setMaxRows(MOST_SHOWN);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }
}
