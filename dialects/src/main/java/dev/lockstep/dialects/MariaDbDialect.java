package dev.lockstep.dialects;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Inspection;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.SessionState;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.dialect.Token;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Finding;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MariaDB and MySQL: rows can be rolled back, definitions commit by themselves, and the lock is a named one. A schema and
 * a database are the same thing here.
 */
public final class MariaDbDialect implements Dialect {
    /**
     * A deadlock rolls the whole transaction back. Under START TRANSACTION the statements that were sent behind the
     * victim would then commit by themselves; with auto-commit off they begin a transaction that is rolled back too.
     * Switching it on again would commit too, but leave the mode that SET TRANSACTION asks of one transaction to the next.
     *
     * @see <a href="https://mariadb.com/kb/en/start-transaction/#autocommit">autocommit</a>
     * @see <a href="https://mariadb.com/kb/en/innodb-lock-modes/">InnoDB Lock Modes, deadlocks</a>
     */
    private static final Traits.Transaction TRANSACTION = new Traits.Transaction(
            "SET autocommit = 0",
            List.of("COMMIT", "SET autocommit = 1"),
            List.of("ROLLBACK", "SET autocommit = 1"),
            new Traits.Sight("", "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED"));

    private static final Traits TRAITS = new Traits(
            MariaDbLexicon.LEXICON,
            MariaDbEffects.EFFECTS,
            TRANSACTION,
            '`',
            new Traits.HistoryTypes(
                    "VARCHAR(255)",
                    "LONGTEXT",
                    "DATETIME(6)",
                    " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"));

    private static final String SURROUNDINGS = """
            SELECT DATABASE(), CURRENT_USER(), CONNECTION_ID(),
                EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = %s AND TABLE_NAME = ?),
                @@SESSION.sql_mode""";

    private static final String WITHOUT_TRANSACTIONS = """
            SELECT LOWER(t.TABLE_NAME) FROM information_schema.TABLES t JOIN information_schema.ENGINES e
                ON e.ENGINE = t.ENGINE AND e.TRANSACTIONS = 'NO'
            WHERE t.TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')""";

    private static final String TABLES = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?";

    private static final String COLUMNS = """
            SELECT LOWER(c.COLUMN_NAME), c.TABLE_NAME FROM information_schema.COLUMNS c JOIN information_schema.TABLES t
                ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE'
            WHERE c.TABLE_SCHEMA = ?""";

    @Override
    public List<String> names() {
        return List.of("mariadb", "mysql");
    }

    @Override
    public boolean speaks(String productName) {
        return productName.equalsIgnoreCase("MariaDB") || productName.equalsIgnoreCase("MySQL");
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Surroundings surroundings(Connection connection, Optional<String> schema, String table) throws SQLException {
        String sql = SURROUNDINGS.formatted(schema.isPresent() ? "?" : "DATABASE()");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (schema.isPresent()) {
                statement.setString(1, schema.get());
            }
            statement.setString(schema.isPresent() ? 2 : 1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String found = schema.orElse(row.getString(1));
                if (found == null) {
                    throw new SQLException("the session has no default database", "3D000");
                }
                String database = row.getString(1) == null ? found : row.getString(1);
                return new Surroundings(
                        database,
                        found,
                        table,
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getString(5),
                        Pooling.NONE);
            }
        }
    }

    @Override
    public Set<String> tables(Connection connection, String schema) throws SQLException {
        return Set.copyOf(Rows.first(Rows.all(connection, TABLES, schema)));
    }

    @Override
    public Map<String, Set<String>> tablesByColumn(Connection connection, String schema) throws SQLException {
        return Rows.grouped(Rows.all(connection, COLUMNS, schema));
    }

    @Override
    public Lock lock(Connection connection, Surroundings surroundings) {
        return new MariaDbLock(connection, surroundings);
    }

    @Override
    public Optional<Lock> lock(Connection connection, ForeignLock foreign) {
        return foreign.name().map(name -> new MariaDbLock(connection, name));
    }

    @Override
    public Optional<DatabaseSession> session(Connection onlooker, String id) throws SQLException {
        return new MariaDbSessions(onlooker).of(id);
    }

    /**
     * A statement that is rolled back keeps its effect on a table of an engine without transactions.
     *
     * @see <a href="https://mariadb.com/kb/en/information-schema-engines-table/">information_schema.ENGINES</a>
     */
    @Override
    public Set<String> tablesWithoutTransactions(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WITHOUT_TRANSACTIONS)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Override
    public SessionState sessionState(Connection connection, Pooling pooling) throws SQLException {
        return MariaDbSession.of(connection);
    }

    /** Where a right to look is missing, the statement is executed all the same, and nothing can be told of it. */
    @Override
    public Probe probe(Connection connection, List<Token> statement) throws SQLException {
        try {
            return MariaDbProbe.target(statement).look(new MariaDbCatalogue(connection));
        } catch (SQLException refused) {
            if (MariaDbDiagnosis.isDenied(refused)) {
                String reason = String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
                return new Probe.Blind("what it changes may not be looked at: " + reason);
            }
            throw refused;
        }
    }

    @Override
    public Outcome outcome(List<Token> statement, Probe.Seen before, Probe.Seen now) {
        return MariaDbProbe.target(statement).outcome(before, now);
    }

    /**
     * A packet is the text and one byte before it.
     *
     * @see <a href="https://mariadb.com/kb/en/server-system-variables/#max_allowed_packet">max_allowed_packet</a>
     */
    @Override
    public void checkLength(Connection connection, String sql) throws SQLException {
        long limit = Long.parseLong(
                Rows.all(connection, "SELECT @@max_allowed_packet").get(0).get(0));
        int longestCharacter = 3;
        if ((long) sql.length() * longestCharacter < limit) {
            return;
        }
        int length = sql.getBytes(StandardCharsets.UTF_8).length;
        if (length >= limit) {
            int packetTooLarge = 1153;
            throw new SQLException(
                    "the statement has " + length + " bytes, and the server's max_allowed_packet is " + limit,
                    "08S01",
                    packetTooLarge);
        }
    }

    @Override
    public Finding writable(Connection connection, Surroundings surroundings) throws SQLException {
        return new MariaDbInspections(connection, surroundings).writable();
    }

    @Override
    public List<Inspection> inspections(Connection connection, Surroundings surroundings) {
        return new MariaDbInspections(connection, surroundings).all();
    }

    @Override
    public Diagnosis diagnose(SQLException error, String statement, Surroundings surroundings) {
        return MariaDbDiagnosis.of(error, statement, surroundings);
    }
}
