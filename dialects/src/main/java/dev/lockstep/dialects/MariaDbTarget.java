package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.SQLException;

/** What a bare statement is about, as its words tell. */
interface MariaDbTarget {
    /** How it looks now. */
    Probe look(MariaDbCatalogue catalogue) throws SQLException;

    /** What became of the statement. */
    default Outcome outcome(Probe.Seen before, Probe.Seen now) {
        return Outcome.compare(before, now);
    }

    /** The statement may be executed again at any time. */
    static MariaDbTarget repeatable() {
        return catalogue -> new Probe.Repeatable();
    }

    /** Nothing can be seen. */
    static MariaDbTarget blind(String reason) {
        return catalogue -> new Probe.Blind(reason);
    }
}
