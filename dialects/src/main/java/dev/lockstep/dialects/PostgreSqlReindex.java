package dev.lockstep.dialects;

import dev.lockstep.dialect.Outcome;
import dev.lockstep.dialect.Probe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Indexes that are built anew. Each gets another file, or another number where it is done CONCURRENTLY; what an
 * interruption leaves ({@code _ccnew}, {@code _ccold}) is dropped, and the statement said again unless all is done. Of a
 * whole schema or database only what is left is looked at.
 *
 * @param scope INDEX, TABLE, SCHEMA, DATABASE or SYSTEM
 * @param name of what; may be empty for a database
 * @see <a href="https://www.postgresql.org/docs/current/sql-reindex.html">REINDEX, Rebuilding Indexes Concurrently</a>
 */
record PostgreSqlReindex(String scope, String name) implements PostgreSqlTarget {
    private static final String SCOPE = "scope ";

    /** The table, its partitions, and the tables that hold its long values. */
    private static final String OF_TABLE = """
            i.indrelid IN (
                SELECT t.oid FROM pg_catalog.pg_class t WHERE t.oid = to_regclass(?)
                UNION SELECT relid FROM pg_partition_tree(to_regclass(?))
                UNION SELECT t.reltoastrelid FROM pg_catalog.pg_class t WHERE t.oid = to_regclass(?)
                UNION SELECT t.reltoastrelid FROM pg_partition_tree(to_regclass(?)) p
                    JOIN pg_catalog.pg_class t ON t.oid = p.relid)""";

    private static final String OF_INDEX = """
            (c.oid = to_regclass(?) OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass(?)))
            OR (NOT i.indisvalid AND i.indrelid IN (
                SELECT o.indrelid FROM pg_catalog.pg_index o WHERE o.indexrelid = to_regclass(?)
                    OR o.indexrelid IN (SELECT relid FROM pg_partition_tree(to_regclass(?))))))""";

    private static final String OF_SCHEMA =
            "NOT i.indisvalid AND quote_ident(n.nspname) = quote_ident((parse_ident(?))[1])";
    /** That of a partitioned table has none. */
    private static final String WITH_FILE = "c.relkind = 'i' AND ";

    private static final String OF_DATABASE = "NOT i.indisvalid";

    @Override
    public Probe look(Connection connection) throws SQLException {
        String condition = switch (scope) {
            case "INDEX" -> OF_INDEX;
            case "TABLE" -> OF_TABLE;
            case "SCHEMA" -> OF_SCHEMA;
            default -> OF_DATABASE;
        };
        Map<String, String> seen = new TreeMap<>(PostgreSqlIndexes.where(connection, WITH_FILE + condition, name));
        seen.put(SCOPE + scope + " " + name, "these indexes");
        return new Probe.Seen(seen);
    }

    @Override
    public Outcome outcome(Probe.Seen before, Probe.Seen now) {
        List<String> leftovers = PostgreSqlIndexes.leftovers(before.objects(), now.objects());
        boolean isDone = isDone(before.objects(), now.objects());
        if (leftovers.isEmpty()) {
            return isDone ? new Outcome.Complete() : new Outcome.Absent();
        }
        List<String> cure = leftovers.stream().map(PostgreSqlIndexes::drop).toList();
        return new Outcome.HalfDone(cure, isDone ? Outcome.Then.SKIP : Outcome.Then.EXECUTE);
    }

    private static boolean isDone(Map<String, String> before, Map<String, String> now) {
        List<String> indexes =
                before.keySet().stream().filter(PostgreSqlIndexes::isIndex).toList();
        return !indexes.isEmpty()
                && indexes.stream()
                        .allMatch(key -> now.containsKey(key) && !now.get(key).equals(before.get(key)));
    }
}
