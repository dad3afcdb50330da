package dev.lockstep.crash;

import static dev.lockstep.testing.Dbms.MARIADB;
import static dev.lockstep.testing.Dbms.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.UndecidableException;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.Call;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Fault;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.Moment;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** How a step goes on that was left in the middle, and what people are told of it. */
class ResumeTest {
    @TempDir
    Path folder;

    @EachDatabase({POSTGRESQL, MARIADB})
    void the_command_line_says_where_it_goes_on_and_why(TestDatabase db) throws Exception {
        write("1_log.up.sql", "CREATE TABLE log (entry INTEGER NOT NULL);\n");
        write("7_phones.up.sql", nine(db.dbms(), "3", "4"));
        assertThatThrownBy(() -> lockstep(db, Faults.when(ResumeTest::buildsIndex, Moment.AFTER, Fault.HALT))
                        .migrate())
                .isInstanceOf(LockstepException.class);
        db.awaitNoSessions();
        String atWork = "SELECT applied_by FROM schema_history WHERE version = '7'";
        String first = db.value(atWork);

        LockstepProcess.Result status = run(db, "status");
        LockstepProcess.Result json = run(db, "status", "-o", "json");
        LockstepProcess.Result result = run(db, "migrate");

        assertThat(status.out())
                .contains("7 phones is in the middle of going up: 2 of 9 statements done")
                .contains("it goes on at " + folder.resolve("7_phones.up.sql") + ":3:1")
                .contains("  begun 20", " on ")
                .contains("  next: 'lockstep migrate', or 'lockstep down'");
        assertThat(json.out().replaceAll("\\s+", ""))
                .contains("\"direction\":\"up\",\"statementsDone\":2,\"statements\":9")
                .contains("\"line\":3", "\"commands\":[\"lockstepmigrate\",\"lockstepdown\"]");
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.err())
                .contains("resuming 7 at statement 4 of 9: statement 3 had completed before the interruption\n");
        assertThat(log(db)).isEqualTo("1,2,3,4,5,6");
        assertThat(db.value(atWork)).isNotEqualTo(first);
    }

    @EachDatabase({POSTGRESQL, MARIADB})
    void a_mended_file_goes_on_at_the_statement_that_failed(TestDatabase db) throws Exception {
        write("1_log.up.sql", "CREATE TABLE log (entry INTEGER NOT NULL);\n");
        write("7_phones.up.sql", nine(db.dbms(), "3", "(4"));
        assertThatThrownBy(() -> lockstep(db, Faults.counting()).migrate())
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("failed at statement 5 of 9");
        Status.Dirt dirt = dirt(db);
        assertThat(dirt.done()).isEqualTo(3);
        assertThat(dirt.error().orElseThrow()).contains("7_phones.up.sql:5:");

        write("7_phones.up.sql", nine(db.dbms(), "3", "4").replace("VALUES (2)", "VALUES (22)"));
        assertThatThrownBy(() -> lockstep(db, Faults.counting()).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("cannot go on")
                .hasMessageContaining("edited since")
                .hasMessageContaining("7_phones.up.sql:1:1");

        write("7_phones.up.sql", nine(db.dbms(), "3", "4"));
        List<String> told = new ArrayList<>();
        Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .listener(event -> {
                    if (event instanceof Event.Resumed resumed) {
                        told.add(resumed.statement() + ": " + resumed.because());
                    }
                })
                .build()
                .migrate();
        assertThat(told).singleElement().asString().startsWith("4: ");
        assertThat(log(db)).isEqualTo("1,2,3,4,5,6");
    }

    @EachDatabase(MARIADB)
    void a_repeatable_migration_whose_executed_part_was_edited_begins_anew(TestDatabase db) throws Exception {
        Map<String, String> broken = files("CREATE OR REPLACE VIEW v AS SELECT 1 AS one;\nSELECT nothing;\n");
        assertThatThrownBy(() -> lockstep(db, broken).migrate()).isInstanceOf(MigrationFailedException.class);

        lockstep(db, files("CREATE OR REPLACE VIEW v AS SELECT 2 AS one;\nINSERT INTO log VALUES (2);\n"))
                .migrate();

        assertThat(db.value("SELECT one FROM v")).isEqualTo("2");
        assertThat(log(db)).isEqualTo("2");
        assertThat(db.value("SELECT count(*) FROM schema_history WHERE dirty")).isEqualTo("0");
    }

    @EachDatabase(MARIADB)
    void a_person_can_say_that_the_statement_in_flight_took_effect(TestDatabase db) throws Exception {
        write(
                "1_log.up.sql",
                "CREATE TABLE log (entry INTEGER NOT NULL);\nCREATE PROCEDURE p() INSERT INTO log VALUES (1);\n");
        write("7_call.up.sql", "CALL p();\nCALL p();\nCREATE TABLE t (id INTEGER PRIMARY KEY);\n");
        assertThatThrownBy(() -> lockstep(
                                db, Faults.when(call -> call.sql().startsWith("CALL"), Moment.AFTER, Fault.HALT))
                        .migrate())
                .isInstanceOf(LockstepException.class);
        db.awaitNoSessions();

        for (int restart = 0; restart < 10; restart++) {
            String state = db.snapshot();
            LockstepProcess.Result result = run(db, "migrate");
            assertThat(result.exitCode()).as("%s", result).isEqualTo(6);
            assertThat(result.err())
                    .contains("'lockstep resolve 7 --as applied', and the next run goes on behind it")
                    .contains("'lockstep resolve 7 --as retry', and the next run executes it");
            assertThat(db.snapshot()).isEqualTo(state);
        }
        assertThat(dirt(db).commands())
                .containsExactly(
                        "lockstep resolve 7 --as applied",
                        "lockstep resolve 7 --as retry",
                        "lockstep resolve 7 --as reverted");
        LockstepProcess.Result resolved = run(db, "resolve", "7", "--as", "applied");
        assertThat(resolved.out() + resolved.err())
                .contains("statement 1 counts as executed; the next 'lockstep migrate' goes on at statement 2");
        LockstepProcess.Result result = run(db, "migrate");
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(log(db)).isEqualTo("1,1");
        assertThat(db.value("SELECT group_concat(concat(action, ' ', progress) ORDER BY id) FROM schema_history"))
                .isEqualTo("up ,up ,resolve applied 1");
    }

    @EachDatabase(MARIADB)
    void of_the_last_statement_that_settles_the_migration(TestDatabase db) throws Exception {
        write(
                "1_log.up.sql",
                "CREATE TABLE log (entry INTEGER NOT NULL);\nCREATE PROCEDURE p() INSERT INTO log VALUES (1);\n");
        write("7_call.up.sql", "INSERT INTO log VALUES (0);\nCALL p();\n");
        write("7_call.down.sql", "CALL p();\n");
        Faults halt = Faults.when(call -> call.sql().startsWith("CALL"), Moment.AFTER, Fault.HALT);
        assertThatThrownBy(() -> lockstep(db, halt).migrate()).isInstanceOf(LockstepException.class);
        db.awaitNoSessions();
        Lockstep lockstep = lockstep(db, Faults.counting());

        lockstep.resolve("7", Resolution.APPLIED);

        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(lockstep.version().orElseThrow()).hasToString("7");
        Faults again = Faults.when(call -> call.sql().startsWith("CALL"), Moment.AFTER, Fault.HALT);
        assertThatThrownBy(() -> lockstep(db, again).down(new Target.Steps(1))).isInstanceOf(LockstepException.class);
        db.awaitNoSessions();
        assertThatThrownBy(() -> lockstep.down(new Target.Steps(1))).isInstanceOf(UndecidableException.class);
        lockstep.resolve("7", Resolution.APPLIED);
        assertThat(lockstep.version().orElseThrow())
                .as("its down script has ended")
                .hasToString("1");
        assertThat(log(db)).isEqualTo("0,1,1");
    }

    @EachDatabase(MARIADB)
    void a_second_word_settles_the_whole_migration(TestDatabase db) throws Exception {
        write(
                "1_log.up.sql",
                "CREATE TABLE log (entry INTEGER NOT NULL);\nCREATE PROCEDURE p() INSERT INTO log VALUES (1);\n");
        write("7_call.up.sql", "CALL p();\nSELECT nothing;\n");
        Faults halt = Faults.when(call -> call.sql().startsWith("CALL"), Moment.AFTER, Fault.HALT);
        assertThatThrownBy(() -> lockstep(db, halt).migrate()).isInstanceOf(LockstepException.class);
        db.awaitNoSessions();
        Lockstep lockstep = lockstep(db, Faults.counting());

        lockstep.resolve("7", Resolution.APPLIED);
        assertThat(lockstep.version().orElseThrow()).hasToString("1");
        lockstep.resolve("7", Resolution.APPLIED);

        assertThat(lockstep.version().orElseThrow()).hasToString("7");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    private static boolean buildsIndex(Call call) {
        return call.method().contains("execute") && call.sql().startsWith("CREATE INDEX");
    }

    /** Nine statements, one in each line; the third one is bare everywhere where there are bare ones. */
    private static String nine(Dbms dbms, String third, String fourth) {
        return """
                INSERT INTO log VALUES (1);
                INSERT INTO log VALUES (2);
                CREATE INDEX%s log_i ON log (entry);
                INSERT INTO log VALUES (%s);
                INSERT INTO log VALUES (%s);
                INSERT INTO log VALUES (5);
                SELECT 1;
                SELECT 2;
                INSERT INTO log VALUES (6);
                """.formatted(dbms == POSTGRESQL ? " CONCURRENTLY" : "", third, fourth);
    }

    private static Map<String, String> files(String repeatable) {
        return Scenario.files(
                "1_log.up.sql", "CREATE TABLE log (entry INTEGER NOT NULL);\n", "R__view.sql", repeatable);
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private Lockstep lockstep(TestDatabase db, Faults faults) {
        return Lockstep.builder(db.dataSource(faults), MigrationSource.directory(folder))
                .build();
    }

    private static Lockstep lockstep(TestDatabase db, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files)).build();
    }

    private Status.Dirt dirt(TestDatabase db) {
        return lockstep(db, Faults.counting()).status().rows().stream()
                .flatMap(row -> row.dirt().stream())
                .findFirst()
                .orElseThrow();
    }

    private LockstepProcess.Result run(TestDatabase db, String... command) {
        List<String> line = new ArrayList<>(List.of("-u", db.dsn(), "-d", folder.toString()));
        line.addAll(List.of(command));
        return LockstepProcess.command(line.toArray(String[]::new)).run();
    }

    private static String log(TestDatabase db) throws Exception {
        String all = db.dbms() == POSTGRESQL
                ? "SELECT string_agg(entry::text, ',' ORDER BY entry) FROM log"
                : "SELECT group_concat(entry ORDER BY entry) FROM log";
        return db.value(all);
    }
}
