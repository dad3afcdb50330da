package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An index that is built. Interrupted or failed, CREATE INDEX CONCURRENTLY leaves it behind as invalid: it is dropped and
 * built again. All indexes of the table are looked at, because the server may have chosen the name.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createindex.html">CREATE INDEX, Building Indexes
 *     Concurrently</a>
 */
record PostgreSqlIndexBuild(PostgreSqlName table, Optional<String> index) implements PostgreSqlTarget {
    private static final String SCHEMA = """
            SELECT format('index %I.%I', n.nspname, CAST(? AS text))
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = to_regclass(?)""";

    @Override
    public Probe look(Connection connection) throws SQLException {
        Map<String, String> seen =
                new TreeMap<>(PostgreSqlIndexes.where(connection, "i.indrelid = to_regclass(?)", table.sql()));
        seen.put("table " + table.sql(), "the one with these indexes");
        if (index.isPresent()) {
            try (PreparedStatement statement = connection.prepareStatement(SCHEMA)) {
                statement.setString(1, index.get());
                statement.setString(2, table.sql());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        seen.putIfAbsent(row.getString(1), ABSENT);
                    }
                }
            }
        }
        return new Probe.Seen(seen);
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        List<Map.Entry<String, String>> fresh = now.objects().entrySet().stream()
                .filter(object -> isOurs(object, before.objects()))
                .toList();
        List<String> invalid = fresh.stream()
                .filter(object -> PostgreSqlIndexes.isInvalid(object.getValue()))
                .map(object -> PostgreSqlIndexes.drop(object.getKey()))
                .toList();
        if (!invalid.isEmpty()) {
            return new Outcome.HalfDone(invalid, Outcome.Then.EXECUTE);
        }
        if (fresh.isEmpty()) {
            return new Outcome.Absent();
        }
        return fresh.stream().allMatch(object -> object.getValue().endsWith(" valid"))
                ? new Outcome.Complete()
                : new Outcome.Unknown("another session is building the index at this moment");
    }

    /** It was not there, and has the name that was asked for, if one was. */
    private boolean isOurs(Map.Entry<String, String> object, Map<String, String> before) {
        boolean isFresh = PostgreSqlIndexes.isIndex(object.getKey())
                && !object.getValue().equals(ABSENT)
                && before.getOrDefault(object.getKey(), ABSENT).equals(ABSENT);
        return isFresh && (index.isEmpty() || before.containsKey(object.getKey()));
    }
}
