package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock: one holds it, others are told who, and it ends with its session. */
class LockTest {
    private static final String SELF = "web-3/4711";

    private static Surroundings surroundings(Dialect dialect, Connection connection) throws SQLException {
        return dialect.surroundings(connection, Optional.empty(), "schema_history");
    }

    @EachDatabase
    void one_session_holds_it_at_a_time(TestDatabase db) throws SQLException {
        try (Connection first = db.connect();
                Connection second = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), first).dialect();
            Surroundings place = surroundings(dialect, first);
            assertThat(dialect.lock(second, place).holder()).isEmpty();
            Lease lease = dialect.lock(first, place).take(SELF).orElseThrow();
            assertThat(dialect.lock(second, place).take("other/1")).isEmpty();
            DatabaseSession holder = dialect.lock(second, place).holder().orElseThrow();
            assertThat(holder.id()).isNotEmpty();
            assertThat(holder.user()).isNotEmpty();
            assertThat(Duration.between(holder.since().orElseThrow(), Instant.now()))
                    .isLessThan(Duration.ofMinutes(1));
            lease.close();
            assertThat(dialect.lock(second, place).holder()).isEmpty();
            dialect.lock(second, place).take(SELF).orElseThrow().close();
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void another_table_has_another_lock(TestDatabase db) throws SQLException {
        String longName = "a_table_with_a_name_that_is_as_long_as_the_servers_allow_it_täbl";
        try (Connection first = db.connect();
                Connection second = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), first).dialect();
            Surroundings place = surroundings(dialect, first);
            Surroundings other = dialect.surroundings(second, Optional.empty(), longName);
            Lease lease = dialect.lock(first, place).take(SELF).orElseThrow();
            Lease otherLease = dialect.lock(second, other).take(SELF).orElseThrow();
            assertThat(dialect.lock(first, other).take(SELF)).isEmpty();
            lease.close();
            assertThat(dialect.lock(first, other).holder()).isPresent();
            otherLease.close();
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void it_ends_with_its_session(TestDatabase db) throws SQLException {
        try (Connection second = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), second).dialect();
            Surroundings place = surroundings(dialect, second);
            Lease lease;
            try (Connection first = db.connect()) {
                lease = dialect.lock(first, place).take(SELF).orElseThrow();
            }
            lease.close();
            Poll.until(
                    "the lock is still held",
                    () -> dialect.lock(second, place).holder().isEmpty());
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_lock_that_was_given_up_meanwhile_is_told(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), connection).dialect();
            Lease lease = dialect.lock(connection, surroundings(dialect, connection))
                    .take(SELF)
                    .orElseThrow();
            Sql.execute(
                    connection,
                    db.dbms() == Dbms.POSTGRESQL ? "SELECT pg_advisory_unlock_all()" : "SELECT RELEASE_ALL_LOCKS()");
            assertThatThrownBy(lease::close).hasMessageContaining("was not held by this session any more");
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_session_bears_a_telling_name_while_it_holds_it(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect();
                Connection second = db.connect()) {
            Dialect dialect = new PostgreSqlDialect();
            Surroundings place = surroundings(dialect, connection);
            String before = Sql.value(connection, "SHOW application_name");
            Lease lease = dialect.lock(connection, place).take(SELF).orElseThrow();
            assertThat(Sql.value(connection, "SHOW application_name")).isEqualTo("lockstep " + SELF);
            assertThat(Sql.value(connection, "SHOW client_connection_check_interval"))
                    .isEqualTo("5s");
            assertThat(dialect.lock(second, place).holder().orElseThrow().application())
                    .contains("lockstep " + SELF);
            lease.close();
            assertThat(Sql.value(connection, "SHOW application_name")).isEqualTo(before);
            assertThat(Sql.value(connection, "SHOW client_connection_check_interval"))
                    .isEqualTo("0");
        }
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_holder_tells_what_it_does(TestDatabase db) throws Exception {
        boolean isPostgres = db.dbms() == Dbms.POSTGRESQL;
        try (Connection first = db.connect();
                Connection second = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), first).dialect();
            Surroundings place = surroundings(dialect, first);
            Lease lease = dialect.lock(first, place).take(SELF).orElseThrow();
            Thread work = new Thread(() -> {
                try {
                    Sql.execute(first, isPostgres ? "SELECT pg_sleep(1.5)" : "SELECT SLEEP(1.5)");
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            work.start();
            Poll.until(
                    "nobody works",
                    () -> dialect.lock(second, place)
                            .holder()
                            .orElseThrow()
                            .statement()
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("sleep(1.5)"));
            work.join();
            lease.close();
        }
    }

    /** Another process that holds the lock until its input ends. */
    static final class Other {
        public static void main(String[] arguments) throws Exception {
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                Dialect dialect = new SqliteDialect();
                boolean isTaken = dialect.lock(connection, surroundings(dialect, connection))
                        .take("other/1")
                        .isPresent();
                Files.writeString(Path.of(arguments[1]), isTaken ? "taken" : "refused");
                if (isTaken) {
                    System.in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    @Test
    void a_file_is_locked_against_other_processes_and_set_free_by_their_death(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("a.db");
        Path word = folder.resolve("word");
        try (Connection connection = DriverManager.getConnection(url);
                LockstepProcess other = LockstepProcess.command(url, word.toString())
                        .mainClass(Other.class)
                        .start()) {
            Poll.until("the other process says nothing", () -> Files.exists(word) && Files.size(word) > 0);
            assertThat(Files.readString(word)).isEqualTo("taken");
            Dialect dialect = new SqliteDialect();
            Surroundings place = surroundings(dialect, connection);
            assertThat(dialect.lock(connection, place).take(SELF)).isEmpty();
            assertThat(dialect.lock(connection, place).holder().orElseThrow().application())
                    .contains("other/1");
            other.kill9();
            Poll.until(
                    "the lock is still held",
                    () -> dialect.lock(connection, place).holder().isEmpty());
            dialect.lock(connection, place).take(SELF).orElseThrow().close();
        }
    }

    @Test
    void looking_at_the_holder_does_not_set_the_lock_free(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("a.db");
        Path word = folder.resolve("word");
        try (Connection connection = DriverManager.getConnection(url)) {
            Dialect dialect = new SqliteDialect();
            Surroundings place = surroundings(dialect, connection);
            Lease lease = dialect.lock(connection, place).take(SELF).orElseThrow();
            assertThat(dialect.lock(connection, place).holder().orElseThrow().application())
                    .contains(SELF);
            assertThat(dialect.lock(connection, place).take(SELF)).isEmpty();
            try (LockstepProcess other = LockstepProcess.command(url, word.toString())
                    .mainClass(Other.class)
                    .start()) {
                Poll.until("the other process says nothing", () -> Files.exists(word) && Files.size(word) > 0);
                assertThat(Files.readString(word)).isEqualTo("refused");
                assertThat(other.await().exitCode()).isZero();
            }
            lease.close();
        }
    }

    @Test
    void one_file_by_two_names_is_one_lock(@TempDir Path folder) throws SQLException, IOException {
        Path file = folder.resolve("a.db");
        Path link = folder.resolve("b.db");
        try (Connection first = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.execute(first, "CREATE TABLE t (a)");
            Files.createSymbolicLink(link, file);
            try (Connection second = DriverManager.getConnection("jdbc:sqlite:" + link)) {
                Dialect dialect = new SqliteDialect();
                Lease lease = dialect.lock(first, surroundings(dialect, first))
                        .take(SELF)
                        .orElseThrow();
                assertThat(dialect.lock(second, surroundings(dialect, second)).take(SELF))
                        .isEmpty();
                lease.close();
            }
        }
    }

    @Test
    void a_shared_database_in_memory_is_locked_in_the_process_and_a_private_one_need_not_be() throws SQLException {
        Dialect dialect = new SqliteDialect();
        String shared = "jdbc:sqlite:file:lock_test?mode=memory&cache=shared";
        try (Connection first = DriverManager.getConnection(shared);
                Connection second = DriverManager.getConnection(shared);
                Connection third = DriverManager.getConnection("jdbc:sqlite::memory:");
                Connection fourth = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Lease lease =
                    dialect.lock(first, surroundings(dialect, first)).take(SELF).orElseThrow();
            assertThat(dialect.lock(second, surroundings(dialect, second)).take(SELF))
                    .isEmpty();
            assertThat(dialect.lock(second, surroundings(dialect, second)).holder())
                    .isPresent();
            lease.close();
            assertThat(dialect.lock(second, surroundings(dialect, second)).holder())
                    .isEmpty();
            Lease third3 =
                    dialect.lock(third, surroundings(dialect, third)).take(SELF).orElseThrow();
            dialect.lock(fourth, surroundings(dialect, fourth))
                    .take(SELF)
                    .orElseThrow()
                    .close();
            third3.close();
        }
    }

    @Test
    void a_lock_file_that_cannot_be_written_is_named(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("a.db-lockstep"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"))) {
            Dialect dialect = new SqliteDialect();
            Surroundings place = surroundings(dialect, connection);
            assertThatThrownBy(() -> dialect.lock(connection, place).take(SELF))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("a.db-lockstep")
                    .satisfies(error -> assertThat(dialect.diagnose((SQLException) error, "", place)
                                    .trouble())
                            .isEqualTo(Diagnosis.Trouble.DENIED));
            assertThatThrownBy(() -> dialect.lock(connection, place).take(SELF))
                    .as("the process has not kept it either")
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void every_dialect_is_found_by_its_service() {
        assertThat(ServiceLoader.load(Dialect.class).stream()
                        .map(provider -> provider.get().names().get(0)))
                .containsExactlyInAnyOrder("postgresql", "mariadb", "sqlite");
    }
}
