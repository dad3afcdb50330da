package dev.lockstep.dialects;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Inspection;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.SessionState;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.dialect.Token;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** SQLite: everything that changes data can be rolled back, and the lock is a file's. */
public final class SqliteDialect implements Dialect {
    private static final String MAIN = "main";

    private static final Traits TRAITS = new Traits(
            SqliteLexicon.LEXICON,
            SqliteEffects.EFFECTS,
            Traits.Transaction.begunBy("BEGIN IMMEDIATE"),
            '"',
            new Traits.HistoryTypes("TEXT", "TEXT", "TEXT", ""));

    private static final String SURROUNDINGS = """
            SELECT (SELECT file FROM pragma_database_list WHERE name = '%s'),
                EXISTS (SELECT 1 FROM %s.sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE)""";

    /** All of one schema: https://www.sqlite.org/pragma.html#pragma_table_list. */
    private static final String TABLES =
            "SELECT name FROM pragma_table_list WHERE schema = ? COLLATE NOCASE AND type IN ('table', 'view')";

    /** A table that a module makes is left out: the module may be missing. */
    private static final String COLUMNS = """
            SELECT LOWER(c.name), t.name FROM pragma_table_list t, pragma_table_info(t.name, t.schema) c
            WHERE t.schema = ? COLLATE NOCASE AND t.type = 'table'""";

    @Override
    public List<String> names() {
        return List.of("sqlite", "sqlite3");
    }

    @Override
    public boolean speaks(String productName) {
        return productName.equalsIgnoreCase("SQLite");
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    /** The lock is the main file's, also where the history lies in an attached one. */
    @Override
    public Surroundings surroundings(Connection connection, Optional<String> schema, String table) throws SQLException {
        String found = schema.orElse(MAIN);
        String sql = SURROUNDINGS.formatted(MAIN, TRAITS.quote(found));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String file = row.getString(1) == null ? "" : row.getString(1);
                return new Surroundings(file, found, table, "", "", row.getBoolean(2), "", Pooling.NONE);
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
    public Lock lock(Connection connection, Surroundings surroundings) throws SQLException {
        return SqliteLock.of(connection, surroundings);
    }

    @Override
    public SessionState sessionState(Connection connection, Pooling pooling) throws SQLException {
        return SqliteSession.of(connection);
    }

    @Override
    public Probe probe(Connection connection, List<Token> statement) throws SQLException {
        return SqliteProbe.take(connection, statement);
    }

    @Override
    public Finding writable(Connection connection, Surroundings surroundings) throws SQLException {
        return new SqliteInspections(connection, surroundings).writable();
    }

    @Override
    public List<Inspection> inspections(Connection connection, Surroundings surroundings) {
        return new SqliteInspections(connection, surroundings).all();
    }

    @Override
    public Diagnosis diagnose(SQLException error, String statement, Surroundings surroundings) {
        return SqliteDiagnosis.of(error, statement, surroundings);
    }
}
