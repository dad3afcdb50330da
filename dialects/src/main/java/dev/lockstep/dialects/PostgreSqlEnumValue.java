package dev.lockstep.dialects;

import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * A value of an enum.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-enum.html">pg_enum</a>
 */
record PostgreSqlEnumValue(PostgreSqlName type, String label) implements PostgreSqlTarget {
    private static final String LOOK =
            "SELECT 'oid ' || oid FROM pg_catalog.pg_enum WHERE enumtypid = to_regtype(?) AND enumlabel = ?";

    @Override
    public Probe look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, type.sql());
            statement.setString(2, label);
            try (ResultSet row = statement.executeQuery()) {
                String key = "value '" + label + "' of type " + type.sql();
                return new Probe.Seen(Map.of(key.replaceAll("\\s", " "), row.next() ? row.getString(1) : ABSENT));
            }
        }
    }
}
