package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.dialect.Lease;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.LockstepProcess.Result;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What the real command line tells of a statement that takes long or is kept waiting: in lines, in the document, on a terminal. */
class HeartbeatTest {
    /** In the middle of its table the build comes to a row for which it waits, as long as the test likes. */
    private static final String GATE = """
            CREATE FUNCTION gate(id INT) RETURNS INT IMMUTABLE LANGUAGE plpgsql AS $$
            BEGIN
                IF id = 5000 THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;
                RETURN id;
            END $$""";

    @TempDir
    Path folder;

    private CommandLineRun files;

    private LockstepProcess migrate(TestDatabase db, String directory, String... more) {
        return builder(db, directory, more).start();
    }

    private LockstepProcess.Builder builder(TestDatabase db, String directory, String... more) {
        return LockstepProcess.command(
                        Stream.concat(Stream.of("migrate"), Stream.of(more)).toArray(String[]::new))
                .environment("LOCKSTEP_URL", db.dsn())
                .environment("LOCKSTEP_DIR", directory)
                .environment("LOCKSTEP_TABLE", "history_of_" + directory)
                .directory(folder);
    }

    /** Two tables, with a migration for each that changes its definition; they do not meet. */
    private void prepare(TestDatabase db) throws Exception {
        files = new CommandLineRun(folder);
        boolean isPostgres = db.dbms() == Dbms.POSTGRESQL;
        for (String name : List.of("orders", "notes")) {
            db.execute("CREATE TABLE " + name + " (id INT)");
            if (isPostgres) {
                db.execute("INSERT INTO " + name + " SELECT generate_series(1, 10000)");
            }
            files.file(
                    name + "/7_grow.up.sql",
                    isPostgres
                            ? "SELECT 1;\nCREATE INDEX " + name + "_gate ON " + name + " (gate(id));\n"
                            : "SELECT 1;\nALTER TABLE " + name + " ADD COLUMN note INT;\n");
        }
        if (isPostgres) {
            db.execute(GATE);
        }
    }

    private static String blocker(TestDatabase db, Connection application) throws Exception {
        if (db.dbms() == Dbms.POSTGRESQL) {
            Sql.execute(application, "BEGIN", "SELECT pg_advisory_xact_lock(4711)");
            return Sql.value(application, "SELECT pg_backend_pid()");
        }
        Sql.execute(application, "BEGIN", "SELECT count(*) FROM orders", "SELECT count(*) FROM notes");
        return Sql.value(application, "SELECT CONNECTION_ID()");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_long_statement_is_told_of_in_lines_in_the_document_and_on_a_terminal(TestDatabase db) throws Exception {
        prepare(db);
        try (Connection application = db.connect();
                LockstepProcess document = migrate(db, "orders", "-o", "json", "--ddl-lock-timeout", "1h")) {
            String blocker = blocker(db, application);
            try (LockstepProcess watched = builder(db, "notes", "--ddl-lock-timeout", "1h")
                    .onTerminal()
                    .start()) {
                String inTheWay = "in its way: session " + blocker + " (" + db.user() + " from 127.0.0.1";
                document.awaitOutput(inTheWay);
                watched.awaitOutput(
                        db.dbms() == Dbms.POSTGRESQL ? " s  building index: scanning table " : " s  blocked; ");
                document.awaitOutput("\"event\" : \"heartbeat\"");
                assertThat(document.isAlive()).isTrue();
                Sql.execute(application, "COMMIT");

                Result result = document.await();
                assertThat(result.exitCode()).as("%s", result).isZero();
                assertThat(result.err())
                        .containsPattern(
                                "7 grow: still at statement 2 of 2 after \\d[\\d.]* s: .*blocked; in its way: session "
                                        + blocker + " .*, idle in transaction since ")
                        .doesNotContain("\u001b", "\r");
                checkBeat(db, blocker, Document.of(result.out()));
                checkScreen(db, inTheWay, watched.await());
            }
        }
    }

    private static void checkBeat(TestDatabase db, String blocker, Document document) {
        JsonNode beat = document.root().at("/events/0");
        assertThat(beat.path("event").textValue()).isEqualTo("heartbeat");
        assertThat(beat.path("migration").textValue()).isEqualTo("7");
        assertThat(beat.path("statement").intValue()).isEqualTo(2);
        assertThat(beat.path("elapsedMillis").longValue()).isGreaterThanOrEqualTo(5000);
        JsonNode session = beat.path("session");
        assertThat(session.path("activity").textValue()).isEqualTo("blocked");
        assertThat(session.path("statement").textValue()).contains("orders");
        if (db.dbms() == Dbms.POSTGRESQL) {
            assertThat(session.at("/progress/phase").textValue()).isEqualTo("building index: scanning table");
            assertThat(session.at("/progress/percent").intValue()).isBetween(40, 60);
        }
        JsonNode inTheWay = session.at("/blockers/0");
        assertThat(inTheWay.path("session").textValue()).isEqualTo(blocker);
        assertThat(inTheWay.path("user").textValue()).isEqualTo(db.user());
        assertThat(inTheWay.path("address").textValue()).startsWith("127.0.0.1");
        assertThat(inTheWay.path("activity").textValue()).isEqualTo("idle-in-transaction");
        assertThat(Instant.parse(inTheWay.path("since").textValue())).isBefore(Instant.now());
    }

    private static void checkScreen(TestDatabase db, String inTheWay, Result result) {
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.out())
                .containsPattern("applying 7 grow \\(1 of 1\\)  [\\d.]+ s  "
                        + (db.dbms() == Dbms.POSTGRESQL ? "building index: scanning table \\d\\d %; " : "")
                        + "blocked; in its way: .*  statement 2 of 2: ");
        assertThat(onScreen(result.out()))
                .contains("7 grow: still at statement 2 of 2 after", inTheWay)
                .doesNotContain("applying");
    }

    /** What is left when every clearing of a line has had its effect. */
    private static String onScreen(String text) {
        return text.replaceAll("[^\\n]*\\r\\u001b\\[K", "");
    }

    /** The server is not asked: it has no sessions. */
    @EachDatabase(Dbms.SQLITE)
    void where_a_database_tells_nothing_a_long_statement_is_told_of_all_the_same(TestDatabase db) {
        files = new CommandLineRun(folder)
                .file(
                        "orders/7_count.up.sql",
                        "SELECT 1;\nWITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;\n");
        try (LockstepProcess process = migrate(db, "orders", "-o", "json")) {
            process.awaitOutput("7 count: still at statement 2 of 2 after ");
            process.terminate();
            Result result = process.await();

            assertThat(result.exitCode()).as("%s", result).isEqualTo(130);
            Document document = Document.of(result.out());
            assertThat(document.each("/events", "event")).containsOnly("heartbeat");
            assertThat(document.at("/events/0/migration")).isEqualTo("7");
            assertThat(document.at("/events/0/statement")).isEqualTo("2");
            assertThat(document.has("/events/0/session")).isFalse();
            assertThat(document.at("/error/code")).isEqualTo("interrupted");
        }
    }

    @EachDatabase
    void a_statement_that_gives_way_is_told_of_with_who_is_in_its_way(TestDatabase db) throws Exception {
        files = new CommandLineRun(folder).file("orders/1_orders.up.sql", "CREATE TABLE orders (id INT);\n");
        builder(db, "orders").run();
        files.file("orders/7_grow.up.sql", "ALTER TABLE orders ADD COLUMN note INT;\n");
        boolean isSqlite = db.dbms() == Dbms.SQLITE;
        try (Connection application = db.connect()) {
            Sql.execute(application, isSqlite ? "BEGIN IMMEDIATE" : "BEGIN", "SELECT count(*) FROM orders");
            String[] options = {"-o", "json", "--ddl-lock-timeout", "1s", "--ddl-lock-retries", "100"};
            try (LockstepProcess process = migrate(db, "orders", options)) {
                process.awaitOutput("gives way; again in");
                Sql.execute(application, "COMMIT");

                Result result = process.await();
                assertThat(result.exitCode()).as("%s", result).isZero();
                assertThat(result.err())
                        .contains(
                                "7 grow: statement 1 waited for what others have locked, and gives way", "(1 of 100)");
                Document document = Document.of(result.out());
                JsonNode told = document.root().at("/events/0");
                assertThat(told.path("event").textValue()).isEqualTo("blocked");
                assertThat(told.path("migration").textValue()).isEqualTo("7");
                assertThat(told.path("statement").intValue()).isEqualTo(1);
                assertThat(told.path("retry").intValue()).isEqualTo(1);
                assertThat(told.path("of").intValue()).isEqualTo(100);
                assertThat(told.path("pauseMillis").isIntegralNumber()).isTrue();
                assertThat(document.each("/events/0/blockers", "activity"))
                        .isEqualTo(isSqlite ? List.of() : List.of("idle-in-transaction"));
                assertThat(document.at("/to")).isEqualTo("7");
            }
        }
    }

    @EachDatabase
    void who_waits_for_the_lock_says_for_whom(TestDatabase db) throws Exception {
        new CommandLineRun(folder).file("migrations/1_orders.up.sql", "CREATE TABLE orders (id INT);\n");
        try (Connection other = db.connect()) {
            Lease lease = TakenLock.by(other, db);
            try (LockstepProcess process = LockstepProcess.command("-u", db.dsn(), "-o", "json", "migrate")
                    .directory(folder)
                    .start()) {
                process.awaitOutput("waiting for the lock, held by session ");
                process.awaitOutput("\"event\" : \"waiting\"");
                lease.close();

                Result result = process.await();
                assertThat(result.exitCode()).as("%s", result).isZero();
                JsonNode told = Document.of(result.out()).root().at("/events/0");
                assertThat(told.path("waitedMillis").isIntegralNumber()).isTrue();
                JsonNode holder = told.path("holder");
                assertThat(holder.path("session").textValue()).matches("\\d+");
                assertThat(holder.path("activity").textValue())
                        .isEqualTo(db.dbms() == Dbms.SQLITE ? "unknown" : "idle");
                assertThat(holder.path("clientGone").isBoolean()).isTrue();
                assertThat(holder.path("remedy").textValue()).contains("lockstep unlock");
            }
        }
    }
}
