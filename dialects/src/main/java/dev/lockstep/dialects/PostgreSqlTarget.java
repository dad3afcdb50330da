package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.SQLException;

/** What a bare statement is about, as its words tell. */
interface PostgreSqlTarget {
    /** How a thing that is not there looks. */
    String ABSENT = "absent";

    /** How it looks now. */
    Probe look(Connection connection) throws SQLException;

    /** What became of the statement. */
    default Outcome outcome(Probe.Seen before, Probe.Seen now) {
        return Outcome.compare(before, now);
    }

    /** The statement may be executed again at any time. */
    static PostgreSqlTarget repeatable() {
        return connection -> new Probe.Repeatable();
    }

    /** Nothing can be seen. */
    static PostgreSqlTarget blind(String reason) {
        return connection -> new Probe.Blind(reason);
    }
}
