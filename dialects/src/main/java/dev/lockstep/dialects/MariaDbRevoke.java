package dev.lockstep.dialects;

import dev.lockstep.dialect.Probe;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rights that are taken away. Said twice it may fail, so the rights of each account are looked at.
 *
 * @param accounts as SQL has them
 * @see <a href="https://mariadb.com/kb/en/show-grants/">SHOW GRANTS</a>
 */
record MariaDbRevoke(List<String> accounts) implements MariaDbTarget {
    private static final int NO_SUCH_ACCOUNT = 1141;

    @Override
    public Probe look(MariaDbCatalogue catalogue) throws SQLException {
        Map<String, String> seen = new TreeMap<>();
        for (String account : accounts) {
            seen.put("rights of " + account, print(catalogue, account));
        }
        return new Probe.Seen(seen);
    }

    private static String print(MariaDbCatalogue catalogue, String account) throws SQLException {
        try {
            return catalogue.shown("SHOW GRANTS FOR " + account);
        } catch (SQLException unknown) {
            if (unknown.getErrorCode() == NO_SUCH_ACCOUNT) {
                return MariaDbCatalogue.ABSENT;
            }
            throw unknown;
        }
    }
}
