package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * An index that is dropped CONCURRENTLY. Interrupted between its transactions the statement leaves the index invalid, and
 * is said again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-dropindex.html">DROP INDEX</a>
 */
record PostgreSqlIndexDrop(PostgreSqlName index) implements PostgreSqlTarget {
    private static final String LOOK = "SELECT 'oid ' || CAST(CAST(to_regclass(?) AS oid) AS text)";

    @Override
    public Probe look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, index.sql());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Probe.Seen(Map.of(key(), row.getString(1) == null ? ABSENT : row.getString(1)));
            }
        }
    }

    private String key() {
        return "index " + index.sql();
    }

    /** Whether it is valid is no part of the print, so an index that is still there looks as before. */
    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        boolean isOther =
                !ABSENT.equals(now.objects().get(key())) && Outcome.compare(before, now) instanceof Outcome.Complete;
        return isOther ? new Outcome.Unknown("there is another index with its name now") : Outcome.compare(before, now);
    }
}
