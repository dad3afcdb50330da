package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A partition that is detached. Interrupted between its two transactions, DETACH CONCURRENTLY leaves the partition
 * pending, and FINALIZE ends it. The catalogue has that mark since PostgreSQL 14; before there is no such statement.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE, DETACH PARTITION</a>
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-inherits.html">pg_inherits, inhdetachpending</a>
 */
record PostgreSqlDetach(PostgreSqlName parent, PostgreSqlName child) implements PostgreSqlTarget {
    private static final String PENDING = "pending";
    private static final String LOOK = """
            SELECT CASE WHEN to_jsonb(h) ->> 'inhdetachpending' = 'true' THEN 'pending' ELSE 'attached' END
            FROM pg_catalog.pg_inherits h WHERE h.inhrelid = to_regclass(?) AND h.inhparent = to_regclass(?)""";

    @Override
    public Probe look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, child.sql());
            statement.setString(2, parent.sql());
            try (ResultSet row = statement.executeQuery()) {
                return new Probe.Seen(Map.of(key(), row.next() ? row.getString(1) : "detached"));
            }
        }
    }

    private String key() {
        return "partition " + child.sql() + " of " + parent.sql();
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        boolean isPending = PENDING.equals(now.objects().get(key()));
        return isPending && !PENDING.equals(before.objects().get(key()))
                ? new Outcome.HalfDone(
                        List.of("ALTER TABLE " + parent.sql() + " DETACH PARTITION " + child.sql() + " FINALIZE"),
                        Outcome.Then.SKIP)
                : Outcome.compare(before, now);
    }
}
