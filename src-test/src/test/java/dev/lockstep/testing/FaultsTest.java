package dev.lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.postgresql.PGConnection;

final class FaultsTest {
    /** The states of the toy: {@code begun} in autocommit, then a transaction of two rows. */
    private static final String CREATE = "CREATE TABLE toy (id INT PRIMARY KEY, what VARCHAR(20))";

    private static void toy(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO toy VALUES (1, 'begun')");
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO toy VALUES (2, 'half')");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO toy VALUES (?, 'batch')")) {
                for (int id = 3; id <= 4; id++) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static TestDatabase fresh(Dbms dbms) throws SQLException {
        TestDatabase db = TestDatabase.fresh(dbms);
        db.execute(CREATE);
        return db;
    }

    @EachDatabase
    void records_the_calls_of_an_undisturbed_run(TestDatabase db) throws SQLException {
        db.execute(CREATE);
        Faults faults = Faults.counting();
        toy(db.dataSource(faults));

        assertThat(faults.log().calls())
                .extracting(Call::method)
                .containsExactly(
                        "connect",
                        "Statement.execute",
                        "Connection.setAutoCommit",
                        "Statement.executeUpdate",
                        "PreparedStatement.executeBatch",
                        "Connection.commit",
                        "Connection.setAutoCommit",
                        "Connection.close");
        assertThat(faults.log().calls().get(4).sql()).containsOnlyOnce(";\n").contains("INSERT INTO toy VALUES (?");
        assertThat(faults.log().roundTrips()).isEqualTo(4);
        assertThat(faults.log().writes()).hasSize(3);
        assertThat(faults.log().toString()).contains("#2 on 1: Statement.execute INSERT INTO toy VALUES (1, 'begun')");
        assertThat(faults.fired()).isFalse();
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("4");
    }

    @EachDatabase
    void halts_at_every_call(TestDatabase any) throws SQLException {
        loses_at_every_call(any.dbms(), Fault.HALT);
    }

    @EachDatabase
    void cuts_at_every_call(TestDatabase any) throws SQLException {
        loses_at_every_call(any.dbms(), Fault.CUT);
    }

    private static void loses_at_every_call(Dbms dbms, Fault fault) throws SQLException {
        SoftAssertions softly = new SoftAssertions();
        for (int k = 1; k <= 8; k++) {
            for (Moment moment : Moment.values()) {
                try (TestDatabase db = fresh(dbms)) {
                    Faults faults = Faults.at(k, moment, fault);
                    softly.assertThatThrownBy(() -> toy(db.dataSource(faults)))
                            .as("%s", faults)
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("08006"));
                    softly.assertThat(faults.fired()).isTrue();
                    db.awaitNoSessions();
                    softly.assertThat(db.value("SELECT count(*) FROM toy"))
                            .as("%s", faults)
                            .isEqualTo(left(k, moment));
                    softly.assertThat(db.openConnections()).isZero();
                }
            }
        }
        softly.assertAll();
    }

    /** The rows that survive the end of the client at the k-th call of the toy. */
    private static String left(int k, Moment moment) {
        boolean done = moment != Moment.BEFORE;
        if (k > 6 || k == 6 && done) {
            return "4";
        }
        return k > 2 || k == 2 && done ? "1" : "0";
    }

    @EachDatabase
    void an_error_at_every_call_leaves_the_connection_usable_and_rolls_back(TestDatabase any) throws SQLException {
        SoftAssertions softly = new SoftAssertions();
        for (int k = 1; k <= 8; k++) {
            for (Moment moment : new Moment[] {Moment.BEFORE, Moment.AFTER}) {
                try (TestDatabase db = fresh(any.dbms())) {
                    Faults faults = Faults.at(k, moment, Fault.error("40001"));
                    softly.assertThatThrownBy(() -> toy(db.dataSource(faults)))
                            .as("%s", faults)
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("40001"));
                    softly.assertThat(db.openConnections()).as("%s", faults).isZero();
                    db.awaitNoSessions();
                    softly.assertThat(db.value("SELECT count(*) FROM toy"))
                            .as("%s", faults)
                            .isEqualTo(left(k, moment));
                }
            }
        }
        softly.assertAll();
    }

    @EachDatabase
    void a_halt_ends_every_connection_of_the_run_and_lets_none_open(TestDatabase db) throws SQLException {
        db.execute(CREATE);
        Faults faults = Faults.when(call -> call.sql().startsWith("INSERT"), Moment.AFTER, Fault.HALT);
        DataSource run = db.dataSource(faults);
        Connection one = run.getConnection();
        Connection other = run.getConnection();
        assertThatThrownBy(() -> Sql.execute(other, "INSERT INTO toy VALUES (1, 'x')"))
                .isInstanceOf(SQLException.class);

        assertThatThrownBy(() -> Sql.execute(one, "SELECT 1")).hasMessageContaining("lost");
        assertThatThrownBy(run::getConnection).hasMessageContaining("lost");
        assertThat(one.isClosed()).isTrue();
        db.awaitNoSessions();
        assertThat(db.value("SELECT what FROM toy")).isEqualTo("x");
    }

    @EachDatabase
    void a_cut_ends_one_connection(TestDatabase db) throws SQLException {
        db.execute(CREATE);
        DataSource run = db.dataSource(Faults.when(call -> call.sql().startsWith("INSERT"), Moment.BEFORE, Fault.CUT));
        try (Connection one = run.getConnection()) {
            try (Connection other = run.getConnection()) {
                assertThatThrownBy(() -> Sql.execute(other, "INSERT INTO toy VALUES (1, 'x')"))
                        .hasMessageContaining("lost");
                assertThatThrownBy(() -> Sql.execute(other, "SELECT 1")).hasMessageContaining("lost");
            }
            assertThat(Sql.value(one, "SELECT count(*) FROM toy")).isEqualTo("0");
            run.getConnection().close();
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_lock_of_a_dead_session_becomes_free(TestDatabase db) throws SQLException {
        String lock = db.dbms() == Dbms.POSTGRESQL
                ? "SELECT pg_try_advisory_lock(7)"
                : "SELECT GET_LOCK('" + db.name() + "', 0)";
        Connection owner = db.dataSource(Faults.when(call -> call.sql().equals("SELECT 2"), Moment.BEFORE, Fault.HALT))
                .getConnection();
        assertThat(Sql.value(owner, lock)).matches("1|t");
        try (Connection waiter = db.connect()) {
            assertThat(Sql.value(waiter, lock)).matches("0|f");
            assertThatThrownBy(() -> Sql.value(owner, "SELECT 2")).isInstanceOf(SQLException.class);
            Poll.until("the lock", () -> Sql.value(waiter, lock).matches("1|t"));
        }
    }

    /** Rows beyond the page cache spill into the file before the commit: only the journal that is left can undo them. */
    @EachDatabase(Dbms.SQLITE)
    void what_a_killed_sqlite_leaves_behind_is_there_and_is_undone_by_the_next(TestDatabase db) throws Exception {
        db.execute(CREATE);
        Faults faults = Faults.when(call -> call.method().endsWith("commit"), Moment.BEFORE, Fault.HALT);
        Connection connection = db.dataSource(faults).getConnection();
        Sql.execute(connection, "PRAGMA cache_size = 1", "PRAGMA cache_spill = 1");
        connection.setAutoCommit(false);
        String many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                + " INSERT INTO toy SELECT i, 'spilled' FROM n";
        Sql.execute(connection, many);
        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

        assertThat(db.file().resolveSibling("test.db-journal")).exists().isNotEmptyFile();
        assertThat(db.file()).content(StandardCharsets.ISO_8859_1).contains("spilled");
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("0");
        assertThat(db.value("PRAGMA integrity_check")).isEqualTo("ok");
    }

    @EachDatabase(Dbms.SQLITE)
    void a_killed_sqlite_with_a_write_ahead_log_leaves_it_and_keeps_what_was_committed(TestDatabase db)
            throws SQLException {
        db.execute("PRAGMA journal_mode = WAL", CREATE);
        Faults faults = Faults.when(call -> call.sql().contains("second"), Moment.AFTER, Fault.HALT);
        Connection connection = db.dataSource(faults).getConnection();
        Sql.execute(connection, "INSERT INTO toy VALUES (1, 'first')");
        connection.setAutoCommit(false);
        assertThatThrownBy(() -> Sql.execute(connection, "INSERT INTO toy VALUES (2, 'second')"))
                .isInstanceOf(SQLException.class);

        assertThat(db.file().resolveSibling("test.db-wal")).exists().isNotEmptyFile();
        assertThat(db.value("SELECT what FROM toy")).isEqualTo("first");
    }

    @EachDatabase
    void a_stall_lasts_until_it_is_released_and_then_the_connection_is_lost(TestDatabase db) throws Exception {
        db.execute(CREATE);
        Faults faults = Faults.when(call -> call.sql().contains("begun"), Moment.BEFORE, Fault.STALL);
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                toy(db.dataSource(faults));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        faults.awaitFired();
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("0");
        assertThat(run).isNotDone();

        faults.release();
        assertThatThrownBy(run::join).hasRootCauseInstanceOf(Exception.class).hasStackTraceContaining("SQL");
        db.awaitNoSessions();
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("0");
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_stalled_answer_means_that_the_server_has_done_it(TestDatabase db) throws Exception {
        db.execute(CREATE);
        Faults faults = Faults.when(call -> call.sql().contains("begun"), Moment.AFTER, Fault.STALL);
        Connection connection = db.dataSource(faults).getConnection();
        connection.setNetworkTimeout(Runnable::run, 500);
        assertThatThrownBy(() -> Sql.execute(connection, "INSERT INTO toy VALUES (1, 'begun')"))
                .as("the driver's own time limit works on a stalled wire")
                .isInstanceOf(SQLException.class);
        assertThat(db.value("SELECT count(*) FROM toy")).isEqualTo("1");
        connection.close();
    }

    @EachDatabase
    void unwraps_to_what_the_driver_has(TestDatabase db) throws SQLException {
        try (Connection connection = db.dataSource(Faults.counting()).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            try (var result = statement.executeQuery("SELECT 1")) {
                assertThat(result.getStatement()).isSameAs(statement);
            }
            if (db.dbms() == Dbms.POSTGRESQL) {
                assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
                assertThat(connection.unwrap(PGConnection.class).getBackendPID())
                        .isPositive();
            }
        }
    }

    @EachDatabase
    void an_error_of_the_driver_comes_as_it_is(TestDatabase db) throws SQLException {
        String plain = errorOf(db.dataSource());
        assertThat(errorOf(db.dataSource(Faults.counting()))).isEqualTo(plain);
    }

    private static String errorOf(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Sql.execute(connection, "SELECT * FROM nothing_there");
            throw new AssertionError("no error");
        } catch (SQLException e) {
            return e.getClass().getName() + " " + e.getSQLState() + " " + e.getErrorCode();
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void counts_the_turns_on_the_wire(TestDatabase db) throws SQLException {
        Faults faults = Faults.counting();
        try (Connection connection = db.dataSource(faults).getConnection()) {
            int opened = faults.turns();
            Sql.value(connection, "SELECT 1");
            assertThat(faults.turns() - opened).isEqualTo(1);
            Sql.value(connection, "SELECT 1");
            Sql.value(connection, "SELECT 1");
            assertThat(faults.turns() - opened).isEqualTo(3);
        }
    }
}
