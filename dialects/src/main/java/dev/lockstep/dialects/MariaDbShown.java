package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Things outside any schema, found by a query of their own: accounts, their rights, plugins.
 *
 * @param what how they are called
 * @param names their names, which are the query's only parameter
 * @param query what shows one of them; a single row with a single column
 * @param isRepeatable whether the statement may be executed again where only some of them are done
 */
record MariaDbShown(String what, List<String> names, String query, boolean isRepeatable) implements MariaDbTarget {
    /** An account by its name, an at sign and its host pattern; a role has an empty host, on MySQL any. */
    static final String ACCOUNT = "SELECT 'present' FROM mysql.user WHERE CONCAT(User, '@', Host) = ? LIMIT 1";

    /** A plugin by its own name or its library's: https://mariadb.com/kb/en/information-schema-plugins-table/. */
    static final String PLUGIN =
            "SELECT 'present' FROM information_schema.PLUGINS WHERE ? IN (PLUGIN_NAME, PLUGIN_LIBRARY,"
                    + " SUBSTRING_INDEX(PLUGIN_LIBRARY, '.', 1)) LIMIT 1";

    /** A server of a foreign table: https://mariadb.com/kb/en/mysqlservers-table/. */
    static final String SERVER = "SELECT 'present' FROM mysql.servers WHERE Server_name = ?";

    @Override
    public Probe look(MariaDbCatalogue catalogue) throws SQLException {
        Map<String, String> seen = new TreeMap<>();
        for (String name : names) {
            seen.put(what + " " + name, catalogue.first(query, List.of(name)).orElse(MariaDbCatalogue.ABSENT));
        }
        return new Probe.Seen(seen);
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        Outcome outcome = Outcome.compare(before, now);
        return outcome instanceof Outcome.Unknown && isRepeatable ? new Outcome.Absent() : outcome;
    }
}
