package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * A thing with one row in a catalogue: it is there or not, or has another property now. A DROP DATABASE that was
 * interrupted leaves its row marked as invalid, and is said again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-database.html">pg_database, datconnlimit</a>
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-subscription.html">pg_subscription</a>
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-prepared-xacts.html">pg_prepared_xacts</a>
 */
record PostgreSqlCatalogued(Kind kind, String name) implements PostgreSqlTarget {
    private static final String BROKEN = "broken";

    /** What it is, with the query that finds it by its name. */
    enum Kind {
        DATABASE("""
                SELECT CASE WHEN datconnlimit = -2 THEN 'broken' ELSE 'oid ' || oid || ' in ' || dattablespace END
                FROM pg_catalog.pg_database WHERE datname = ?"""),
        TABLESPACE("SELECT 'oid ' || oid FROM pg_catalog.pg_tablespace WHERE spcname = ?"),
        SUBSCRIPTION("""
                SELECT 'oid ' || s.oid || ' to ' || md5(CAST(s.subpublications AS text))
                FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
                WHERE d.datname = current_database() AND s.subname = ?"""),
        TRANSACTION("SELECT 'prepared' FROM pg_catalog.pg_prepared_xacts WHERE gid = ?"),
        SLOT("SELECT 'slot of ' || plugin FROM pg_catalog.pg_replication_slots WHERE slot_name = ?");

        private final String query;

        Kind(String query) {
            this.query = query;
        }
    }

    @Override
    public Probe look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(kind.query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return new Probe.Seen(Map.of(key(), row.next() ? row.getString(1) : ABSENT));
            }
        }
    }

    private String key() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        return BROKEN.equals(now.objects().get(key())) ? new Outcome.Absent() : Outcome.compare(before, now);
    }
}
