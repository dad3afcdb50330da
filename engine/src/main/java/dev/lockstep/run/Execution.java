package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How statements reach the database: as they are, and those of scripts with the watchdog beside them. */
final class Execution {
    private static final Pattern ENGINE = Pattern.compile("(?i)ENGINE");

    /** In characters; longer statements are few, and may be longer than the server takes. */
    private static final int LONG = 256 * 1024;

    private final Connection connection;
    private final Dialect dialect;
    private final Watchdog watchdog;
    private Optional<Set<String>> tablesWithoutTransactions = Optional.empty();

    Execution(Connection connection, Dialect dialect, Watchdog watchdog) {
        this.connection = connection;
        this.dialect = dialect;
        this.watchdog = watchdog;
    }

    /** Executes the text as it is. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            execute(statement, sql);
        }
    }

    /** Reads all its results to their end, since a late one may be an error. */
    private static void execute(Statement statement, String sql) throws SQLException {
        statement.setEscapeProcessing(false);
        boolean isResult = statement.execute(sql);
        while (isResult || statement.getUpdateCount() != -1) {
            isResult = statement.getMoreResults();
        }
    }

    /**
     * Executes a statement of a script.
     *
     * @param isStoppable whether the next run could take it up if it were cancelled
     * @param timeout how long it may take
     */
    void execute(String sql, boolean isStoppable, Optional<Duration> timeout) throws SQLException {
        checkLength(sql);
        if (ENGINE.matcher(sql).find()) {
            tablesWithoutTransactions = Optional.empty();
        }
        try (Statement statement = connection.createStatement()) {
            watchdog.guard(new InFlight(statement::cancel), isStoppable, timeout, () -> execute(statement, sql));
        }
    }

    private void checkLength(String sql) throws SQLException {
        if (sql.length() > LONG) {
            dialect.checkLength(connection, sql);
        }
    }

    /** The same, and sends the data that follow it as they are read. */
    void transfer(String sql, InputStream data, boolean isStoppable, Optional<Duration> timeout)
            throws SQLException, IOException {
        Transfer transfer = dialect.transfer(connection, sql);
        watchdog.guard(new InFlight(transfer::cancel), isStoppable, timeout, () -> transfer.send(data));
    }

    /** Executes statements that return no rows, in as few round trips as the driver knows. */
    void executeBatch(List<String> batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : batch) {
                checkLength(sql);
                statement.addBatch(sql);
            }
            watchdog.guard(new InFlight(statement::cancel), true, Optional.empty(), statement::executeBatch);
        }
    }

    /** Tables whose rows cannot be rolled back; asked again once a script has named an engine. */
    Set<String> tablesWithoutTransactions() throws SQLException {
        if (tablesWithoutTransactions.isEmpty()) {
            tablesWithoutTransactions = Optional.of(dialect.tablesWithoutTransactions(connection));
        }
        return tablesWithoutTransactions.get();
    }
}
