package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Check;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Event;
import dev.lockstep.model.Finding;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.CrashableServer;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Replication;
import dev.lockstep.testing.TestDatabase;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server, or a session, that only reads: fine as long as there is nothing to do. */
class ReadOnlyServerTest {
    private static final Map<String, String> FILES = Given.logging(1, 2);
    private static final Map<String, String> MORE = Given.logging(1, 2, 3);

    @EachDatabase
    void a_session_that_only_reads_is_enough_where_there_is_nothing_to_do(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();
        String sql = Given.on(
                db,
                "SET default_transaction_read_only = on",
                "SET SESSION TRANSACTION READ ONLY",
                "PRAGMA query_only = 1");

        assertRefused(
                db,
                Given.builder(db, FILES).sessionSql(sql).build(),
                Given.builder(db, MORE).sessionSql(sql).build(),
                "the session only reads");
    }

    @Test
    void a_standby_says_that_it_is_one() throws Exception {
        try (CrashableServer server = CrashableServer.start(Dbms.POSTGRESQL)) {
            TestDatabase db = server.database();
            Given.lockstep(db, FILES).migrate();
            server.stopImmediate();
            server.makeStandby();
            server.restart();

            assertRefused(db, Given.lockstep(db, FILES), Given.lockstep(db, MORE), "the server is a standby");
        }
    }

    @Test
    void a_replica_says_that_it_is_one_whatever_its_user_may_do() throws Exception {
        try (Replication servers = Replication.start();
                TestDatabase db = servers.database()) {
            Given.lockstep(db, FILES).migrate();
            servers.awaitReplica(db);
            servers.onReplica("SET GLOBAL read_only = 1");
            Lockstep more = onReplica(servers, db, MORE, event -> {});

            assertRefused(db, onReplica(servers, db, FILES, event -> {}), more, "the server is a replica");
            Finding finding = writable(more);
            assertThat(finding.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
            assertThat(finding.remedy().orElseThrow()).contains("name the primary server in the URL");

            servers.onReplica("SET GLOBAL read_only = 0");
            List<String> notes = new ArrayList<>();
            onReplica(servers, db, MORE, event -> {
                        if (event instanceof Event.Note note) {
                            notes.add(note.text());
                        }
                    })
                    .migrate();
            assertThat(notes).anyMatch(note -> note.contains("does not reach the primary"));
            assertThat(Given.log(db)).isEqualTo("1,2");
        }
    }

    private static Lockstep onReplica(
            Replication servers, TestDatabase db, Map<String, String> files, Event.Listener listener) {
        return Lockstep.builder(
                        Pool.dataSource(
                                () -> DriverManager.getConnection(servers.urlOnReplica(db), db.user(), db.password())),
                        MigrationSource.memory(files))
                .listener(listener)
                .build();
    }

    private static void assertRefused(TestDatabase db, Lockstep same, Lockstep more, String cause) throws Exception {
        String before = db.snapshot();
        assertThat(same.migrate().done()).isEmpty();
        assertThat(same.status().isPendingOrDirty()).isFalse();

        assertThatThrownBy(more::migrate)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("there is something to do")
                .hasMessageContaining(cause);

        assertThat(more.status().isPendingOrDirty()).isTrue();
        assertThat(writable(more).text()).contains(cause);
        assertThat(db.snapshot()).isEqualTo(before);
    }

    private static Finding writable(Lockstep lockstep) {
        return lockstep.doctor().stream()
                .filter(check -> check.name().equals("writable"))
                .map(Check::finding)
                .findFirst()
                .orElseThrow();
    }
}
