package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import java.sql.Connection;
import java.util.List;

/** What can be seen of the objects that a bare statement changes. */
final class MariaDbProbe {
    private MariaDbProbe() {}

    static Probe take(Connection connection, List<Token> statement) {
        return new Probe.Blind("nothing is looked at yet");
    }

    static Outcome outcome(List<Token> statement, Probe.Seen before, Probe.Seen now) {
        return Outcome.compare(before, now);
    }
}
