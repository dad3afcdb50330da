package dev.lockstep.dialects;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The indexes as the catalogue shows them: each by its name, with its number, its file and whether it is valid. An invalid
 * one that a session is building at this moment is none of ours.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-index.html">pg_index</a>
 * @see <a href="https://www.postgresql.org/docs/current/progress-reporting.html">pg_stat_progress_create_index</a>
 */
final class PostgreSqlIndexes {
    private static final String PREFIX = "index ";
    private static final String INVALID = "invalid";

    /** What REINDEX CONCURRENTLY leaves: https://www.postgresql.org/docs/current/sql-reindex.html. */
    private static final Pattern LEFTOVER = Pattern.compile("_cc(new|old)\\d*\"?$");

    private static final String LOOK = """
            SELECT format('%%I.%%I', n.nspname, c.relname),
                'oid ' || c.oid || ' file ' || c.relfilenode || CASE
                    WHEN i.indisvalid AND i.indisready AND i.indislive THEN ' valid'
                    WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index p
                        WHERE p.index_relid = c.oid) THEN ' in progress'
                    ELSE ' invalid' END
            FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE %s""";

    private PostgreSqlIndexes() {}

    /** Those that fit a condition with any number of parameters, all of them the same text. */
    static Map<String, String> where(Connection connection, String condition, String text) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LOOK.formatted(condition))) {
            long parameters = condition.chars().filter(c -> c == '?').count();
            for (int i = 1; i <= parameters; i++) {
                statement.setString(i, text);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(PREFIX + row.getString(1), row.getString(2));
                }
            }
        }
        return found;
    }

    /** The names of all invalid ones, in quotes where they need them. */
    static List<String> invalid(Connection connection) throws SQLException {
        return where(connection, "NOT (i.indisvalid AND i.indisready AND i.indislive)", "").entrySet().stream()
                .filter(index -> isInvalid(index.getValue()))
                .map(index -> index.getKey().substring(PREFIX.length()))
                .toList();
    }

    static boolean isIndex(String key) {
        return key.startsWith(PREFIX);
    }

    static boolean isInvalid(String print) {
        return print.endsWith(INVALID);
    }

    /** The invalid copies that a REINDEX CONCURRENTLY left, and that were not there before. */
    static List<String> leftovers(Map<String, String> before, Map<String, String> now) {
        return now.entrySet().stream()
                .filter(index -> isIndex(index.getKey()) && isInvalid(index.getValue()))
                .map(Map.Entry::getKey)
                .filter(key -> LEFTOVER.matcher(key).find() && !before.containsKey(key))
                .toList();
    }

    /** The statement that drops it; its name is in quotes where it needs them. */
    static String drop(String key) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + key.substring(PREFIX.length());
    }
}
