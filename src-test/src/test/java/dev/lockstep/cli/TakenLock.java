package dev.lockstep.cli;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Lease;
import dev.lockstep.dialects.MariaDbDialect;
import dev.lockstep.dialects.PostgreSqlDialect;
import dev.lockstep.dialects.SqliteDialect;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The lock, taken as a run takes it, by a session that then does nothing. */
final class TakenLock {
    private TakenLock() {}

    /** Takes it; it is held until it is let go, or the connection ends. */
    static Lease by(Connection connection, TestDatabase db) throws SQLException {
        Dialect dialect = switch (db.dbms()) {
            case POSTGRESQL -> new PostgreSqlDialect();
            case MARIADB -> new MariaDbDialect();
            case SQLITE -> new SqliteDialect();
        };
        return dialect.lock(connection, dialect.surroundings(connection, Optional.empty(), "schema_history"))
                .take("web-1/4711")
                .orElseThrow();
    }
}
