package dev.lockstep.dialects;

import dev.lockstep.dialect.Inspection;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a checkup looks at on PostgreSQL.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-ACCESS">access privilege
 *     inquiry functions</a>
 * @see <a href="https://www.postgresql.org/docs/current/monitoring-stats.html">pg_stat_activity, pg_stat_ssl</a>
 */
final class PostgreSqlInspections {
    private static final String TLS = """
            SELECT s.ssl, s.version, COALESCE(a.client_addr <<= '127.0.0.0/8' OR a.client_addr = '::1', true)
            FROM pg_catalog.pg_stat_ssl s JOIN pg_catalog.pg_stat_activity a USING (pid)
            WHERE s.pid = pg_backend_pid()""";

    private static final String WRITABLE = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')";

    /** A schema or a table that is not there has no rights to be asked for. */
    private static final String RIGHTS = """
            SELECT 'GRANT USAGE, CREATE ON SCHEMA ' || quote_ident(n.nspname) || ' TO ' || quote_ident(current_user)
            FROM pg_catalog.pg_namespace n WHERE n.nspname = ?
                AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE'))
            UNION ALL
            SELECT 'GRANT SELECT, INSERT, UPDATE ON ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                || ' TO ' || quote_ident(current_user)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND NOT (has_table_privilege(c.oid, 'SELECT')
                AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE'))
            UNION ALL
            SELECT 'GRANT EXECUTE ON FUNCTION pg_catalog.' || CAST(CAST(p.oid AS regprocedure) AS text)
                || ' TO ' || quote_ident(current_user)
            FROM pg_catalog.pg_proc p
            WHERE p.pronamespace = CAST('pg_catalog' AS regnamespace)
                AND p.proname IN ('pg_try_advisory_lock', 'pg_advisory_unlock', 'pg_blocking_pids')
                AND p.pronargs = 1 AND NOT has_function_privilege(p.oid, 'EXECUTE')""";

    /** Who ends sessions of other users, and sees what they do; each user may both with its own. */
    private static final String OTHERS = """
            SELECT pg_has_role('pg_signal_backend', 'USAGE'), pg_has_role('pg_read_all_stats', 'USAGE')""";

    /** DDL gives up after five seconds by default: what is older than that is in its way. */
    private static final String TRANSACTIONS = """
            SELECT 'session ' || a.pid || ' (' || concat_ws(', ', a.usename, NULLIF(a.application_name, ''),
                    host(a.client_addr)) || '), ' || a.state || ', begun '
                || CAST(EXTRACT(EPOCH FROM clock_timestamp() - a.xact_start) AS int) || ' s ago, has locked '
                || (SELECT string_agg(DISTINCT CAST(CAST(l.relation AS regclass) AS text), ', ')
                    FROM pg_catalog.pg_locks l WHERE l.pid = a.pid AND l.granted AND l.locktype = 'relation'
                        AND l.relation >= 16384)
                || ': ' || left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80), a.pid
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
                AND a.xact_start < clock_timestamp() - interval '5 seconds'
                AND EXISTS (SELECT 1 FROM pg_catalog.pg_locks l WHERE l.pid = a.pid AND l.granted
                    AND l.locktype = 'relation' AND l.relation >= 16384)
            ORDER BY a.xact_start LIMIT 5""";

    private static final String TIMEOUTS = """
            SELECT name || ' = ' || current_setting(name), name, quote_ident(current_user)
            FROM pg_catalog.pg_settings
            WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_session_timeout',
                'idle_in_transaction_session_timeout') AND setting <> '0' ORDER BY name""";

    private static final String CLOCK = "SELECT EXTRACT(EPOCH FROM clock_timestamp())";

    private final Connection connection;
    private final Surroundings surroundings;

    PostgreSqlInspections(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
    }

    List<Inspection> all() {
        return List.of(
                new Inspection("tls", this::tls),
                new Inspection("writable", this::writable),
                new Inspection("rights", this::rights),
                new Inspection("transactions", this::transactions),
                new Inspection("indexes", this::indexes),
                new Inspection("time-outs", this::timeouts),
                new Inspection("clock", () -> ClockSkew.look(connection, CLOCK)));
    }

    private Finding tls() throws SQLException {
        List<List<String>> rows = Rows.all(connection, TLS);
        if (rows.isEmpty()) {
            return Finding.leftOut("the server does not tell");
        }
        List<String> row = rows.get(0);
        if (row.get(0).equals("t")) {
            return Finding.ok("encrypted, " + row.get(1));
        }
        return row.get(2).equals("t")
                ? Finding.ok("not encrypted, and does not leave this machine")
                : Finding.warning("not encrypted", "ask for it in the URL: ?sslmode=verify-full");
    }

    private Finding writable() throws SQLException {
        List<String> row = Rows.all(connection, WRITABLE).get(0);
        if (row.get(0).equals("t")) {
            return Finding.problem(
                    "the server is a standby, which only reads",
                    "name the primary in the URL, or all servers and ?targetServerType=primary");
        }
        return row.get(1).equals("on")
                ? Finding.problem(
                        "the session only reads (default_transaction_read_only = on)",
                        "connect as a user or to a database without this setting, or add --session-sql"
                                + " 'SET default_transaction_read_only = off'")
                : Finding.ok("yes");
    }

    private Finding rights() throws SQLException {
        List<List<String>> missing =
                Rows.all(connection, RIGHTS, surroundings.schema(), surroundings.schema(), surroundings.table());
        if (!missing.isEmpty()) {
            return Finding.problem(
                    "a right is missing for the history table, its schema or the lock",
                    String.join("; ", Rows.first(missing)));
        }
        List<String> others = Rows.all(connection, OTHERS).get(0);
        return Finding.ok(
                "create in " + surroundings.schema() + ", the history table, the lock; of other users' sessions it "
                        + (others.get(1).equals("t") ? "sees" : "does not see (GRANT pg_read_all_stats)")
                        + " what they do, and "
                        + (others.get(0).equals("t") ? "may end them" : "may not end them (GRANT pg_signal_backend)"));
    }

    private Finding transactions() throws SQLException {
        List<List<String>> rows =
                Rows.ofOthers(connection, TRANSACTIONS, new PostgreSqlLock(connection, surroundings).holder());
        if (rows.isEmpty()) {
            return Finding.ok("none is open for more than 5 s, as far as this user sees");
        }
        return Finding.warning(
                String.join("\n", Rows.first(rows)),
                "end it in the application, or SELECT pg_terminate_backend("
                        + rows.get(0).get(1) + "); until then DDL on these tables has to wait");
    }

    private Finding indexes() throws SQLException {
        List<String> invalid = PostgreSqlIndexes.invalid(connection);
        return invalid.isEmpty()
                ? Finding.ok("all are valid")
                : Finding.warning(
                        "invalid, left by a CREATE INDEX CONCURRENTLY or REINDEX that broke off: "
                                + String.join(", ", invalid),
                        "lockstep migrate, if the migration that makes it is dirty; else DROP INDEX CONCURRENTLY "
                                + invalid.get(0));
    }

    private Finding timeouts() throws SQLException {
        List<List<String>> rows = Rows.all(connection, TIMEOUTS);
        return rows.isEmpty()
                ? Finding.ok("the server sets none")
                : Finding.warning(
                        String.join(", ", Rows.first(rows)) + ": a long migration may run into it",
                        "--session-sql 'SET " + rows.get(0).get(1) + " = 0', or ALTER ROLE "
                                + rows.get(0).get(2) + " SET " + rows.get(0).get(1) + " = 0");
    }
}
