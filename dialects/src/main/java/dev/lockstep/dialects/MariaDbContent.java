package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tables that lose or exchange their content and keep their definition: TRUNCATE, and what ALTER TABLE does to partitions.
 * InnoDB gives a table that was emptied another number. Where the number cannot be read, a table that had rows and has
 * none tells the same.
 *
 * @param tables whose content it is
 * @param isEmptied whether all of it goes
 * @see <a href="https://mariadb.com/kb/en/truncate-table/">TRUNCATE TABLE</a>
 */
record MariaDbContent(List<MariaDbName> tables, boolean isEmptied) implements MariaDbTarget {
    private static final String ROWS = "has rows";
    private static final String EMPTY = "is empty";
    private static final String RIGHT =
            "InnoDB's table number tells, which takes the right to read it: GRANT PROCESS ON"
                    + " *.* TO the account that migrates";

    @Override
    public Probe look(MariaDbCatalogue catalogue) throws SQLException {
        String database = catalogue.database();
        Map<String, String> seen = new TreeMap<>();
        for (MariaDbName table : tables) {
            MariaDbName full = table.in(database);
            Optional<String> numbers = catalogue.numbers(full);
            if (numbers.isEmpty() && !isEmptied) {
                return new Probe.Blind("a partition keeps its definition, and only " + RIGHT);
            }
            seen.put("TABLE " + full.sql(), numbers.isPresent() ? "id " + numbers.get() : rows(catalogue, full));
        }
        return new Probe.Seen(seen);
    }

    private static String rows(MariaDbCatalogue catalogue, MariaDbName table) throws SQLException {
        if (!catalogue.isThere(MariaDbKind.TABLE, table)) {
            return MariaDbCatalogue.ABSENT;
        }
        return catalogue.hasRows(table) ? ROWS : EMPTY;
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        boolean hasRows = now.objects().containsValue(ROWS);
        boolean hadRowsOrNot =
                before.objects().containsValue(ROWS) || before.objects().containsValue(EMPTY);
        return hasRows && hadRowsOrNot
                ? new Outcome.Unknown("the table has rows, which may be the old ones or new ones; " + RIGHT)
                : Outcome.compare(before, now);
    }
}
