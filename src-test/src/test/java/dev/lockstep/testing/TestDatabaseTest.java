package dev.lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

final class TestDatabaseTest {
    @EachDatabase
    void is_empty_and_another_one_for_each_parameter(TestDatabase one, TestDatabase other) throws SQLException {
        String empty = one.snapshot();
        one.execute("CREATE TABLE t (id INT PRIMARY KEY)");

        assertThat(one.name()).isNotEqualTo(other.name());
        assertThat(other.snapshot()).isEqualTo(empty);
        assertThat(one.snapshot()).isNotEqualTo(empty);
    }

    @EachDatabase
    void is_gone_after_close(TestDatabase other) throws SQLException {
        TestDatabase closed = TestDatabase.fresh(other.dbms());
        closed.execute("CREATE TABLE t (id INT PRIMARY KEY)");
        closed.close();

        if (other.dbms() == Dbms.SQLITE) {
            assertThat(Files.exists(closed.file().getParent())).isFalse();
        } else {
            assertThatThrownBy(() -> closed.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @EachDatabase
    void connects_by_what_it_says_of_itself(TestDatabase db) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", db.user());
        login.setProperty("password", db.password());
        try (Connection connection = DriverManager.getConnection(db.url(), login)) {
            assertThat(Sql.value(connection, "SELECT 1")).isEqualTo("1");
        }
        assertThat(db.dsn())
                .startsWith(
                        switch (db.dbms()) {
                            case POSTGRESQL -> "postgres://" + db.user() + ":" + db.password() + "@";
                            case MARIADB -> "mysql://" + db.user() + ":" + db.password() + "@";
                            case SQLITE -> "sqlite:" + db.file();
                        });
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void wants_the_right_password(TestDatabase db) {
        assertThatThrownBy(() -> db.dataSource().getConnection(db.user(), "wrong"))
                .isInstanceOf(SQLException.class);
        assertThat(db.openConnections()).isZero();
    }

    @EachDatabase
    void complains_of_a_connection_left_open_and_says_where(TestDatabase other) throws SQLException {
        TestDatabase db = TestDatabase.fresh(other.dbms());
        Connection plain = db.connect();
        Connection recorded = db.dataSource(Faults.counting()).getConnection();
        db.dataSource().getConnection().close();

        assertThat(db.openConnections()).isEqualTo(2);
        assertThatThrownBy(db::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 connections")
                .satisfies(leak -> assertThat(leak.getSuppressed()[0].getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(TestDatabaseTest.class.getName())));
        assertThat(plain.isClosed()).isTrue();
        assertThat(recorded.isClosed()).isTrue();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void counts_the_sessions_on_the_server(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            assertThat(connection.isValid(0)).isTrue();
            assertThat(db.sessions()).isEqualTo(1);
        }
        db.awaitNoSessions();
        assertThat(db.sessions()).isZero();
    }

    @EachDatabase
    void server_tells_what_it_received_if_it_can(TestDatabase db, TestDatabase other) throws SQLException {
        if (!db.canRecordStatements()) {
            assertThatThrownBy(db::recordStatements).isInstanceOf(RuntimeException.class);
            return;
        }
        try (StatementLog log = db.recordStatements();
                Connection connection = db.connect()) {
            Sql.execute(connection, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t\nVALUES (1)");
            try (var insert = connection.prepareStatement("INSERT INTO t VALUES (2 + ?)")) {
                insert.setInt(1, 3);
                insert.execute();
            }
            other.execute("CREATE TABLE not_here (id INT)");

            assertThat(log.statements())
                    .containsSubsequence("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t\nVALUES (1)")
                    .filteredOn(sql -> sql.startsWith("INSERT INTO t VALUES (2 + "))
                    .hasSize(1);
            assertThat(log.statements()).noneMatch(sql -> sql.contains("not_here"));
        }
    }

    @Nested
    final class Shared {
        @BeforeEach
        void create(TestDatabase db) throws SQLException {
            db.execute("CREATE TABLE before_each (id INT)");
        }

        @EachDatabase
        void the_database_of_before_each_is_the_one_of_the_test(TestDatabase db) throws SQLException {
            assertThat(db.snapshot()).contains("before_each");
        }
    }
}
