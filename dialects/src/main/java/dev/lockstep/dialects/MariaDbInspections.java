package dev.lockstep.dialects;

import dev.lockstep.dialect.Inspection;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a checkup looks at on MariaDB and MySQL.
 *
 * @see <a href="https://mariadb.com/kb/en/information-schema-innodb_trx-table/">INNODB_TRX</a>
 * @see <a href="https://mariadb.com/kb/en/server-system-variables/">Server System Variables</a>
 */
final class MariaDbInspections {
    private static final String TLS = "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')";
    private static final String CLIENT = "SELECT SUBSTRING_INDEX(USER(), '@', -1)";

    /** Servers differ in which of these they have. */
    private static final List<String> VARIABLES = List.of(
            "READ_ONLY",
            "SUPER_READ_ONLY",
            "INNODB_READ_ONLY",
            "TX_READ_ONLY",
            "TRANSACTION_READ_ONLY",
            "MAX_STATEMENT_TIME",
            "WAIT_TIMEOUT",
            "IDLE_TRANSACTION_TIMEOUT",
            "IDLE_WRITE_TRANSACTION_TIMEOUT");

    /** What everybody may ask: whether the threads of a replica run, and of what cluster the server is a node. */
    private static final List<String> ROLES = List.of("SLAVES_RUNNING", "WSREP_LOCAL_STATE_COMMENT");

    private static final String FACTS = """
            SELECT LOWER(VARIABLE_NAME), VARIABLE_VALUE FROM %1$s.SESSION_VARIABLES WHERE VARIABLE_NAME IN ('%2$s')
            UNION ALL
            SELECT LOWER(VARIABLE_NAME), VARIABLE_VALUE FROM %1$s.GLOBAL_STATUS WHERE VARIABLE_NAME IN ('%3$s')""";

    private static final String REPLICA = "the server is a replica, which takes over what its primary does";

    /** DDL gives up after five seconds by default: what is older than that is in its way. */
    private static final String TRANSACTIONS = """
            SELECT CONCAT('session ', p.ID, ' (', p.USER, ' from ', p.HOST, '), ',
                    IF(p.COMMAND = 'Sleep', 'idle in transaction', LOWER(p.COMMAND)), ', begun ',
                    TIMESTAMPDIFF(SECOND, t.trx_started, NOW()), ' s ago', COALESCE(CONCAT(': ', LEFT(p.INFO, 80)), '')), p.ID
            FROM information_schema.INNODB_TRX t
                JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
            WHERE p.ID <> CONNECTION_ID() AND t.trx_started < NOW() - INTERVAL 5 SECOND
            ORDER BY t.trx_started LIMIT 5""";

    private static final String CLOCK = "SELECT UNIX_TIMESTAMP(SYSDATE(6))";

    private static final Set<String> NEEDED = Set.of("SELECT", "INSERT", "UPDATE", "CREATE");
    private static final Set<String> USUAL = Set.of("ALTER", "DROP", "INDEX", "DELETE", "REFERENCES");

    /** A run that waits in line, or for a blocked table, is idle on the connection that holds its lock. */
    private static final long SHORT_WAIT_SECONDS = 600;

    private final Connection connection;
    private final Surroundings surroundings;

    MariaDbInspections(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
    }

    List<Inspection> all() {
        return List.of(
                new Inspection("tls", this::tls),
                new Inspection("writable", this::writable),
                new Inspection("cluster", this::cluster),
                new Inspection("rights", this::rights),
                new Inspection("transactions", this::transactions),
                new Inspection("time-outs", this::timeouts),
                new Inspection("clock", () -> ClockSkew.look(connection, CLOCK)));
    }

    private Finding tls() throws SQLException {
        String version = pairs(TLS).getOrDefault("ssl_version", "");
        if (!version.isEmpty()) {
            return Finding.ok("encrypted, " + version);
        }
        String client = Rows.all(connection, CLIENT).get(0).get(0);
        boolean isLocal = client.equals("localhost") || client.startsWith("127.") || client.equals("::1");
        return isLocal
                ? Finding.ok("not encrypted, and does not leave this machine")
                : Finding.warning("not encrypted", "ask for it in the URL: ?sslMode=verify-full");
    }

    Finding writable() throws SQLException {
        Map<String, String> variables = facts();
        if (isOn(variables, "innodb_read_only") || isOn(variables, "super_read_only")) {
            return Finding.problem("the server only reads", "name the primary server in the URL");
        }
        if (isOn(variables, "tx_read_only") || isOn(variables, "transaction_read_only")) {
            return Finding.problem(
                    "the session only reads (transaction_read_only)",
                    "add --session-sql 'SET SESSION TRANSACTION READ WRITE'");
        }
        boolean isReplica = !variables.getOrDefault("slaves_running", "0").equals("0");
        if (isReplica && isOn(variables, "read_only")) {
            return Finding.problem(REPLICA + ", and only reads (read_only)", "name the primary server in the URL");
        }
        if (!isOn(variables, "read_only")) {
            return isReplica
                    ? Finding.warning(
                            REPLICA
                                    + "; what is done here does not reach the primary unless that is a replica of this one",
                            "name the primary server in the URL")
                    : Finding.ok("yes");
        }
        return grants().hasGlobally("SUPER", "READ_ONLY ADMIN", "READ ONLY ADMIN", "CONNECTION_ADMIN")
                ? Finding.warning(
                        "the server only reads (read_only), but this user may write all the same",
                        "see that it is no replica; name the primary server in the URL")
                : Finding.problem("the server only reads (read_only)", "name the primary server in the URL");
    }

    private Finding cluster() throws SQLException {
        int nodes = MariaDbLease.size(connection);
        if (nodes == 0) {
            return Finding.ok("none, the server's lock is enough");
        }
        String state = facts().getOrDefault("wsrep_local_state_comment", "");
        String text = "a Galera cluster of " + nodes + ", this node is " + state
                + "; as its locks are not known to the others, a lease row guards the cluster ("
                + surroundings.table() + "_lease)";
        return state.equals("Synced")
                ? Finding.ok(text)
                : Finding.warning(text, "name a node in the URL that is synced");
    }

    private static boolean isOn(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "OFF");
        return !value.equals("OFF") && !value.equals("0");
    }

    private Finding rights() throws SQLException {
        MariaDbRights rights = grants();
        Set<String> missing = rights.missing(NEEDED);
        if (!missing.isEmpty()) {
            return Finding.problem("a right is missing for the history table", grant(missing));
        }
        Set<String> unusual = rights.missing(USUAL);
        if (!unusual.isEmpty()) {
            return Finding.warning("migrations that need " + String.join(", ", unusual) + " will fail", grant(unusual));
        }
        return Finding.ok("create in " + surroundings.schema()
                + ", the history table, the lock; of other users' sessions it "
                + (rights.hasGlobally("PROCESS") ? "sees" : "does not see (GRANT PROCESS)") + " what they do, and "
                + (rights.hasGlobally("SUPER", "CONNECTION ADMIN", "CONNECTION_ADMIN")
                        ? "may end them"
                        : "may not end them (GRANT CONNECTION ADMIN)"));
    }

    private MariaDbRights grants() throws SQLException {
        return MariaDbRights.of(connection, surroundings.schema(), surroundings.table());
    }

    private String grant(Set<String> rights) {
        return "GRANT " + String.join(", ", rights) + " ON " + MariaDbGrant.name(surroundings.schema()) + ".* TO "
                + MariaDbGrant.account(surroundings.user());
    }

    private Finding transactions() throws SQLException {
        List<List<String>> rows =
                Rows.ofOthers(connection, TRANSACTIONS, new MariaDbLock(connection, surroundings).holder());
        return rows.isEmpty()
                ? Finding.ok("none is open for more than 5 s")
                : Finding.warning(
                        String.join("\n", Rows.first(rows)),
                        "end it in the application, or KILL " + rows.get(0).get(1)
                                + "; until then DDL on every table that it has used has to wait");
    }

    private Finding timeouts() throws SQLException {
        Map<String, String> variables = facts();
        List<String> found = new ArrayList<>();
        for (String name :
                List.of("max_statement_time", "idle_transaction_timeout", "idle_write_transaction_timeout")) {
            if (Double.parseDouble(variables.getOrDefault(name, "0")) > 0) {
                found.add(name);
            }
        }
        if (Long.parseLong(variables.getOrDefault("wait_timeout", "28800")) < SHORT_WAIT_SECONDS) {
            found.add("wait_timeout");
        }
        if (found.isEmpty()) {
            return Finding.ok("none that a migration could run into");
        }
        String first = found.get(0);
        return Finding.warning(
                String.join(
                                ", ",
                                found.stream()
                                        .map(name -> name + " = " + variables.get(name) + " s")
                                        .toList()) + ": a long migration may run into it",
                "--session-sql 'SET " + first + " = " + (first.equals("wait_timeout") ? "28800" : "0") + "'");
    }

    /** What the session's variables and the server's status say, by their names in lower case: one question. */
    private Map<String, String> facts() throws SQLException {
        return pairs(FACTS.formatted(
                MariaDbSessions.isMariaDb(connection) ? "information_schema" : "performance_schema",
                String.join("', '", VARIABLES),
                String.join("', '", ROLES)));
    }

    /** The answer of a query with names and values; the names in lower case. */
    private Map<String, String> pairs(String query) throws SQLException {
        Map<String, String> pairs = new HashMap<>();
        for (List<String> row : Rows.all(connection, query)) {
            pairs.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1));
        }
        return pairs;
    }
}
