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
 * InnoDB gives a table that was emptied another number. Where the number cannot be read, the table's first row is looked
 * at: if it is still there, nothing happened, and if there is no row any more, the table was emptied.
 *
 * @param tables whose content it is
 * @param isEmptied whether all of it goes
 * @see <a href="https://mariadb.com/kb/en/truncate-table/">TRUNCATE TABLE</a>
 */
record MariaDbContent(List<MariaDbName> tables, boolean isEmptied) implements MariaDbTarget {
    private static final String ROW = "row ";
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
        return catalogue.firstRow(table).map(row -> ROW + row).orElse(EMPTY);
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        Outcome outcome = Outcome.compare(before, now);
        boolean hasRows = now.objects().values().stream().anyMatch(print -> print.startsWith(ROW));
        return hasRows && outcome instanceof Outcome.Complete
                ? new Outcome.Unknown(
                        "the table has other rows now, which may have come before it or after it; " + RIGHT)
                : outcome;
    }
}
