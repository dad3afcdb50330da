package dev.lockstep.foreign;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Surroundings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that may be another tool's history.
 *
 * @param schema the schema that holds it
 * @param name its name, as the database writes it
 * @param columns the names of its columns, in lower case
 * @param neighbours the names of all tables of the schema, as the database writes them
 * @param at where the session stands
 * @param dialect the database's dialect
 * @param connection the session
 */
public record ForeignTable(
        String schema,
        String name,
        Set<String> columns,
        Set<String> neighbours,
        Surroundings at,
        Dialect dialect,
        Connection connection) {
    /** Copies the sets. */
    public ForeignTable {
        columns = Set.copyOf(columns);
        neighbours = Set.copyOf(neighbours);
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the row at which the result stands. */
        T read(ResultSet row, Clock clock) throws SQLException;
    }

    /** Whether it has all these columns, whatever others it has. */
    public boolean has(String... names) {
        return columns.containsAll(Set.of(names));
    }

    /** Whether it has these columns and no others. */
    public boolean hasOnly(String... names) {
        return columns.equals(Set.of(names));
    }

    /** A table of the same schema, by its name in whatever case; empty if there is none. */
    public Optional<String> beside(String other) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.equalsIgnoreCase(other))
                .findFirst()
                .map(this::inFull);
    }

    /** The table's name with its schema, in quotes. */
    public String inFull() {
        return inFull(name);
    }

    private String inFull(String table) {
        return dialect.traits().quote(schema) + "." + dialect.traits().quote(table);
    }

    /** A lock of the database that the tool takes; empty where it has none. */
    public Optional<Lock> lock(ForeignLock foreign) {
        return dialect.lock(connection, foreign);
    }

    /** Reads rows of this table: {@code select version}, then {@code order by id}. */
    public <T> List<T> read(String select, String rest, Reader<T> reader) throws SQLException {
        return read(select + " FROM " + inFull() + " " + rest, reader);
    }

    /** Reads what any query finds. */
    public <T> List<T> read(String query, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            Clock clock = clock(statement);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    found.add(reader.read(row, clock));
                }
            }
        }
        return found;
    }

    private static Clock clock(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
            row.next();
            return Clock.of(row.getString(1), Instant.now());
        }
    }
}
