package dev.lockstep.dialects;

import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What can be seen of the objects that a bare statement changes. */
final class SqliteProbe {
    private SqliteProbe() {}

    static Probe take(Connection connection, List<Token> statement) throws SQLException {
        return new Probe.Repeatable();
    }
}
