package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.run.Limits;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.Sql;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/** A pool that has no second connection, and lets whoever wants one wait as long as the run has the first. */
class PoolOfOneTest {
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    private static Limits limits(Optional<Duration> statement) {
        return new Limits(
                LockTimeout.DEFAULT,
                Limits.Blocked.DEFAULT,
                statement,
                Optional.empty(),
                new Limits.Heartbeat(Duration.ofMillis(100), Duration.ofMillis(100)));
    }

    private static Map<String, String> files(TestDatabase db, String slow) {
        return Given.with(
                Given.logging(1),
                "2_bare.up.sql",
                Given.on(
                        db,
                        "CREATE INDEX CONCURRENTLY log_i ON log (entry);\n",
                        "CREATE INDEX log_i ON log (entry);\n",
                        "VACUUM;\n"),
                "3_slow.up.sql",
                slow + ";\nINSERT INTO log VALUES (3);\n");
    }

    private Future<Report> start(Background background, Pool pool, Map<String, String> files, Limits limits) {
        return background.start(() ->
                Given.run(pool.dataSource(), files, limits, events::add).migrate(Direction.UP, Target.EVERYTHING));
    }

    @EachDatabase
    void is_enough_for_a_run_which_is_told_of_all_the_same(TestDatabase db) throws Exception {
        String slow =
                Given.on(db, "SELECT pg_advisory_lock(77)", "SELECT GET_LOCK('" + db.name() + "', 600)", "SELECT 3");
        try (Pool pool = new Pool(db.connect());
                Background background = new Background()) {
            Future<Report> run;
            try (Connection other = db.connect()) {
                Sql.execute(other, slow);
                run = start(background, pool, files(db, slow), limits(Optional.empty()));
                Poll.until(
                        "it is not told of",
                        () -> run.isDone() || events.stream().anyMatch(PoolOfOneTest::isBeat));
            }

            assertThat(Given.done(Background.result(run))).containsExactly("up 0.1", "up 1", "up 2", "up 3");
            assertThat(pool.isComplete()).isTrue();
        }
        assertThat(Given.log(db)).isEqualTo("1,3");
        assertThat(events.stream().anyMatch(PoolOfOneTest::isBeat)).isEqualTo(db.dbms() != Dbms.SQLITE);
    }

    private static boolean isBeat(Event event) {
        return event instanceof Event.Heartbeat beat && beat.session().isEmpty();
    }

    /** Whoever waits for the second connection does not keep the time from being looked at. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void does_not_keep_a_statement_from_being_cancelled_in_time(TestDatabase db) throws Exception {
        String endless = Given.on(db, "SELECT pg_sleep(600)", "SELECT SLEEP(600)", "");
        try (Pool pool = new Pool(db.connect());
                Background background = new Background()) {
            Future<Report> run =
                    start(background, pool, files(db, endless), limits(Optional.of(Duration.ofMillis(800))));

            assertThat(Background.failure(run))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("cancelled after 800 ms, its timeout");
            assertThat(pool.isComplete()).isTrue();
        }
        assertThat(Given.log(db)).isEqualTo("1");
    }
}
