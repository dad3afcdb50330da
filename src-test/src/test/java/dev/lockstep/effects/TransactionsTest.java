package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.ValidationException;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;

/** Scripts that begin and end transactions by themselves. */
class TransactionsTest {
    private static final String LOG = "CREATE TABLE log (entry INTEGER PRIMARY KEY);\n";

    @EachDatabase
    void each_transaction_stays_when_a_later_one_fails(TestDatabase db) throws Exception {
        String script = """
                %s;
                INSERT INTO log VALUES (1);
                COMMIT;
                %s;
                INSERT INTO log VALUES (2);
                INSERT INTO log VALUES (%s);
                COMMIT;
                INSERT INTO log VALUES (4);
                """;
        String begin = begin(db);
        assertThatThrownBy(() -> Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", script.formatted(begin, begin, "1")))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("2_rows.sql:6:1")
                .hasMessageContaining("kept: statements 1 to 3");
        assertThat(log(db)).containsExactly("1");
        Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", script.formatted(begin, begin, "3"));
        assertThat(log(db)).containsExactly("1", "2", "3", "4");
    }

    @EachDatabase
    void savepoints_work_as_in_the_databases_client(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", """
                %s;
                INSERT INTO log VALUES (1);
                SAVEPOINT one;
                INSERT INTO log VALUES (2);
                SAVEPOINT "two";
                INSERT INTO log VALUES (3);
                ROLLBACK TO SAVEPOINT one;
                INSERT INTO log VALUES (4);
                RELEASE SAVEPOINT one;
                COMMIT;
                """.formatted(begin(db))
                .replace('"', db.dbms() == Dbms.MARIADB ? '`' : '"'));
        assertThat(log(db)).containsExactly("1", "4");
    }

    @EachDatabase
    void savepoints_work_in_the_transaction_that_the_script_has_anyway(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", """
                INSERT INTO log VALUES (1);
                SAVEPOINT one;
                INSERT INTO log VALUES (2);
                ROLLBACK TO one;
                RELEASE SAVEPOINT one;
                INSERT INTO log VALUES (3);
                """);
        assertThat(log(db)).containsExactly("1", "3");
    }

    @EachDatabase
    void what_makes_no_sense_is_refused_with_its_place_before_anything_runs(TestDatabase db) throws Exception {
        String begin = begin(db);
        refused(
                db,
                "INSERT INTO log VALUES (1);\nROLLBACK;\n",
                "2_rows.sql:2:1",
                "cannot roll back its own transaction");
        refused(db, "%s;\nINSERT INTO log VALUES (1);\n".formatted(begin), "2_rows.sql:1:1", "never committed");
        refused(db, "%s;\n%s;\nCOMMIT;\n".formatted(begin, begin), "2_rows.sql:2:1", "begins inside another one");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void what_would_outlive_the_script_is_refused(TestDatabase db) throws Exception {
        boolean postgres = db.dbms() == Dbms.POSTGRESQL;
        String statement = postgres ? "PREPARE TRANSACTION 'x'" : "XA START 'x'";
        refused(
                db,
                "INSERT INTO log VALUES (1);\n" + statement + ";\n",
                "2_rows.sql:2:1",
                "%s transaction would outlive its script".formatted(postgres ? "prepared" : "distributed"));
    }

    @EachDatabase
    void all_ways_to_write_them_are_understood(TestDatabase db) throws Exception {
        List<String> begins = switch (db.dbms()) {
            case POSTGRESQL ->
                List.of(
                        "BEGIN WORK",
                        "begin transaction isolation level read committed",
                        "START TRANSACTION READ WRITE");
            case MARIADB -> List.of("BEGIN WORK", "start transaction with consistent snapshot", "START TRANSACTION");
            case SQLITE ->
                List.of("BEGIN TRANSACTION", "begin immediate", "BEGIN EXCLUSIVE TRANSACTION", "BEGIN DEFERRED");
        };
        List<String> commits = db.dbms() == Dbms.SQLITE
                ? List.of("END", "COMMIT TRANSACTION", "END TRANSACTION", "commit")
                : List.of("COMMIT WORK", "commit", "COMMIT /* all */ WORK", "Commit");
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < begins.size(); i++) {
            script.append(begins.get(i))
                    .append(";\nINSERT INTO log VALUES (")
                    .append(i)
                    .append(");\n");
            script.append(commits.get(i)).append(";\n");
        }
        Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", script.toString());
        assertThat(log(db)).hasSameSizeAs(begins);
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void another_mode_is_refused_and_holds_if_the_session_has_it(TestDatabase db) throws Exception {
        String rows = "INSERT INTO log SELECT 1 WHERE current_setting('transaction_isolation') = 'serializable';\n";
        refused(db, "BEGIN ISOLATION LEVEL SERIALIZABLE;\n" + rows + "COMMIT;\n", "2_rows.sql:1:1", "SET SESSION");
        refused(db, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n" + rows, "2_rows.sql:1:1", "SET SESSION");
        String mode = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n";
        Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", mode + "BEGIN;\n" + rows + "COMMIT;\n");
        assertThat(log(db)).containsExactly("1");
    }

    @EachDatabase(Dbms.MARIADB)
    void a_mode_of_the_next_transaction_holds_for_that_one_alone(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_log.sql", LOG + "CREATE TABLE seen (n INTEGER);\n");
        try (Connection application = db.connect()) {
            application.setAutoCommit(false);
            Sql.execute(application, "INSERT INTO seen VALUES (1)");
            Runs.migrate(db, "1_log.sql", LOG + "CREATE TABLE seen (n INTEGER);\n", "2_rows.sql", """
                    SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
                    SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;
                    START TRANSACTION;
                    INSERT INTO log SELECT 1 FROM seen;
                    COMMIT;
                    START TRANSACTION;
                    INSERT INTO log SELECT 2 FROM seen;
                    COMMIT;
                    """);
        }
        assertThat(log(db)).containsExactly("1");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void what_a_transaction_asks_for_with_set_holds_in_it(TestDatabase db) throws Exception {
        Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", """
                BEGIN;
                SET LOCAL timezone = 'Asia/Tokyo';
                INSERT INTO log SELECT 1 WHERE current_setting('timezone') = 'Asia/Tokyo';
                COMMIT;
                BEGIN;
                INSERT INTO log SELECT 2 WHERE current_setting('timezone') <> 'Asia/Tokyo';
                COMMIT;
                """);
        assertThat(log(db)).containsExactly("1", "2");
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_constraint_that_is_checked_at_the_commit_fails_there(TestDatabase db) throws Exception {
        String script = """
                CREATE TABLE child (log integer REFERENCES log DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO child VALUES (7);
                """;
        assertThatThrownBy(() -> Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", script))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("COMMIT")
                .hasMessageContaining("foreign key");
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname = 'child'"))
                .isEqualTo("0");
    }

    private static void refused(TestDatabase db, String script, String place, String what) {
        assertThatThrownBy(() -> Runs.migrate(db, "1_log.sql", LOG, "2_rows.sql", script))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(what);
        assertThatThrownBy(() -> db.value("SELECT count(*) FROM log")).isInstanceOf(java.sql.SQLException.class);
    }

    private static String begin(TestDatabase db) {
        return db.dbms() == Dbms.SQLITE ? "BEGIN TRANSACTION" : "START TRANSACTION";
    }

    private static List<String> log(TestDatabase db) throws Exception {
        try (Connection connection = db.connect()) {
            return Sql.column(connection, "SELECT entry FROM log ORDER BY entry");
        }
    }
}
