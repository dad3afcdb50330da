package dev.lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CrashableServerTest {
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void comes_back_with_what_it_confirmed_and_nothing_else(Dbms dbms) throws SQLException {
        try (CrashableServer server = CrashableServer.start(dbms);
                TestDatabase db = server.database()) {
            db.execute("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            crash(db, server::kill9);
            server.restart();
            assertThat(db.value("SELECT max(id) FROM t")).isEqualTo("1");

            db.execute("INSERT INTO t VALUES (2)");
            crash(db, server::stopImmediate);
            server.restart();
            assertThat(db.value("SELECT max(id) FROM t")).isEqualTo("2");
        }
    }

    /** With an open transaction, which must not survive. */
    private static void crash(TestDatabase db, Runnable end) throws SQLException {
        try (Connection connection = db.connect()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, "INSERT INTO t VALUES (99)");
            end.run();
            assertThatThrownBy(() -> Sql.value(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> db.value("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }
}
