package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;

/** The way up. */
class MigrateTest {

    @EachDatabase
    void applies_all_on_an_empty_database_in_the_order_of_the_versions(TestDatabase db) throws Exception {
        Map<String, String> files = Given.files(
                "10_rows.up.sql", "INSERT INTO child VALUES (1, 1);\nINSERT INTO child VALUES (2, 1);\n",
                "2_child.up.sql",
                        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id));\n",
                "1.5_parents.up.sql", "INSERT INTO parent VALUES (1);\n",
                "001_parent.up.sql", "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n");

        Report report = Given.lockstep(db, files).migrate();

        assertThat(Given.done(report)).containsExactly("up 001", "up 1.5", "up 2", "up 10");
        assertThat(report.done()).extracting(Report.Done::statements).containsExactly(1, 1, 1, 2);
        assertThat(report.done())
                .extracting(Report.Done::description)
                .containsExactly("parent", "parents", "child", "rows");
        assertThat(report.from()).isEmpty();
        assertThat(report.to()).contains(Version.of("10"));
        assertThat(report.notes()).isEmpty();
        assertThat(db.value("SELECT count(*) FROM child")).isEqualTo("2");
    }

    @EachDatabase
    void a_second_run_changes_nothing(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3));
        lockstep.migrate();
        String before = db.snapshot();

        Report report = lockstep.migrate();

        assertThat(report.done()).isEmpty();
        assertThat(report.from()).contains(Version.of("3"));
        assertThat(report.to()).contains(Version.of("3"));
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void applies_only_what_has_come_since(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.logging(1, 2)).migrate();

        Report report = Given.lockstep(db, Given.logging(1, 2, 3, 4)).migrate();

        assertThat(Given.done(report)).containsExactly("up 3", "up 4");
        assertThat(report.from()).contains(Version.of("2"));
        assertThat(Given.log(db)).isEqualTo("1,2,3,4");
    }

    @EachDatabase
    void goes_up_to_a_version_and_no_further(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3));

        Report report = lockstep.migrate(Target.to("2"));

        assertThat(report.to()).contains(Version.of("2"));
        assertThat(Given.log(db)).isEqualTo("1,2");
        assertThat(lockstep.version()).contains(Version.of("2"));
    }

    @EachDatabase
    void goes_up_a_number_of_steps(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 3));

        assertThat(Given.done(lockstep.migrate(Target.steps(2)))).containsExactly("up 0.1", "up 1");
        assertThat(Given.done(lockstep.migrate(Target.steps(9)))).containsExactly("up 2", "up 3");
        assertThat(Given.log(db)).isEqualTo("1,2,3");
    }

    @EachDatabase
    void an_unknown_target_is_refused_with_the_nearest_one(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2, 30));
        String before = db.snapshot();

        assertThatThrownBy(() -> lockstep.migrate(Target.to("3")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no version 3")
                .hasMessageContaining("did you mean 30?");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void migrate_does_not_go_down(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.logging(1, 2));
        lockstep.migrate();

        assertThatThrownBy(() -> lockstep.migrate(Target.to("1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the database is at version 2, above the target 1")
                .hasMessageContaining("lockstep down --to 1");
        assertThat(Given.log(db)).isEqualTo("1,2");
    }

    @EachDatabase
    void a_file_for_the_dialect_beats_the_general_one(TestDatabase db) throws Exception {
        Report report = Given.lockstep(
                        db,
                        "1_log.up.sql",
                        "CREATE TABLE log (entry INTEGER NOT NULL);\n",
                        "2_which.up.sql",
                        "INSERT INTO log VALUES (0);\n",
                        "2_which.postgresql.up.sql",
                        "INSERT INTO log VALUES (1);\n",
                        "2_which.mariadb.up.sql",
                        "INSERT INTO log VALUES (2);\n",
                        "2_which.sqlite.up.sql",
                        "INSERT INTO log VALUES (3);\n",
                        "3_general.up.sql",
                        "INSERT INTO log VALUES (10);\n",
                        "4_elsewhere." + Given.on(db, "sqlite", "postgresql", "mariadb") + ".up.sql",
                        "no SQL at all;\n",
                        "R__again.sql",
                        "INSERT INTO log VALUES (20);\n",
                        "R__again.postgres.sql",
                        "INSERT INTO log VALUES (21);\n",
                        "R__again.mysql.sql",
                        "INSERT INTO log VALUES (22);\n",
                        "R__again.sqlite3.sql",
                        "INSERT INTO log VALUES (23);\n")
                .migrate();

        assertThat(Given.log(db)).isEqualTo(Given.on(db, "1,10,21", "2,10,22", "3,10,23"));
        assertThat(report.to()).contains(Version.of("3"));
    }

    @EachDatabase
    void a_script_without_statements_is_applied_as_well(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, "1_nothing.up.sql", "-- nothing yet\n", "2_empty.up.sql", "");

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 1", "up 2");
        assertThat(lockstep.migrate().done()).isEmpty();
    }

    @EachDatabase
    void a_folder_that_is_not_there_or_holds_nothing_is_refused(TestDatabase db) throws Exception {
        String before = db.snapshot();
        Lockstep nowhere = Lockstep.builder(db.dataSource(), MigrationSource.directory(Path.of("no/such/folder")))
                .build();
        Lockstep empty = Given.lockstep(db, "README.md", "# nothing");

        assertThatThrownBy(nowhere::migrate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the migrations folder 'no/such/folder' cannot be read: it does not exist");
        assertThatThrownBy(empty::migrate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no migration for " + db.dbms() + " in 'memory'");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void switched_off_it_does_nothing_and_says_so(TestDatabase db) throws Exception {
        String before = db.snapshot();
        Lockstep lockstep = Given.builder(db, Given.abc()).enabled(false).build();

        for (Report report : new Report[] {lockstep.migrate(), lockstep.down(Target.EVERYTHING)}) {
            assertThat(report.done()).isEmpty();
            assertThat(report.notes())
                    .containsExactly("migrations are switched off (enabled: false): nothing was done");
        }
        assertThat(db.snapshot()).isEqualTo(before);
    }
}
