package dev.lockstep.dialects;

import dev.lockstep.model.DatabaseSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a short query answers, as text; null is an empty one. */
final class Rows {
    private Rows() {}

    /** All rows, each with all its columns. */
    static List<List<String>> all(Connection connection, String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        }
    }

    /** Rows about sessions, whose numbers the second column holds, but for the one that holds the lock. */
    static List<List<String>> ofOthers(Connection connection, String query, Optional<DatabaseSession> holder)
            throws SQLException {
        return all(connection, query).stream()
                .filter(row -> holder.filter(own -> own.id().equals(row.get(1))).isEmpty())
                .toList();
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            String text = result.getString(i);
            row.add(text == null ? "" : text);
        }
        return row;
    }

    /** What the second column holds in the rows of each value of the first. */
    static Map<String, Set<String>> grouped(List<List<String>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(0),
                        Collectors.mapping(row -> row.get(1), Collectors.toCollection(TreeSet::new))));
    }

    /** The first column of all rows. */
    static List<String> first(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).toList();
    }
}
