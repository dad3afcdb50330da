package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Direction;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** A statement fails: what is told, and what is kept. */
class FailureTest {
    /** The wrong word is in line 5, column 8; the statement begins in line 4, column 1. */
    private static final String WRONG_COLUMN = """
            CREATE TABLE customer (id INTEGER PRIMARY KEY);
            INSERT INTO customer VALUES (1);

            UPDATE customer
               SET nam = 'x';
            INSERT INTO customer VALUES (2);
            """;

    private static final Map<String, String> FILES =
            Given.with(Given.logging(1), "2_customers.up.sql", WRONG_COLUMN, "3_never.up.sql", "SELECT 1;\n");

    @EachDatabase
    void tells_place_line_caret_and_the_database_s_own_words(TestDatabase db) {
        MigrationFailedException failed = failure(Given.lockstep(db, FILES));

        assertThat(failed)
                .hasMessageContaining("2_customers.up.sql failed at statement 3 of 4: ")
                .hasMessageContaining(Given.on(
                        db,
                        "column \"nam\" of relation \"customer\" does not exist",
                        "Unknown column 'nam' in '",
                        "no such column: nam"))
                .hasMessageContaining(
                        Given.on(db, "(SQLSTATE 42703, code 0)", "(SQLSTATE 42S22, code 1054)", "code 1)"))
                .hasMessageContaining(Given.on(
                        db,
                        "\n  at 2_customers.up.sql:5:8\n    5 |    SET nam = 'x';\n      |        ^\n",
                        "\n  at 2_customers.up.sql:4:1\n    4 | UPDATE customer\n      | ^\n",
                        "\n  at 2_customers.up.sql:4:1\n    4 | UPDATE customer\n      | ^\n"))
                .hasMessageContaining("to mend it: mend the statement, then run 'lockstep migrate' again");
    }

    @EachDatabase
    void points_at_the_word_that_the_database_could_not_read(TestDatabase db) {
        Lockstep lockstep = Given.lockstep(
                db,
                "1_a.up.sql",
                "CREATE TABLE a (id INTEGER PRIMARY KEY);\n\n\tINSERT INTO a -- \uD83D\uDE00\n\tVALEUS (1);\nSELECT 1;\n");

        MigrationFailedException failed = failure(lockstep);

        assertThat(failed.problems().get(0).where().orElseThrow())
                .isEqualTo(new Place("1_a.up.sql", 4, 2, "\tVALEUS (1);", 1));
        assertThat(failed).hasMessageContaining("    4 | \tVALEUS (1);\n      | \t^\n");
        assertThat(failed.statement()).isEqualTo(2);
    }

    @EachDatabase
    void tells_all_of_it_in_fields_too(TestDatabase db) {
        MigrationFailedException failed = failure(Given.lockstep(db, FILES));

        assertThat(failed.step().id()).hasToString("2");
        assertThat(failed.step().direction()).isEqualTo(Direction.UP);
        assertThat(failed.statement()).isEqualTo(3);
        SQLException cause = failed.getCause();
        assertThat(cause.getErrorCode() + " " + cause.getSQLState())
                .isEqualTo(Given.on(db, "0 42703", "1054 42S22", "1 null"));
        Problem problem = failed.problems().get(0);
        assertThat(problem.where().orElseThrow().file()).isEqualTo("2_customers.up.sql");
        assertThat(problem.remedy()).isPresent();
        assertThat(failed.problems()).hasSize(1);
    }

    @EachDatabase
    void carries_what_had_succeeded(TestDatabase db) {
        Report report = failure(Given.lockstep(db, FILES)).report().orElseThrow();

        assertThat(Given.done(report)).containsExactly("up 0.1", "up 1");
        assertThat(report.from()).isEmpty();
        assertThat(report.to()).contains(Version.of("1"));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.SQLITE})
    void everything_of_the_script_is_rolled_back_where_the_database_can(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1)).migrate();
        String before = db.snapshot();
        Lockstep lockstep = Given.lockstep(db, FILES);

        assertThat(failure(lockstep)).hasMessageContaining("everything that this script had done was rolled back");
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(lockstep.version()).contains(Version.of("1"));
        assertThat(states(lockstep)).containsEntry("2", Status.State.PENDING);
    }

    @EachDatabase(Dbms.MARIADB)
    void what_the_database_committed_is_kept_and_the_run_goes_on_behind_it(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, FILES);

        assertThat(failure(lockstep))
                .hasMessageContaining("kept: statement 1; what comes after was rolled back or not executed")
                .hasMessageContaining("which goes on at statement 2");
        assertThat(db.value("SELECT count(*) FROM customer")).isEqualTo("0");
        assertThat(states(lockstep)).containsEntry("2", Status.State.DIRTY);
        Status.Dirt dirt = lockstep.status().rows().get(2).dirt().orElseThrow();
        assertThat(dirt.done()).isEqualTo(1);
        assertThat(dirt.total()).isEqualTo(4);
        assertThat(dirt.error().orElseThrow()).contains("Unknown column 'nam'");

        Report report = Given.lockstep(
                        db,
                        Given.with(
                                FILES,
                                "2_customers.up.sql",
                                WRONG_COLUMN.replace("nam =", "id =").replace("'x'", "7")))
                .migrate();

        assertThat(Given.done(report)).containsExactly("up 2", "up 3");
        assertThat(db.value("SELECT sum(id) FROM customer")).isEqualTo("9");
    }

    @EachDatabase(Dbms.MARIADB)
    void a_first_statement_that_fails_leaves_nothing_executed(TestDatabase db) {
        Lockstep lockstep = Given.lockstep(db, "1_a.up.sql", "CREATE TABEL a (id INTEGER);\nSELECT 1;\n");

        assertThat(failure(lockstep)).hasMessageContaining("no statement of this script had been executed before it");
    }

    @EachDatabase
    void the_mended_script_is_applied_as_if_nothing_had_been(TestDatabase db) throws Exception {
        failure(Given.lockstep(db, FILES));
        String mended = WRONG_COLUMN.replace("nam = 'x'", "id = 7");

        Report report = Given.lockstep(db, Given.with(FILES, "2_customers.up.sql", mended))
                .migrate();

        assertThat(Given.done(report)).containsExactly("up 2", "up 3");
        assertThat(db.value("SELECT count(*) FROM customer WHERE id IN (7, 2)")).isEqualTo("2");
        assertThat(db.value("SELECT count(*) FROM schema_history WHERE version = '2'"))
                .isEqualTo("1");
    }

    @EachDatabase
    void the_one_of_many_that_fails_is_found_among_those_sent_together(TestDatabase db) throws Exception {
        StringBuilder script = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            script.append("INSERT INTO log VALUES (")
                    .append(i == 201 ? "NULL" : i)
                    .append(");\n");
        }
        Lockstep lockstep = Given.lockstep(db, Given.with(Given.logging(), "1_rows.up.sql", script.toString()));

        MigrationFailedException failed = failure(lockstep);

        assertThat(failed.statement()).isEqualTo(201);
        assertThat(failed.problems().get(0).where().orElseThrow().line()).isEqualTo(201);
        assertThat(Given.log(db)).isEmpty();
    }

    @EachDatabase
    void a_step_down_that_fails_says_so(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(
                db, Given.with(Given.logging(1), "1_entry.down.sql", "DELETE FROM log;\nDELETE FROM lgo;\n"));
        lockstep.migrate();

        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> lockstep.down(Target.EVERYTHING));

        assertThat(failed)
                .hasMessageContaining("1_entry.down.sql (down) failed at statement 2 of 2")
                .hasMessageContaining("run 'lockstep down' again");
        assertThat(failed.step().direction()).isEqualTo(Direction.DOWN);
        assertThat(Given.log(db)).isEqualTo("1");
        assertThat(lockstep.version()).contains(Version.of("1"));
    }

    @EachDatabase
    void all_problems_of_all_files_are_told_before_anything_has_run(TestDatabase db) throws Exception {
        Map<String, String> broken = Given.with(
                Given.abc(),
                "4_d.up.sql",
                "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES ('never closed);\n",
                "5_e.up.sql",
                "SELECT 1; /* never closed",
                "6_f.up.sql",
                "-- lockstep: colour=red\nSELECT 1;\n",
                "7_g.up.sql",
                "BEGIN;\nSELECT 1;\n");
        String before = db.snapshot();

        assertThatThrownBy(() -> Given.lockstep(db, broken).migrate())
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(problem -> problem.where().orElseThrow() + " " + problem.what())
                                .satisfiesExactly(
                                        what -> assertThat(what)
                                                .isEqualTo("4_d.up.sql:2:23 a string that does not end"),
                                        what -> assertThat(what)
                                                .isEqualTo("5_e.up.sql:1:11 a comment that does not end"),
                                        what -> assertThat(what)
                                                .isEqualTo("6_f.up.sql:1:14 no directive is called 'colour'"),
                                        what -> assertThat(what)
                                                .isEqualTo("7_g.up.sql:1:1 this transaction is never committed")));
        assertThat(db.snapshot()).as("not even the history").isEqualTo(before);
    }

    @EachDatabase
    void all_names_that_fit_no_rule_are_told_together(TestDatabase db) throws Exception {
        Map<String, String> broken = Given.with(
                Given.abc(),
                "create_d.sql",
                "SELECT 1;\n",
                "3_other.up.sql",
                "SELECT 1;\n",
                "5_e.oracle.up.sql",
                "SELECT 1;\n",
                "6_f.down.sql",
                "SELECT 1;\n");
        String before = db.snapshot();

        assertThatThrownBy(() -> Given.lockstep(db, broken).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("the name of 'create_d.sql' fits no rule")
                .hasMessageContaining("two migrations have the version 3: '3_c.down.sql' and '3_other.up.sql'")
                .hasMessageContaining("'5_e.oracle.up.sql' names the dialect 'oracle', which is not known")
                .hasMessageContaining("version 6 has a down script and no up script");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    private static MigrationFailedException failure(Lockstep lockstep) {
        LockstepException failed = catchThrowableOfType(LockstepException.class, lockstep::migrate);
        assertThat(failed).isInstanceOf(MigrationFailedException.class);
        return (MigrationFailedException) failed;
    }

    private static Map<String, Status.State> states(Lockstep lockstep) {
        return lockstep.status().rows().stream()
                .collect(Collectors.toMap(row -> row.id().toString(), Status.Row::state));
    }
}
