package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.MigrationFiles;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Script;
import dev.lockstep.model.Squash;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A history is adopted where its files were squashed, and its files are squashed where it was adopted. */
class SquashedTest {
    private static final int FILES = 5;
    private static final String OWN = "%d_t.sql";

    private static Map<String, String> originals(String name) {
        Map<String, String> files = new TreeMap<>();
        for (int version = 1; version <= FILES; version++) {
            files.put(name.formatted(version), "CREATE TABLE t" + version + " (id INTEGER);\n");
        }
        return files;
    }

    /** The files after {@code squash --to 3 --delete}. */
    private static Map<String, String> squashed(TestDatabase db, String format, Map<String, String> files) {
        Squash squash = MigrationFiles.of(
                        MigrationSource.memory(files),
                        Layouts.named(format),
                        db.dbms().toString())
                .squash(Version.of("3"), Optional.empty());
        Map<String, String> left = new TreeMap<>(files);
        squash.files().forEach(file -> left.put(file.name(), text(file)));
        squash.superfluous().forEach(file -> left.remove(file.name()));
        return left;
    }

    private static String text(Script script) {
        try (InputStream stream = script.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Lockstep.Builder builder(TestDatabase db, String format, Map<String, String> files) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files)).format(format);
    }

    private static Lockstep strict(TestDatabase db, Map<String, String> files) {
        return builder(db, "lockstep", files)
                .adoptFrom("auto")
                .adoptStrictly(true)
                .build();
    }

    private static void tables(TestDatabase db, int count) throws SQLException {
        for (int version = 1; version <= count; version++) {
            db.execute("CREATE TABLE t" + version + " (id INTEGER)");
        }
    }

    private static List<String> states(Lockstep lockstep) {
        return lockstep.status().rows().stream()
                .map(row -> row.id() + " " + row.state())
                .toList();
    }

    private static List<String> done(Lockstep lockstep) {
        return lockstep.migrate().done().stream()
                .map(step -> step.id().toString())
                .toList();
    }

    @EachDatabase
    void versions_that_were_squashed_need_no_files(TestDatabase db) throws Exception {
        tables(db, 4);
        Foreign.versions(db, "schema_migrations", "1", "2", "3", "4");
        Lockstep lockstep = strict(db, squashed(db, "lockstep", originals(OWN)));

        Adoption adoption = lockstep.adopt();

        assertThat(adoption.rows()).hasSize(4);
        assertThat(adoption.notes()).isEmpty();
        assertThat(done(lockstep)).containsExactly("5");
        assertThat(states(lockstep))
                .containsExactly("1 BASELINE", "2 BASELINE", "3 BASELINE", "4 APPLIED", "5 APPLIED");
        assertThat(lockstep.migrate().notes()).isEmpty();
        assertThat(lockstep.validate()).isEmpty();
    }

    /** One version is all that golang-migrate records: those that were squashed count as applied like all others. */
    @EachDatabase
    void what_a_tool_only_counts_is_counted_without_files_too(TestDatabase db, TestDatabase atBaseline)
            throws Exception {
        Map<String, String> files = squashed(db, "lockstep", originals(OWN));
        tables(db, 4);
        Foreign.golangMigrate(db, "4", "1=0");
        assertThat(strict(db, files).adopt().rows())
                .extracting(row -> row.id().toString())
                .containsExactly("1", "2", "3", "4");
        assertThat(done(strict(db, files))).containsExactly("5");

        tables(atBaseline, 3);
        Foreign.golangMigrate(atBaseline, "3", "1=0");
        assertThat(done(strict(atBaseline, files))).containsExactly("4", "5");
    }

    @EachDatabase
    void a_history_that_ends_below_the_baseline_is_told_where_to_go_first(TestDatabase db, TestDatabase empty)
            throws Exception {
        Map<String, String> files = squashed(db, "lockstep", originals(OWN));
        tables(db, 2);
        Foreign.versions(db, "schema_migrations", "1", "2");
        Lockstep lockstep = builder(db, "lockstep", files).build();
        assertThat(lockstep.adopt().rows()).hasSize(2);

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 3 is not applied here");
        assertThat(builder(db, "lockstep", originals(OWN)).build().migrate().done())
                .hasSize(3);
        assertThat(lockstep.migrate().done()).isEmpty();

        assertThat(done(builder(empty, "lockstep", files).build()))
                .as("a new database begins with the baseline")
                .containsExactly("3", "4", "5");
    }

    @EachDatabase
    void what_was_adopted_can_be_squashed(TestDatabase db) throws Exception {
        Map<String, String> originals = originals("V%d__t.sql");
        tables(db, 4);
        Foreign.flyway(db, "flyway_schema_history");
        for (int version = 1; version <= 4; version++) {
            Foreign.flywayRow(db, version, "" + version, "t", "SQL");
        }
        builder(db, "flyway", originals).build().adopt();

        Map<String, String> files = squashed(db, "flyway", originals);
        Lockstep lockstep = builder(db, "flyway", files).build();

        assertThat(files).containsKeys("B3__t.sql", "V4__t.sql").doesNotContainKey("V3__t.sql");
        assertThat(states(lockstep))
                .containsExactly("1 SQUASHED", "2 SQUASHED", "3 SQUASHED", "4 APPLIED", "5 PENDING");
        assertThat(done(lockstep)).containsExactly("5");
        assertThat(lockstep.migrate().notes()).isEmpty();
        assertThat(lockstep.adopt().rows()).as("nothing of it is news").isEmpty();
    }
}
