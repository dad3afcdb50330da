package dev.lockstep.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every call of a run that may have reached the server, in order. */
public final class CallLog {
    private static final Pattern READS =
            Pattern.compile("(?is)\\s*(SELECT|SHOW|EXPLAIN|VALUES|TABLE|WITH|DESCRIBE|PRAGMA[^=]*$)\\b.*");
    private static final Pattern CONTROLS =
            Pattern.compile("(?is)\\s*(SET|BEGIN|START|COMMIT|ROLLBACK|END|SAVEPOINT|RELEASE|RESET|DISCARD)\\b.*");
    private static final Pattern CHANGES = Pattern.compile("(?is).*\\b(INSERT|UPDATE|DELETE|MERGE)\\b.*");

    private final List<Call> calls = new ArrayList<>();

    synchronized Call add(int connection, String method, String sql) {
        Call call = new Call(calls.size() + 1, connection, method, sql);
        calls.add(call);
        return call;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The texts of all statements that were sent. */
    public List<String> statements() {
        return calls().stream().filter(Call::executes).map(Call::sql).toList();
    }

    /**
     * How many statements were sent and transactions ended, one trip for each at most. What crosses the wire when a
     * connection is opened is not in it; {@link Faults#turns} counts on the wire itself.
     */
    public int roundTrips() {
        return (int) calls().stream().filter(Call::isRoundTrip).count();
    }

    /** The statements that are not plainly reading and not plainly transaction control; judged by their first word. */
    public List<Call> writes() {
        return calls().stream()
                .filter(Call::executes)
                .filter(call -> !reads(call.sql()))
                .toList();
    }

    private static boolean reads(String sql) {
        if (CONTROLS.matcher(sql).matches()) {
            return true;
        }
        boolean with = sql.stripLeading().regionMatches(true, 0, "WITH", 0, 4);
        return READS.matcher(sql).matches() && !(with && CHANGES.matcher(sql).matches());
    }

    @Override
    public String toString() {
        return calls().stream().map(Call::toString).collect(Collectors.joining("\n"));
    }
}
