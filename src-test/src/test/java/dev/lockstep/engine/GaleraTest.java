package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Check;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Event;
import dev.lockstep.model.Finding;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockTimeoutException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Unlock;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.GaleraCluster;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes of a real Galera cluster, of which neither knows the named locks of the other. */
class GaleraTest {
    private static final Map<String, String> FILES = Given.logging(1, 2);
    private static GaleraCluster cluster;
    private TestDatabase db;

    @BeforeAll
    static void start() throws IOException {
        cluster = GaleraCluster.start();
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void database() throws SQLException {
        db = cluster.database();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        db.close();
    }

    private Lockstep.Builder onSecond(Map<String, String> files) {
        return Lockstep.builder(
                Pool.dataSource(() -> DriverManager.getConnection(cluster.urlOnSecond(db), db.user(), db.password())),
                MigrationSource.memory(files));
    }

    @Test
    void the_lock_of_one_node_is_seen_and_respected_on_the_other() throws Exception {
        Lockstep second = onSecond(FILES).lockTimeout(Duration.ZERO).build();
        HeldLock.during(db, Given.logging(1), letGo -> {
            Holder holder = second.lock().holder().orElseThrow();
            assertThat(holder.session().application())
                    .contains("/" + ProcessHandle.current().pid());
            assertThatThrownBy(second::migrate)
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining(holder.session().id());
            assertThatThrownBy(() -> second.unlock(holder, Unlock.FORCED))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("another node of the cluster");
        });
        Poll.until(
                "the other node does not hear of the end",
                () -> second.lock().holder().isEmpty());
        assertThat(Given.done(second.migrate())).containsExactly("up 2");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @Test
    void many_runs_on_both_nodes_apply_each_migration_once() throws Exception {
        Map<String, String> files = Given.logging(IntStream.rangeClosed(1, 10).toArray());
        List<String> notes = new ArrayList<>();
        try (Background background = new Background()) {
            List<Future<Report>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(background.start(Given.lockstep(db, files)::migrate));
                runs.add(background.start(onSecond(files).build()::migrate));
            }
            int done = 0;
            for (Future<Report> run : runs) {
                done += Background.result(run).done().size();
            }
            assertThat(done).isEqualTo(files.size() / 2);
        }
        assertThat(Given.log(db))
                .isEqualTo(
                        IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).collect(Collectors.joining(",")));

        Given.builder(db, Given.with(files, "11_entry.up.sql", "INSERT INTO log VALUES (11);\n"))
                .listener(event -> {
                    if (event instanceof Event.Note note) {
                        notes.add(note.text());
                    }
                })
                .build()
                .migrate();
        assertThat(notes).anyMatch(note -> note.contains("does not cover its cluster"));
    }

    @Test
    void the_lease_of_a_dead_owner_ends_by_itself() throws Exception {
        Given.lockstep(db, FILES).migrate();
        Map<String, String> more = Given.logging(1, 2, 3);
        db.execute("UPDATE schema_history_lease SET token = 'dead', owner = 'lockstep gone/1',"
                + " ends_at = UTC_TIMESTAMP(6) + INTERVAL 3 SECOND");

        assertThatThrownBy(
                        () -> onSecond(more).lockTimeout(Duration.ZERO).build().migrate())
                .isInstanceOf(LockTimeoutException.class)
                .hasMessageContaining("gone/1");
        assertThat(Given.done(onSecond(more).build().migrate())).containsExactly("up 3");
    }

    @Test
    void the_doctor_tells_of_the_cluster() {
        Map<String, Finding> found =
                Given.lockstep(db, FILES).doctor().stream().collect(Collectors.toMap(Check::name, Check::finding));
        assertThat(found.get("cluster").text()).contains("a Galera cluster of 2", "Synced", "schema_history_lease");
    }
}
