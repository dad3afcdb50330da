package dev.lockstep.foreign;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Surroundings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The tables that are there, each of which is asked about once. Reading only. */
public final class ForeignCatalogue {
    private final Connection connection;
    private final Dialect dialect;
    private final Surroundings at;
    private final Map<String, Set<String>> tablesBySchema = new HashMap<>();
    private Optional<Map<String, Set<String>>> tablesByColumn = Optional.empty();

    /** The tables that a session sees. */
    public ForeignCatalogue(Connection connection, Dialect dialect, Surroundings at) {
        this.connection = connection;
        this.dialect = dialect;
        this.at = at;
    }

    /** The schema of Lockstep's own history table. */
    String homeSchema() {
        return at.schema();
    }

    /** The first of these tables that is there, its name in whatever case; empty if none is. */
    Optional<ForeignTable> first(String schema, List<String> names) throws SQLException {
        Set<String> present = tables(schema);
        for (String name : names) {
            Optional<String> written = present.contains(name)
                    ? Optional.of(name)
                    : present.stream().filter(name::equalsIgnoreCase).findFirst();
            if (written.isPresent()) {
                return Optional.of(table(schema, written.get()));
            }
        }
        return Optional.empty();
    }

    /** The first table of the home schema that has such a column and is the one that is wanted; empty if there is none. */
    Optional<ForeignTable> first(String column, Predicate<ForeignTable> wanted) throws SQLException {
        for (String name : tablesWith(column)) {
            ForeignTable table = table(homeSchema(), name);
            if (wanted.test(table)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    private Set<String> tablesWith(String column) throws SQLException {
        if (tablesByColumn.isEmpty()) {
            tablesByColumn = Optional.of(
                    tables(homeSchema()).isEmpty() ? Map.of() : dialect.tablesByColumn(connection, homeSchema()));
        }
        return tablesByColumn.get().getOrDefault(column, Set.of());
    }

    private Set<String> tables(String schema) throws SQLException {
        Set<String> known = tablesBySchema.get(schema);
        if (known == null) {
            known = dialect.tables(connection, schema);
            tablesBySchema.put(schema, known);
        }
        return known;
    }

    private ForeignTable table(String schema, String name) throws SQLException {
        String inFull = dialect.traits().quote(schema) + "." + dialect.traits().quote(name);
        Set<String> columns = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery("SELECT * FROM " + inFull + " WHERE 1 = 0")) {
            ResultSetMetaData header = nothing.getMetaData();
            for (int column = 1; column <= header.getColumnCount(); column++) {
                columns.add(header.getColumnName(column).toLowerCase(Locale.ROOT));
            }
        }
        return new ForeignTable(schema, name, columns, tables(schema), at, dialect, connection);
    }
}
