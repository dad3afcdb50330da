package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.Map;

/** Repeatable and data migrations: when they run, and when not. */
class KindsTest {
    private static final Map<String, String> FILES = Given.with(
            Given.logging(1, 2),
            "R__second.sql",
            "INSERT INTO log VALUES (200);\n",
            "R__first.sql",
            "INSERT INTO log VALUES (100);\n",
            "D__rows.sql",
            "INSERT INTO log VALUES (1000);\n");

    @EachDatabase
    void they_run_after_the_versions_in_the_order_of_their_names_the_data_last(TestDatabase db) throws Exception {
        assertThat(Given.done(Given.lockstep(db, FILES).migrate()))
                .containsExactly("up 0.1", "up 1", "up 2", "up R__first", "up R__second", "up D__rows");
    }

    @EachDatabase
    void data_migrations_run_on_every_run_and_repeatable_ones_do_not(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, FILES);
        lockstep.migrate();

        assertThat(Given.done(lockstep.migrate())).containsExactly("up D__rows");
        assertThat(Given.done(lockstep.migrate())).containsExactly("up D__rows");
        assertThat(Given.log(db)).isEqualTo("1,2,100,200,1000,1000,1000");
    }

    @EachDatabase
    void of_a_data_migration_the_history_keeps_the_last_run_alone(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, FILES);
        lockstep.migrate();
        String rows = db.value("SELECT count(*) FROM schema_history");
        long id = Long.parseLong(db.value("SELECT id FROM schema_history WHERE kind = 'data'"));

        lockstep.migrate();

        assertThat(db.value("SELECT count(*) FROM schema_history")).isEqualTo(rows);
        assertThat(db.value("SELECT id FROM schema_history WHERE kind = 'data'"))
                .isEqualTo("" + (id + 1));
        assertThat(db.value("SELECT max(id) FROM schema_history")).isEqualTo("" + (id + 1));
    }

    @EachDatabase
    void data_migrations_come_after_the_schema_on_later_runs_too(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();
        Map<String, String> more = Given.with(
                FILES,
                "3_entry.up.sql",
                "INSERT INTO log VALUES (3);\n",
                "R__first.sql",
                "INSERT INTO log VALUES (101);\n");

        assertThat(Given.done(Given.lockstep(db, more).migrate())).containsExactly("up 3", "up R__first", "up D__rows");
    }

    @EachDatabase
    void a_changed_data_migration_is_no_drift(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.with(FILES, "D__rows.sql", "INSERT INTO log VALUES (1001);\n"));

        assertThat(Given.done(lockstep.migrate())).containsExactly("up D__rows");
        assertThat(Given.log(db)).isEqualTo("1,2,100,200,1000,1001");
    }

    @EachDatabase
    void a_repeatable_migration_runs_again_when_its_meaning_changes_and_not_when_its_form_does(TestDatabase db)
            throws Exception {
        Map<String, String> files = Given.without(FILES, "D__rows.sql");
        Given.lockstep(db, files).migrate();
        Lockstep reformatted =
                Given.lockstep(db, Given.with(files, "R__first.sql", "-- hundred\nINSERT INTO log\nVALUES (100);"));
        Lockstep changed = Given.lockstep(db, Given.with(files, "R__first.sql", "INSERT INTO log VALUES (101);\n"));

        assertThat(reformatted.migrate().done()).isEmpty();
        assertThat(Given.done(changed.migrate())).containsExactly("up R__first");
        assertThat(changed.migrate().done()).isEmpty();
        assertThat(Given.done(Given.lockstep(db, files).migrate()))
                .as("back to what it was is a change too")
                .containsExactly("up R__first");
        assertThat(Given.log(db)).isEqualTo("1,2,100,100,101,200");
    }

    @EachDatabase
    void repeatable_migrations_run_again_after_anything_was_taken_back(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.without(FILES, "D__rows.sql"));
        lockstep.migrate();

        assertThat(Given.done(lockstep.down(Target.steps(1)))).containsExactly("down 2");
        assertThat(lockstep.status().isPendingOrDirty()).isTrue();
        assertThat(Given.done(lockstep.migrate())).containsExactly("up 2", "up R__first", "up R__second");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase
    void they_wait_for_the_run_that_leaves_no_version_pending(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, FILES);

        assertThat(Given.done(lockstep.migrate(Target.to("1")))).containsExactly("up 0.1", "up 1");
        assertThat(Given.done(lockstep.migrate(Target.to("2"))))
                .containsExactly("up 2", "up R__first", "up R__second", "up D__rows");
    }

    @EachDatabase
    void a_repeatable_migration_whose_file_is_gone_is_not_missed(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));

        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase
    void a_data_migration_does_not_count_as_pending(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, FILES);
        lockstep.migrate();

        assertThat(lockstep.status().isPendingOrDirty()).isFalse();
        assertThat(lockstep.status().rows()).extracting(Status.Row::state).containsOnly(Status.State.APPLIED);
    }
}
