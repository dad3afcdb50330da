package dev.lockstep.effects;

import dev.lockstep.dialects.Lexicons;
import dev.lockstep.model.Script;
import dev.lockstep.script.ScriptScanner;
import dev.lockstep.testing.StatementLog;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A script beside what the server wrote down when it was run. */
final class Received {
    /** What Lockstep says by itself: history, savepoints, lock, settings, probes, transactions; and the driver's greeting. */
    private static final Pattern OWN = Pattern.compile(
            "(?s).*(schema_history|lockstep_batch|advisory_lock|GET_LOCK|RELEASE_LOCK|pg_settings|session_authorization"
                    + "|information_schema|pg_catalog\\.pg_class|CONNECTION_ID|@@GLOBAL|SESSION_VARIABLES"
                    + "|client_connection_check_interval|pg_is_in_recovery|'innodb_read_only'|wsrep_cluster_size"
                    + "|slaves_running).*"
                    + "|SET (LOCAL )?lock_timeout = (5000|DEFAULT)|SET SESSION .*LOCK_WAIT_TIMEOUT = .*"
                    + "|SHOW CREATE .*|SELECT DATABASE\\(\\)|BEGIN|COMMIT|START TRANSACTION|SET autocommit = [01]"
                    + "|(?s) ?SET (LOCAL )?application_name = .*|set sql_mode=CONCAT.*session_track_system_variables.*");

    /** The session is given back, and the lock. */
    private static final Pattern END =
            Pattern.compile("RESET SESSION AUTHORIZATION|(?s).*(pg_advisory_unlock|RELEASE_LOCK).*");

    /** What the script holds and Lockstep does by itself. */
    private static final Pattern NOT_SENT = Pattern.compile("BEGIN|COMMIT|START TRANSACTION|(UN)?LOCK TABLES.*");

    private Received() {}

    /** What the script holds, as the scanner cuts it. */
    static List<String> split(TestDatabase db, String script) throws IOException {
        List<String> statements = new ArrayList<>();
        try (ScriptScanner scanner = new ScriptScanner(
                Script.ofText("1_script.sql", script),
                Lexicons.BY_NAME.get(db.dbms().toString()))) {
            while (scanner.next()) {
                statements.add(scanner.text());
            }
        }
        statements.removeIf(statement -> NOT_SENT.matcher(statement).matches());
        return statements;
    }

    /** What the server received of it. */
    static List<String> received(TestDatabase db, String script) throws SQLException {
        try (StatementLog log = db.recordStatements()) {
            Runs.migrate(db, "1_script.sql", script);
            List<String> statements = new ArrayList<>(log.statements().stream()
                    .takeWhile(statement -> !END.matcher(statement).matches())
                    .toList());
            statements.removeIf(statement -> OWN.matcher(statement).matches());
            return statements;
        }
    }
}
