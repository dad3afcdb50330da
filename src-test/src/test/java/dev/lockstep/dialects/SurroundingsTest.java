package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** Where a session stands. */
class SurroundingsTest {

    @EachDatabase
    void the_history_is_found_where_it_is(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), connection).dialect();
            Surroundings before = dialect.surroundings(connection, Optional.empty(), "My history");
            assertThat(before.hasHistory()).isFalse();
            Sql.execute(
                    connection,
                    "CREATE TABLE " + dialect.traits().quote(before.schema()) + "."
                            + dialect.traits().quote("My history") + " (a INT)");
            assertThat(dialect.surroundings(connection, Optional.empty(), "My history"))
                    .isEqualTo(before.withHistory());
            assertThat(dialect.surroundings(connection, Optional.of(before.schema()), "My history"))
                    .isEqualTo(before.withHistory());
            assertThat(before.table()).isEqualTo("My history");
        }
    }

    @EachDatabase
    void names_are_told(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Dialect dialect = Probing.of(db.dbms(), connection).dialect();
            Surroundings place = dialect.surroundings(connection, Optional.empty(), "h");
            if (db.dbms() != Dbms.SQLITE) {
                assertThat(place.session())
                        .isEqualTo(Sql.value(
                                connection,
                                db.dbms() == Dbms.POSTGRESQL ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()"));
            }
            switch (db.dbms()) {
                case POSTGRESQL ->
                    assertThat(place)
                            .isEqualTo(new Surroundings(
                                    db.name(), "public", "h", db.user(), place.session(), false, "on", Pooling.NONE));
                case MARIADB ->
                    assertThat(place)
                            .isEqualTo(new Surroundings(
                                    db.name(),
                                    db.name(),
                                    "h",
                                    Sql.value(connection, "SELECT CURRENT_USER()"),
                                    place.session(),
                                    false,
                                    Sql.value(connection, "SELECT @@sql_mode"),
                                    Pooling.NONE));
                case SQLITE ->
                    assertThat(place)
                            .isEqualTo(new Surroundings(
                                    db.file().toAbsolutePath().toString(),
                                    "main",
                                    "h",
                                    "",
                                    "",
                                    false,
                                    "",
                                    Pooling.NONE));
            }
        }
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void without_a_default_schema_the_search_path_is_told(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Sql.execute(connection, "SET search_path TO nowhere");
            assertThatThrownBy(() -> new PostgreSqlDialect().surroundings(connection, Optional.empty(), "h"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("nowhere");
            assertThat(new PostgreSqlDialect()
                            .surroundings(connection, Optional.of("public"), "h")
                            .schema())
                    .isEqualTo("public");
        }
    }

    @EachDatabase(Dbms.MARIADB)
    void without_a_default_database_that_is_told(TestDatabase db) throws SQLException {
        String url = db.url().replace("/" + db.name(), "/");
        try (Connection connection = DriverManager.getConnection(url, db.user(), db.password())) {
            assertThatThrownBy(() -> new MariaDbDialect().surroundings(connection, Optional.empty(), "h"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("default database");
            assertThat(new MariaDbDialect()
                            .surroundings(connection, Optional.of(db.name()), "h")
                            .database())
                    .isEqualTo(db.name());
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void a_database_in_memory_has_no_file(TestDatabase db) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            assertThat(new SqliteDialect()
                            .surroundings(connection, Optional.empty(), "h")
                            .database())
                    .isEmpty();
        }
    }
}
