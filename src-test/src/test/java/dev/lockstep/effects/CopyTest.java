package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.Lockstep;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Status;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The data that stand behind COPY ... FROM STDIN in a script. */
class CopyTest {
    private static final String TABLE = "CREATE TABLE toy (id integer PRIMARY KEY, what text);\n";

    @EachDatabase(Dbms.POSTGRESQL)
    void rows_in_every_form_are_taken_as_they_are(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_toys.sql", TABLE + """
                INSERT INTO toy VALUES (1, 'before');
                COPY toy FROM stdin;
                2	it's; -- no comment $$
                3	\\N
                4	tab\\tbackslash\\\\line\\nend
                5	grüße 表 😀
                \\.
                COPY toy (what, id) FROM STDIN WITH (FORMAT csv, HEADER, QUOTE '"');
                what,id
                "two
                lines; ""quoted"", \\.",6
                \\.

                COPY public.toy FROM STDIN (DELIMITER ';');
                \\.
                INSERT INTO toy VALUES (7, 'after');
                """);
        try (Connection connection = db.connect()) {
            assertThat(Sql.column(connection, "SELECT coalesce(what, 'nothing') FROM toy ORDER BY id"))
                    .containsExactly(
                            "before",
                            "it's; -- no comment $$",
                            "nothing",
                            "tab\tbackslash\\line\nend",
                            "grüße 表 😀",
                            "two\nlines; \"quoted\", \\.",
                            "after");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void carriage_returns_and_a_missing_end_are_no_obstacle(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_toys.sql", (TABLE + "COPY toy FROM stdin;\n1\ta\n2\tb\n").replace("\n", "\r\n"));
        assertThat(db.value("SELECT string_agg(what, '|' ORDER BY id) FROM toy"))
                .isEqualTo("a|b");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void they_are_rolled_back_with_their_transaction(TestDatabase db) throws Exception {
        assertThatThrownBy(() -> Runs.migrate(
                        db,
                        "1_toys.sql",
                        TABLE + "COPY toy FROM stdin;\n1\ta\n\\.\nINSERT INTO toy VALUES (1, 'again');"))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("1_toys.sql:5:1");
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname = 'toy'"))
                .isEqualTo("0");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void an_error_names_the_statement_and_the_line_of_the_data(TestDatabase db) {
        MigrationFailedException failed = catchThrowableOfType(
                MigrationFailedException.class,
                () -> Runs.migrate(db, "1_toys.sql", TABLE + "COPY toy FROM stdin;\n1\ta\nx\tb\n3\tc\n\\.\n"));
        assertThat(failed.statement()).isEqualTo(2);
        assertThat(failed.problems().get(0).where().orElseThrow()).hasToString("1_toys.sql:2:1");
        assertThat(failed).hasMessageContaining("COPY toy, line 2, column id: \"x\"");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void they_are_taken_once_when_the_script_goes_on_later(TestDatabase db) throws Exception {
        String script = TABLE + "COPY toy FROM stdin;\n1\ta\n2\tb\n\\.\nCREATE INDEX CONCURRENTLY i ON toy (%s);\n";
        assertThatThrownBy(() -> Runs.migrate(db, "1_toys.sql", script.formatted("wat")))
                .isInstanceOf(MigrationFailedException.class);
        Runs.migrate(db, "1_toys.sql", script.formatted("what"));
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("2");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void they_need_no_transaction(TestDatabase db) throws Exception {
        Runs.migrate(
                db,
                "1_toys.sql",
                "-- lockstep: transaction=none\n" + TABLE + "COPY toy FROM stdin;\n1\ta\n\\.\nVACUUM toy;\n");
        assertThat(db.value("SELECT what FROM toy")).isEqualTo("a");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_connection_may_be_wrapped(TestDatabase db) throws Exception {
        Map<String, String> files = Map.of("1_toys.sql", TABLE + "COPY toy FROM stdin;\n1\ta\n\\.\n");
        Lockstep.builder(db.dataSource(Faults.counting()), MigrationSource.memory(files))
                .build()
                .migrate();
        assertThat(db.value("SELECT what FROM toy")).isEqualTo("a");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_stop_ends_the_copy_on_the_server_and_the_next_run_takes_it_up(TestDatabase db) throws Exception {
        db.execute(TABLE);
        String[] file = {"1_toys.sql", "COPY toy FROM stdin;\n1\ta\n\\.\n"};
        Lockstep lockstep = Runs.over(db, file).build();
        try (Connection other = db.connect()) {
            Sql.execute(other, "BEGIN", "LOCK TABLE toy IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<?> run = CompletableFuture.supplyAsync(lockstep::migrate);
            awaitCopy(db);
            lockstep.stop();
            assertThat(run)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(InterruptedRunException.class)
                    .withMessageContaining("1_toys.sql:1:1");
        }
        Runs.migrate(db, file);
        assertThat(db.value("SELECT what FROM toy")).isEqualTo("a");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_timeout_ends_it_too(TestDatabase db) throws Exception {
        db.execute(TABLE);
        try (Connection other = db.connect()) {
            Sql.execute(other, "BEGIN", "LOCK TABLE toy IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> Runs.migrate(
                            db, "1_toys.sql", "-- lockstep: timeout=300ms\nCOPY toy FROM stdin;\n1\ta\n\\.\n"))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("cancelled after 300 ms, its timeout");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_stop_in_the_middle_of_the_data_does_not_wait_for_their_end(TestDatabase db) throws Exception {
        db.execute(TABLE, """
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$""", "CREATE TRIGGER slow BEFORE INSERT ON toy FOR EACH ROW EXECUTE FUNCTION slow()");
        StringBuilder data = new StringBuilder("COPY toy FROM stdin;\n");
        for (int i = 0; i < 100_000; i++) {
            data.append(i).append("\tthe quick brown fox\n");
        }
        Lockstep lockstep = Runs.over(db, "1_toys.sql", data.toString()).build();
        CompletableFuture<?> run = CompletableFuture.supplyAsync(lockstep::migrate);
        awaitCopy(db);
        lockstep.stop();
        assertThat(run)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(InterruptedRunException.class);
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("0");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_lost_connection_is_told_as_such_and_the_next_run_finishes(TestDatabase db) throws Exception {
        db.execute(TABLE);
        String[] file = {"1_toys.sql", "COPY toy FROM stdin;\n1\ta\n\\.\n"};
        try (Connection other = db.connect()) {
            Sql.execute(other, "BEGIN", "LOCK TABLE toy IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<?> run = CompletableFuture.supplyAsync(() -> Runs.migrate(db, file));
            awaitCopy(db);
            db.value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'COPY toy%'"
                    + " AND datname = current_database()");
            assertThat(run)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(ConnectionException.class);
        }
        Runs.migrate(db, file);
        List<Status.Row> rows = Runs.over(db, file).build().status().rows();
        assertThat(rows).extracting(Status.Row::state).containsExactly(Status.State.APPLIED);
        assertThat(db.value("SELECT what FROM toy")).isEqualTo("a");
    }

    private static void awaitCopy(TestDatabase db) throws Exception {
        String query = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY toy%' AND state = 'active'"
                + " AND datname = current_database() AND (wait_event_type = 'Lock' OR wait_event = 'PgSleep')";
        while (db.value(query).equals("0")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
