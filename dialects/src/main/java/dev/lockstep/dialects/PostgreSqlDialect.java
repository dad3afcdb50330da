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
import dev.lockstep.dialect.Transfer;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL, 12 and newer: almost everything can be rolled back, and the lock is an advisory one. */
public final class PostgreSqlDialect implements Dialect {
    private static final Traits TRAITS = new Traits(
            PostgreSqlLexicon.LEXICON,
            PostgreSqlEffects.EFFECTS,
            Traits.Transaction.begunBy("BEGIN").seen(new Traits.Sight("SET LOCAL application_name = '%s'", "")),
            '"',
            new Traits.HistoryTypes("VARCHAR(255)", "TEXT", "TIMESTAMP(6)", ""));

    /** Current schema and search path: https://www.postgresql.org/docs/current/functions-info.html. */
    private static final String SURROUNDINGS = """
            SELECT current_database(), s.name, current_user, current_setting('search_path'), pg_backend_pid(),
                EXISTS (SELECT 1 FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = s.name AND c.relname = ? AND c.relkind IN ('r', 'p', 'f', 'v')),
                current_setting('standard_conforming_strings')
            FROM (SELECT COALESCE(CAST(? AS text), current_schema()) AS name) s""";

    private static final String TABLES = """
            SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'f', 'v')""";

    private static final String COLUMNS = """
            SELECT LOWER(a.attname), c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p')""";

    @Override
    public List<String> names() {
        return List.of("postgresql", "postgres", "pg");
    }

    @Override
    public boolean speaks(String productName) {
        return productName.equalsIgnoreCase("PostgreSQL");
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Surroundings surroundings(Connection connection, Optional<String> schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SURROUNDINGS)) {
            statement.setString(1, table);
            statement.setString(2, schema.orElse(null));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String found = row.getString(2);
                if (found == null) {
                    throw new SQLException("the session has no default schema: none of those in its search_path ("
                            + row.getString(4) + ") is there; name one with --schema, or create it");
                }
                return new Surroundings(
                        row.getString(1),
                        found,
                        table,
                        row.getString(3),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getString(7),
                        PostgreSqlDriver.pooling(connection, row.getString(5)));
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
    public Optional<String> pooledSession(Connection connection) throws SQLException {
        String session = Rows.all(connection, "SELECT pg_backend_pid()").get(0).get(0);
        return PostgreSqlDriver.pooling(connection, session) == Pooling.NONE ? Optional.empty() : Optional.of(session);
    }

    @Override
    public Lock lock(Connection connection, Surroundings surroundings) {
        return new PostgreSqlLock(connection, surroundings);
    }

    @Override
    public Optional<Lock> lock(Connection connection, ForeignLock foreign) {
        return Optional.of(new PostgreSqlLock(connection, foreign));
    }

    @Override
    public Optional<DatabaseSession> session(Connection onlooker, String id) throws SQLException {
        return new PostgreSqlSessions(onlooker).of(id);
    }

    @Override
    public SessionState sessionState(Connection connection, Pooling pooling) throws SQLException {
        return PostgreSqlSession.of(connection, pooling);
    }

    @Override
    public Probe probe(Connection connection, List<Token> statement) throws SQLException {
        return PostgreSqlProbe.target(statement).look(connection);
    }

    @Override
    public Outcome outcome(List<Token> statement, Probe.Seen before, Probe.Seen now) {
        return PostgreSqlProbe.target(statement).outcome(before, now);
    }

    @Override
    public Transfer transfer(Connection connection, String sql) throws SQLException {
        return PostgreSqlTransfer.of(connection, sql);
    }

    @Override
    public Finding writable(Connection connection, Surroundings surroundings) throws SQLException {
        return new PostgreSqlInspections(connection, surroundings).writable();
    }

    @Override
    public List<Inspection> inspections(Connection connection, Surroundings surroundings) {
        return new PostgreSqlInspections(connection, surroundings).all();
    }

    @Override
    public Diagnosis diagnose(SQLException error, String statement, Surroundings surroundings) {
        return PostgreSqlDiagnosis.of(error, statement, surroundings);
    }
}
