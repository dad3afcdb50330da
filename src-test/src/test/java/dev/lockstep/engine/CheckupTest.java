package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Check;
import dev.lockstep.model.Finding;
import dev.lockstep.model.Finding.Verdict;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a checkup finds, where all is well and where it is not. */
class CheckupTest {
    private static final Map<String, String> FILES = Given.logging(1, 2);
    private static final String PASSWORD = "some-S3cret-of-an-account";

    private static Map<String, Finding> findings(Lockstep lockstep) {
        return lockstep.doctor().stream().collect(Collectors.toMap(Check::name, Check::finding));
    }

    private static Map<String, Finding> findings(TestDatabase db, Map<String, String> files) {
        return findings(Given.lockstep(db, files));
    }

    private static void assertFound(Finding finding, Verdict verdict, String text, String remedy) {
        assertThat(finding.verdict()).as("%s", finding).isEqualTo(verdict);
        assertThat(finding.text()).contains(text);
        assertThat(finding.remedy().orElse("")).contains(remedy);
    }

    private static Finding ok(TestDatabase db, String name) {
        Finding finding = findings(db, FILES).get(name);
        assertThat(finding.verdict()).as("%s", finding).isEqualTo(Verdict.OK);
        return finding;
    }

    private static Lockstep as(TestDatabase db, String url, String user, String password) {
        return Lockstep.builder(
                        Pool.dataSource(() -> DriverManager.getConnection(url, user, password)),
                        MigrationSource.memory(FILES))
                .build();
    }

    @EachDatabase
    void a_database_with_nothing_wrong_has_only_good_findings_and_stays_as_it_was(TestDatabase db) throws Exception {
        String before = db.snapshot();
        List<Check> fresh = Given.lockstep(db, FILES).doctor();
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(fresh).allMatch(check -> check.finding().verdict() == Verdict.OK, "is ok");
        assertThat(fresh.stream().map(Check::name))
                .contains("login", "server", "writable", "lock", "files", "history", "dirty", "transactions");
        assertThat(ok(db, "history").text()).contains("is not there yet");
        assertThat(ok(db, "files").text()).contains("3 to run");

        Given.lockstep(db, FILES).migrate();

        String after = db.snapshot();
        assertThat(Given.lockstep(db, FILES).doctor())
                .allMatch(check -> check.finding().verdict() == Verdict.OK, "is ok");
        assertThat(db.snapshot()).isEqualTo(after);
        assertThat(ok(db, "history").text()).contains("at version 2");
        assertThat(ok(db, "files").text()).contains("none to run");
        assertThat(ok(db, "server").text()).contains("dialect " + Given.on(db, "postgresql", "mariadb", "sqlite"));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_login_that_is_refused_is_a_finding_and_the_rest_is_left_out(TestDatabase db) {
        Map<String, Finding> found = findings(as(db, db.url(), db.user(), PASSWORD));

        assertThat(found).hasSize(2);
        assertFound(found.get("login"), Verdict.PROBLEM, "does not accept the user or the password", "--password-file");
        assertFound(found.get("session"), Verdict.LEFT_OUT, "without a session", "");
    }

    @EachDatabase
    void files_that_a_run_would_refuse_are_told(TestDatabase db) {
        Given.lockstep(db, FILES).migrate();

        assertFound(
                findings(db, Given.with(FILES, "1_entry.up.sql", "INSERT INTO log VALUES (9);\n"))
                        .get("files"),
                Verdict.PROBLEM,
                "version 1 (entry) was changed",
                "lockstep repair");
        assertFound(findings(db, Given.files()).get("files"), Verdict.PROBLEM, "there is no migration", "-d FOLDER");
        assertFound(
                findings(db, Given.with(FILES, "3_bad.up.sql", "SELECT 'open;\n"))
                        .get("files"),
                Verdict.PROBLEM,
                "3_bad.up.sql:1:8",
                "");
        assertFound(
                findings(db, Given.without(FILES, "2_entry.up.sql", "2_entry.down.sql"))
                        .get("files"),
                Verdict.WARNING,
                "a newer release",
                "lockstep status");
    }

    @EachDatabase
    void a_migration_that_stopped_in_the_middle_is_told(TestDatabase db) {
        Map<String, String> stopping = Given.with(
                FILES,
                "3_stop.up.sql",
                "-- lockstep: transaction=none\nINSERT INTO log VALUES (3);\nINSERT INTO nowhere VALUES (3);\n");
        assertThat(catchThrowable(() -> Given.lockstep(db, stopping).migrate())).isNotNull();

        Finding dirty = findings(db, stopping).get("dirty");

        assertFound(dirty, Verdict.PROBLEM, "3 stopped in the middle, 1 of 2 statements done", "lockstep migrate");
        assertThat(dirty.text()).contains("nowhere");
    }

    @EachDatabase
    void a_table_that_is_no_history_is_told(TestDatabase db) throws SQLException {
        Given.lockstep(db, FILES).migrate();
        db.execute("DROP TABLE schema_history", "CREATE TABLE schema_history (id INTEGER)");
        assertFound(findings(db, FILES).get("history"), Verdict.PROBLEM, "cannot be read as a history", "--table");
    }

    @EachDatabase
    void a_lock_that_is_held_is_told_with_its_holder(TestDatabase db) throws Exception {
        HeldLock.during(
                db,
                FILES,
                letGo -> assertFound(
                        findings(db, FILES).get("lock"),
                        Verdict.WARNING,
                        "held by session ",
                        Given.on(db, "lockstep unlock", "lockstep unlock", "wait until that run has ended")));
        assertThat(ok(db, "lock").text()).isEqualTo("free");
    }

    @EachDatabase
    void a_transaction_that_stays_open_is_told(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();
        try (Connection application = db.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO log VALUES (7)");

            Poll.until(
                    "it is not noticed",
                    () -> findings(db, FILES).get("transactions").verdict() == Verdict.WARNING);

            assertFound(
                    findings(db, FILES).get("transactions"),
                    Verdict.WARNING,
                    Given.on(db, "idle in transaction", "idle in transaction", "in the middle of a transaction"),
                    Given.on(db, "pg_terminate_backend(", "KILL ", "end it in the application"));
            application.rollback();
        }
        ok(db, "transactions");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void an_index_that_is_invalid_is_told(TestDatabase db) throws SQLException {
        Given.lockstep(db, FILES).migrate();
        db.execute("INSERT INTO log VALUES (1)");
        assertThat(catchThrowable(() -> db.execute("CREATE UNIQUE INDEX CONCURRENTLY log_entry ON log (entry)")))
                .isInstanceOf(SQLException.class);

        assertFound(
                findings(db, FILES).get("indexes"),
                Verdict.WARNING,
                "public.log_entry",
                "DROP INDEX CONCURRENTLY public.log_entry");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_right_that_is_missing_is_told_with_the_grants_that_mend_it(TestDatabase db) throws SQLException {
        String user = db.name();
        db.execute(Given.on(
                db,
                "CREATE ROLE " + user + " LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE USER " + user + " IDENTIFIED BY '" + PASSWORD + "'",
                ""));
        try {
            db.execute(Given.on(
                    db,
                    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                    "GRANT SELECT ON " + db.name() + ".* TO " + user,
                    ""));
            Lockstep lockstep = as(db, db.url(), user, PASSWORD);
            Finding missing = findings(lockstep).get("rights");
            assertFound(
                    missing,
                    Verdict.PROBLEM,
                    "a right is missing",
                    Given.on(
                            db,
                            "GRANT USAGE, CREATE ON SCHEMA public TO " + user,
                            "GRANT CREATE, INSERT, UPDATE ON `" + db.name() + "`.* TO '" + user + "'@'%'",
                            ""));

            db.execute(missing.remedy().orElseThrow());

            Map<String, Finding> found = findings(lockstep);
            assertThat(found.get("rights").verdict())
                    .isEqualTo(db.dbms() == Dbms.POSTGRESQL ? Verdict.OK : Verdict.WARNING);
            assertThat(found.get("rights").text() + found.get("rights").remedy().orElse(""))
                    .contains(Given.on(db, "GRANT pg_signal_backend", "ALTER, DELETE, DROP, INDEX, REFERENCES", ""));
            assertThat(found.get("transactions").verdict())
                    .isEqualTo(db.dbms() == Dbms.POSTGRESQL ? Verdict.OK : Verdict.LEFT_OUT);
        } finally {
            db.execute(Given.on(db, "DROP OWNED BY " + user + "; DROP ROLE " + user, "DROP USER " + user, ""));
        }
    }

    @EachDatabase
    void a_session_that_only_reads_is_told(TestDatabase db) throws SQLException {
        Given.lockstep(db, FILES).migrate();
        Lockstep lockstep = Given.builder(db, FILES)
                .sessionSql(Given.on(
                        db,
                        "SET default_transaction_read_only = on",
                        "SET SESSION TRANSACTION READ ONLY",
                        "PRAGMA query_only = 1"))
                .build();

        assertFound(findings(lockstep).get("writable"), Verdict.PROBLEM, "the session only reads", "");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_time_out_of_the_server_is_told_with_what_lifts_it(TestDatabase db) {
        String name = Given.on(db, "statement_timeout", "max_statement_time", "");
        Lockstep lockstep =
                Given.builder(db, FILES).sessionSql("SET " + name + " = 30").build();

        assertFound(findings(lockstep).get("time-outs"), Verdict.WARNING, name + " = 30", "'SET " + name + " = 0'");
    }

    @EachDatabase(Dbms.SQLITE)
    void a_file_in_use_by_its_reader_alone_is_told_with_its_size(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();
        assertThat(Files.exists(db.file())).isTrue();
        assertThat(ok(db, "disk").text()).contains(" MB free");
    }
}
