package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.util.List;

/** The server itself is the witness: of files written by hand and by tools it receives what they were cut into. */
class ReceivedTest {
    /** MariaDB's log tells what its triggers do, too. */
    @EachDatabase(Dbms.POSTGRESQL)
    void the_server_receives_the_statements_of_a_script_one_by_one(TestDatabase db) throws Exception {
        check(db, Dumps.text(db, "origin"));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_server_receives_the_statements_of_a_dump_one_by_one(TestDatabase db) throws Exception {
        check(db, Dumps.text(db, "dump"));
    }

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void the_server_receives_the_statements_of_a_dump_of_inserts_one_by_one(TestDatabase db) throws Exception {
        check(db, Dumps.text(db, "dump_as_inserts"));
    }

    private static void check(TestDatabase db, String script) throws Exception {
        List<String> expected = Received.split(db, script);
        List<String> received = Received.received(db, script);
        assertThat(inLogsCharacters(db, received)).containsExactlyElementsOf(inLogsCharacters(db, expected));
        assertThat(received).hasSizeGreaterThan(30);
    }

    /** MariaDB's log has no room for characters beyond the basic plane. */
    private static List<String> inLogsCharacters(TestDatabase db, List<String> statements) throws IOException {
        return db.dbms() == Dbms.MARIADB
                ? statements.stream()
                        .map(statement -> statement.replaceAll("[\\x{10000}-\\x{10FFFF}]|\\?+|\\\\x[0-9A-F]{2}", ""))
                        .toList()
                : statements;
    }
}
