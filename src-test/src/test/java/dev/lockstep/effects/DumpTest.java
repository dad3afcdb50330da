package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the databases' own tools write, run as it is, restores the same schema and rows. */
class DumpTest {
    private static final String HISTORY = "schema_history";

    @EachDatabase
    void a_dump_restores_what_was_dumped(TestDatabase origin, TestDatabase restored) throws Exception {
        Runs.migrate(origin, "1_origin.sql", Dumps.text(origin, "origin"));
        Runs.migrate(restored, "1_dump.sql", Dumps.text(restored, "dump"));
        assertThat(snapshot(restored)).isEqualTo(snapshot(origin));
        assertThat(rows(restored)).isEqualTo(rows(origin)).isNotEmpty();
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_dump_of_inserts_restores_what_was_dumped(TestDatabase origin, TestDatabase restored) throws Exception {
        Runs.migrate(origin, "1_origin.sql", Dumps.text(origin, "origin"));
        Runs.migrate(restored, "1_dump.sql", Dumps.text(restored, "dump_as_inserts"));
        assertThat(snapshot(restored)).isEqualTo(snapshot(origin));
    }

    @EachDatabase
    void the_session_is_as_before_when_the_dump_is_done(TestDatabase db) throws Exception {
        String table = "CREATE TABLE behind_the_dump (id INTEGER);";
        Runs.migrate(db, "1_dump.sql", Dumps.text(db, "dump"), "2_next.sql", table);
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
}
