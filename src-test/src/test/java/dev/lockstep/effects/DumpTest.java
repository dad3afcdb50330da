package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What the databases' own tools write, run as it is, restores the same schema and rows. The files under {@code dumps} were
 * written once by pg_dump 15.18 of a server 14, mariadb-dump 10.11.19 of a server 10.11 and sqlite3 3.40.1, from a
 * database that {@code origin.sql} had made by way of the database's own client; the second of PostgreSQL with {@code
 * --column-inserts --quote-all-identifiers --clean --if-exists}, that of MariaDB with {@code --compact --skip-opt}.
 */
class DumpTest {
    private static final String HISTORY = "schema_history";

    @EachDatabase
    void a_dump_restores_what_was_dumped(TestDatabase origin, TestDatabase restored) throws Exception {
        Runs.migrate(origin, "1_origin.sql", file(origin, "origin"));
        Runs.migrate(restored, "1_dump.sql", file(restored, "dump"));
        assertThat(snapshot(restored)).isEqualTo(snapshot(origin));
        assertThat(rows(restored)).isEqualTo(rows(origin)).isNotEmpty();
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void a_dump_of_inserts_restores_what_was_dumped(TestDatabase origin, TestDatabase restored) throws Exception {
        Runs.migrate(origin, "1_origin.sql", file(origin, "origin"));
        Runs.migrate(restored, "1_dump.sql", file(restored, "dump_as_inserts"));
        assertThat(snapshot(restored)).isEqualTo(snapshot(origin));
    }

    @EachDatabase(Dbms.MARIADB)
    void a_dump_in_short_restores_what_was_dumped(TestDatabase origin, TestDatabase restored) throws Exception {
        Runs.migrate(origin, "1_origin.sql", file(origin, "origin"));
        Runs.migrate(restored, "1_dump.sql", file(restored, "dump_compact"));
        assertThat(snapshot(restored)).isEqualTo(snapshot(origin));
    }

    @EachDatabase
    void the_session_is_as_before_when_the_dump_is_done(TestDatabase db) throws Exception {
        String table = "CREATE TABLE behind_the_dump (id INTEGER);";
        Runs.migrate(db, "1_dump.sql", file(db, "dump"), "2_next.sql", table);
        assertThat(db.value("SELECT count(*) FROM behind_the_dump")).isEqualTo("0");
    }

    /** The nastiest rows, told by other means than the snapshot's. */
    private static List<List<String>> rows(TestDatabase db) throws SQLException {
        String hex = switch (db.dbms()) {
            case POSTGRESQL ->
                "SELECT id, encode(convert_to(name, 'UTF8'), 'hex'), photo,"
                        + " (SELECT encode(lo_get(4711), 'hex')), nextval('shop.ticket') FROM shop.customer ORDER BY id";
            case MARIADB -> "SELECT id, hex(name), hex(photo), hex(flags), ST_AsText(spot) FROM customer ORDER BY id";
            case SQLITE ->
                "SELECT id, hex(name), hex(photo), since, (SELECT seq FROM sqlite_sequence),"
                        + " (SELECT group_concat(body) FROM words WHERE words MATCH 'words') FROM customer ORDER BY id";
        };
        try (Connection connection = db.connect()) {
            return Sql.rows(connection, hex);
        }
    }

    private static String snapshot(TestDatabase db) throws SQLException {
        return db.snapshot(HISTORY);
    }

    private static String file(TestDatabase db, String name) throws IOException {
        String path = "/dumps/" + db.dbms() + "/" + name + ".sql";
        try (InputStream stream = DumpTest.class.getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
