package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tables that get other names, one after the other. How far it came is found by trying on paper how everything would look
 * after the first, the second, and so on. Servers before MariaDB 10.6 may stop between two.
 *
 * @param pairs from and to, in order
 * @param isWhole whether the statement is nothing but these renames, so that the rest of them can be made up for
 * @see <a href="https://mariadb.com/kb/en/rename-table/">RENAME TABLE</a>
 */
record MariaDbRename(List<Pair> pairs, boolean isWhole) implements MariaDbTarget {
    private static final String PREFIX = "TABLE ";

    /** One table gets another name. */
    record Pair(MariaDbName from, MariaDbName to) {
        Pair in(String database) {
            return new Pair(from.in(database), to.in(database));
        }

        String sql() {
            return "RENAME TABLE " + from.sql() + " TO " + to.sql();
        }
    }

    /** Where tables only change places, their numbers alone tell one from the other. */
    @Override
    public Probe look(MariaDbCatalogue catalogue) throws SQLException {
        String database = catalogue.database();
        Map<String, String> seen = new TreeMap<>();
        for (Pair pair : pairs) {
            for (MariaDbName name : List.of(pair.from().in(database), pair.to().in(database))) {
                seen.put(PREFIX + name.sql(), print(catalogue, name));
            }
        }
        List<Pair> full = pairs.stream().map(pair -> pair.in(database)).toList();
        boolean isMoved = full.stream()
                .anyMatch(pair -> "present".equals(seen.get(PREFIX + pair.from().sql())));
        return isMoved && after(seen, full, full.size()).equals(seen)
                ? new Probe.Blind("the tables only change places, and to see that takes InnoDB's table numbers: "
                        + "GRANT PROCESS ON *.* TO the account that migrates")
                : new Probe.Seen(seen);
    }

    private static String print(MariaDbCatalogue catalogue, MariaDbName name) throws SQLException {
        if (!catalogue.isThere(MariaDbKind.TABLE, name)) {
            return MariaDbCatalogue.ABSENT;
        }
        return catalogue.numbers(name).map(text -> "id " + text).orElse("present");
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        List<Pair> full = named(before.objects());
        List<Integer> fits = new ArrayList<>();
        for (int done = 0; done <= full.size(); done++) {
            if (after(before.objects(), full, done).equals(now.objects())) {
                fits.add(done);
            }
        }
        if (fits.contains(0)) {
            return new Outcome.Absent();
        }
        if (fits.contains(full.size())) {
            return new Outcome.Complete();
        }
        if (fits.size() != 1 || !isWhole) {
            return new Outcome.Unknown("its tables look neither as before nor as after it");
        }
        List<String> rest =
                full.subList(fits.get(0), full.size()).stream().map(Pair::sql).toList();
        return new Outcome.HalfDone(rest, Outcome.Then.SKIP);
    }

    /** The pairs with the schema that the probe found; the names in its keys are complete. */
    private List<Pair> named(Map<String, String> seen) {
        return pairs.stream()
                .map(pair -> new Pair(named(pair.from(), seen), named(pair.to(), seen)))
                .toList();
    }

    private static MariaDbName named(MariaDbName name, Map<String, String> seen) {
        Optional<String> key = seen.keySet().stream()
                .filter(each -> name.schema().isEmpty() && each.endsWith("." + name.sql()))
                .findFirst();
        return key.map(found -> name.in(schema(found, name))).orElse(name);
    }

    private static String schema(String key, MariaDbName name) {
        String quoted =
                key.substring(PREFIX.length() + 1, key.length() - name.sql().length() - 2);
        return quoted.replace("``", "`");
    }

    private static Map<String, String> after(Map<String, String> before, List<Pair> pairs, int done) {
        Map<String, String> state = new TreeMap<>(before);
        for (Pair pair : pairs.subList(0, done)) {
            String moved = state.getOrDefault(PREFIX + pair.from().sql(), MariaDbCatalogue.ABSENT);
            if (!moved.equals(MariaDbCatalogue.ABSENT)) {
                state.put(PREFIX + pair.to().sql(), moved);
                state.put(PREFIX + pair.from().sql(), MariaDbCatalogue.ABSENT);
            }
        }
        return state;
    }
}
