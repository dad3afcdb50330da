package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The whole of a database as text: the schema, then every row of every table, in an order that does not change. */
final class Snapshot {
    private final Catalogue catalogue;
    private final Set<String> except;

    /**
     * @param except names of tables whose rows do not count, and {@code table.column} for columns whose values do not;
     *     the tables and columns themselves do
     */
    Snapshot(Catalogue catalogue, String... except) {
        this.catalogue = catalogue;
        this.except = Set.of(except);
    }

    String take(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>(new TreeSet<>(catalogue.objects(connection)));
        for (Catalogue.Table table : catalogue.tables(connection).stream()
                .sorted(java.util.Comparator.comparing(Catalogue.Table::name))
                .toList()) {
            if (!except.contains(table.name())) {
                lines.addAll(rows(connection, table));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** Sorted here and not by the database, whose order depends on the types. */
    private List<String> rows(Connection connection, Catalogue.Table table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table.quoted())) {
            while (result.next()) {
                rows.add(row(table, result));
            }
        }
        rows.sort(null);
        return rows;
    }

    private String row(Catalogue.Table table, ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        StringBuilder row = new StringBuilder("row ").append(table.name());
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            String name = metaData.getColumnLabel(column);
            boolean counts = !except.contains(table.name() + "." + name);
            row.append(" | ").append(name).append('=').append(counts ? value(result, column) : "...");
        }
        return row.toString();
    }

    private static String value(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value == null) {
            return "NULL";
        }
        if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        }
        return "'" + result.getString(column) + "'";
    }
}
