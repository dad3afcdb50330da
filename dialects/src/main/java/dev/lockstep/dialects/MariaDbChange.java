package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects of one kind that are created, changed or dropped.
 *
 * <p>A statement on several may stop between two of them, and even one that fails has an effect: DROP TABLE drops those
 * that are there and then complains of those that are not. CREATE OR REPLACE TABLE is a DROP followed by a CREATE, so the
 * table may be missing afterwards.
 *
 * @param kind of which kind they are
 * @param names which ones
 * @param aim what the statement does to them
 * @param isRepeatable whether the statement may be executed again where only some of them are done
 * @see <a href="https://mariadb.com/kb/en/atomic-ddl/">Atomic DDL</a>
 */
record MariaDbChange(MariaDbKind kind, List<MariaDbName> names, Aim aim, boolean isRepeatable)
        implements MariaDbTarget {

    /** What a statement does to an object. */
    enum Aim {
        CREATE,
        REPLACE,
        ALTER,
        DROP
    }

    private enum State {
        UNTOUCHED,
        DONE,
        /** It was absent and is to be dropped: nothing to do. */
        IRRELEVANT
    }

    @Override
    public Probe look(MariaDbCatalogue catalogue) throws SQLException {
        String database = catalogue.database();
        Map<String, String> seen = new TreeMap<>();
        for (MariaDbName name : names) {
            MariaDbName full = kind.isInSchema() ? name.in(database) : name;
            seen.put(key(full), print(catalogue, full));
        }
        return new Probe.Seen(seen);
    }

    private String key(MariaDbName name) {
        return kind.sql() + " " + name.sql();
    }

    private String print(MariaDbCatalogue catalogue, MariaDbName name) throws SQLException {
        if (aim == Aim.DROP) {
            return catalogue.isThere(kind, name) ? "present" : MariaDbCatalogue.ABSENT;
        }
        String definition = catalogue.definition(kind, name);
        boolean isNumbered = aim == Aim.REPLACE && kind == MariaDbKind.TABLE;
        return (isNumbered
                        ? catalogue
                                .numbers(name)
                                .map(text -> "id " + text + " ")
                                .orElse("")
                        : "")
                + definition;
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        List<String> untouched = new ArrayList<>();
        int done = 0;
        for (String key : before.objects().keySet()) {
            String print = now.objects().get(key);
            if (print == null) {
                return Outcome.compare(before, now);
            }
            if (!MariaDbCatalogue.areComparable(before.objects().get(key), print)) {
                return new Outcome.Unknown("the server was exchanged for another version meanwhile");
            }
            State state = state(before.objects().get(key), print);
            done += state == State.DONE ? 1 : 0;
            if (state == State.UNTOUCHED) {
                untouched.add(key);
            }
        }
        if (done == 0 || (!untouched.isEmpty() && isRepeatable && aim != Aim.DROP)) {
            return new Outcome.Absent();
        }
        if (untouched.isEmpty()) {
            return new Outcome.Complete();
        }
        return aim == Aim.DROP
                ? new Outcome.HalfDone(untouched.stream().map(this::drop).toList(), Outcome.Then.SKIP)
                : new Outcome.Unknown("of " + before.objects().size() + " objects only " + done + " are done");
    }

    private State state(String before, String now) {
        boolean isAbsent = now.equals(MariaDbCatalogue.ABSENT);
        if (aim == Aim.DROP && before.equals(MariaDbCatalogue.ABSENT)) {
            return State.IRRELEVANT;
        }
        boolean isDone = aim == Aim.DROP ? isAbsent : !isAbsent && !now.equals(before);
        return isDone ? State.DONE : State.UNTOUCHED;
    }

    /** The key is the kind and the name in quotes. */
    private String drop(String key) {
        return "DROP " + kind.sql() + " IF EXISTS " + key.substring(kind.sql().length() + 1);
    }
}
