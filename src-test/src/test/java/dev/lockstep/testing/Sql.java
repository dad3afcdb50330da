package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL in one line, for tests. */
public final class Sql {
    private Sql() {}

    /** Executes the statements one after the other. */
    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the only row; {@code "NULL"} for null. */
    public static String value(Connection connection, String query) throws SQLException {
        List<String> values = column(connection, query);
        if (values.size() != 1) {
            throw new AssertionError(values.size() + " rows instead of one: " + query);
        }
        return values.get(0);
    }

    /** The first column of every row. */
    public static List<String> column(Connection connection, String query) throws SQLException {
        return rows(connection, query).stream().map(row -> row.get(0)).toList();
    }

    /** Every row, as text. */
    public static List<List<String>> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery(query)) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            String value = result.getString(column);
            row.add(value == null ? "NULL" : value);
        }
        return row;
    }
}
