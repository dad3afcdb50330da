package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Probe;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

class SqliteProbeTest {

    @EachDatabase(Dbms.SQLITE)
    void its_own_bare_statements_may_be_executed_again(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            probing.repeats("VACUUM");
            probing.repeats("PRAGMA journal_mode = WAL");
            probing.repeats("PRAGMA wal_checkpoint(TRUNCATE)");
            assertThat(probing.look("VACUUM INTO 'x'")).isInstanceOf(Probe.Blind.class);
        }
    }

    @EachDatabase(Dbms.SQLITE)
    void a_definition_outside_a_transaction_is_seen(TestDatabase db) throws SQLException {
        try (Connection connection = db.connect()) {
            Probing probing = Probing.of(db.dbms(), connection);
            probing.proves("CREATE TABLE t (a)");
            probing.proves("ALTER TABLE t ADD COLUMN b");
            probing.proves("CREATE INDEX i ON t (a)");
            probing.repeats("DROP TABLE IF EXISTS u");
            probing.proves("DROP TABLE t");
            assertThat(probing.look("INSERT INTO t VALUES (1)")).isInstanceOf(Probe.Blind.class);
        }
    }
}
