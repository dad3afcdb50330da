package dev.lockstep.dialects;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the session's account may do, on the whole server and in one database, its active roles included.
 *
 * @see <a href="https://mariadb.com/kb/en/show-grants/">SHOW GRANTS</a>
 */
final class MariaDbRights {
    private static final String ALL = "ALL PRIVILEGES";
    private static final Pattern GRANT = Pattern.compile("GRANT (.+?) ON (\\S+) TO .*", Pattern.DOTALL);
    private static final Pattern COLUMNS = Pattern.compile("\\([^)]*\\)");

    private final Set<String> global = new HashSet<>();
    private final Set<String> local = new HashSet<>();

    private MariaDbRights() {}

    /** Reads them. */
    static MariaDbRights of(Connection connection, String database, String table) throws SQLException {
        MariaDbRights rights = new MariaDbRights();
        for (String line : Rows.first(Rows.all(connection, "SHOW GRANTS"))) {
            Matcher grant = GRANT.matcher(line);
            if (grant.matches()) {
                List<String> names =
                        List.of(COLUMNS.matcher(grant.group(1)).replaceAll("").split(" *, *"));
                String object = grant.group(2).replace("`", "");
                if (object.equals("*.*")) {
                    rights.global.addAll(names);
                } else if (covers(object, database, table)) {
                    rights.local.addAll(names);
                }
            }
        }
        return rights;
    }

    /** A database is named by a pattern as LIKE has it, with a backslash before what stands for itself. */
    static boolean covers(String object, String database, String table) {
        if (!object.endsWith(".*")) {
            return object.equalsIgnoreCase(database + "." + table);
        }
        StringBuilder pattern = new StringBuilder();
        String name = object.substring(0, object.length() - 2);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                pattern.append(Pattern.quote(name.substring(i + 1, i + 2)));
                i++;
            } else {
                pattern.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(database)
                .matches();
    }

    /** Those of a list that it does not have here, in the order of the alphabet. */
    Set<String> missing(Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(global);
        missing.removeAll(local);
        return global.contains(ALL) || local.contains(ALL) ? Set.of() : missing;
    }

    /** Whether it has one of these on the whole server. */
    boolean hasGlobally(String... oneOf) {
        return global.contains(ALL) || Set.of(oneOf).stream().anyMatch(global::contains);
    }
}
