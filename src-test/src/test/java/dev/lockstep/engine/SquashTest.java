package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.MigrationFiles;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Script;
import dev.lockstep.model.Squash;
import dev.lockstep.model.Status;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One baseline script in place of many migrations, for databases that begin with it and for those that ran them. */
class SquashTest {
    private static final Map<String, String> EXISTING = Given.logging(1, 2, 3, 4, 5);

    @EachDatabase
    void a_new_database_comes_out_as_the_originals_would_have_made_it(TestDatabase db, TestDatabase byOriginals)
            throws Exception {
        Map<String, String> files = Given.with(
                awkward(db),
                "8_last.up.sql",
                "INSERT INTO log VALUES (8);\n",
                "R__all.sql",
                "DELETE FROM log WHERE entry = 0;\n");
        Given.lockstep(byOriginals, files).migrate();

        Lockstep lockstep = Given.lockstep(db, withoutOriginals(squashed(db, files, "7"), 7));

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 7", "up 8", "up R__all");
        assertThat(db.snapshot("schema_history")).isEqualTo(byOriginals.snapshot("schema_history"));
        assertThat(states(lockstep)).isEqualTo(Map.of("7", State.APPLIED, "8", State.APPLIED, "R__all", State.APPLIED));
        assertThat(lockstep.migrate().done()).isEmpty();
        assertThat(lockstep.validate()).isEmpty();
    }

    /** What is easily lost when scripts are joined: ends, delimiters, settings, and what commits when. */
    private static Map<String, String> awkward(TestDatabase db) {
        return Given.files(
                "1_log.up.sql",
                "\uFEFF-- lockstep: timeout=10m\nCREATE TABLE log (entry INTEGER NOT NULL);\nINSERT INTO log VALUES (1)",
                "2_delimiter.up.sql",
                "-- lockstep: delimiter=//\nINSERT INTO log VALUES (2)//\nINSERT INTO log VALUES (22)\n-- the end",
                "3_settings.up.sql",
                Given.on(
                        db,
                        "CREATE SCHEMA other;\nSET search_path TO other;\nCREATE TYPE mood AS ENUM ('good');\n",
                        "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\nCREATE TABLE \"quoted\" (\"a\\\" TEXT DEFAULT '\\');\n",
                        "PRAGMA foreign_keys = OFF;\nCREATE TABLE parent (id INTEGER PRIMARY KEY);\nCREATE TABLE child (id INTEGER REFERENCES parent);\n"
                                + "PRAGMA foreign_keys = ON;\n"),
                "4_own_transactions.up.sql",
                "BEGIN;\nINSERT INTO log VALUES (4);\nCOMMIT;\nINSERT INTO log VALUES (44);\n",
                "5_added.up.sql",
                Given.on(
                        db,
                        "ALTER TYPE other.mood ADD VALUE 'bad';\n",
                        "DELIMITER //\nCREATE TABLE five (a TEXT DEFAULT 'x\\'y')//\n",
                        "-- lockstep: transaction=none\nINSERT INTO log VALUES (5);\n"),
                "6_used.up.sql",
                Given.on(
                        db,
                        "CREATE TABLE moods (m other.mood DEFAULT 'bad');\nINSERT INTO moods DEFAULT VALUES;\n",
                        "INSERT INTO five VALUES ('a;b');\n",
                        "-- lockstep: whole\nINSERT INTO log VALUES (6)"),
                "7_nothing.up.sql",
                "-- nothing, without an end of the line");
    }

    @EachDatabase
    void a_database_that_ran_the_originals_goes_on_without_their_files(TestDatabase db) throws Exception {
        Given.lockstep(db, EXISTING).migrate(Target.to("4"));
        Map<String, String> files = withoutOriginals(squashed(db, EXISTING, "4"), 4);
        String before = db.snapshot();
        Lockstep lockstep = Given.lockstep(db, files);

        assertThat(states(lockstep))
                .containsEntry("0.1", State.SQUASHED)
                .containsEntry("4", State.SQUASHED)
                .containsEntry("5", State.PENDING);
        assertThat(lockstep.plan(dev.lockstep.model.Direction.UP, Target.EVERYTHING)
                        .notes())
                .isEmpty();
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(lockstep.migrate().notes()).isEmpty();
        assertThat(Given.log(db)).isEqualTo("1,2,3,4,5");
        assertThat(lockstep.repair().notes()).isEmpty();
        assertThat(Given.done(lockstep.down(Target.to("3")))).containsExactly("down 5", "down 4");
        assertThat(Given.log(db)).isEqualTo("1,2,3");
    }

    @EachDatabase
    void a_database_in_the_middle_is_told_where_to_go_first(TestDatabase db) throws Exception {
        Given.lockstep(db, EXISTING).migrate(Target.to("2"));
        Map<String, String> files = squashed(db, EXISTING, "4");
        Lockstep lockstep = Given.lockstep(db, withoutOriginals(files, 4));
        String before = db.snapshot();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("versions 3 to 4 (2) are not applied here, and their files are gone")
                .hasMessageContaining("'lockstep migrate --to 4' with the files as they were before the squash");
        assertThat(states(lockstep)).containsEntry("2", State.SQUASHED).containsEntry("3", State.PENDING);
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(Given.done(Given.lockstep(db, files).migrate()))
                .as("with the files it goes on")
                .containsExactly("up 3", "up 4", "up 5");
        assertThat(lockstep.migrate().notes()).isEmpty();
    }

    @EachDatabase
    void an_original_that_was_another_one_is_a_change_until_repair_accepts_it(TestDatabase db) throws Exception {
        Given.lockstep(db, Given.with(EXISTING, "2_entry.up.sql", "INSERT INTO log VALUES (22);\n"))
                .migrate();
        Lockstep lockstep = Given.lockstep(db, withoutOriginals(squashed(db, EXISTING, "4"), 4));

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("version 2 (entry) was changed after it had been applied")
                .hasMessageContaining("lockstep repair");
        assertThat(states(lockstep)).containsEntry("2", State.CHANGED).containsEntry("3", State.SQUASHED);
        assertThat(lockstep.repair().notes()).containsExactly("2: its missing file is no longer expected");
        assertThat(lockstep.migrate().notes()).isEmpty();
    }

    @EachDatabase
    void what_is_below_the_baseline_cannot_be_taken_back(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, squashed(db, EXISTING, "4"));
        lockstep.migrate();

        for (String below : List.of("3", "0")) {
            assertThatThrownBy(() -> lockstep.down(Target.to(below)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("this database began at version 4")
                    .hasMessageContaining("lockstep down --to 4");
        }
        assertThat(Given.done(lockstep.down(new Target.Steps(1)))).containsExactly("down 5");
        assertThat(lockstep.down(new Target.Steps(1)).notes())
                .hasSize(1)
                .first()
                .asString()
                .contains("version 4 stays");
        assertThat(Given.log(db)).isEqualTo("1,2,3,4");
    }

    @EachDatabase
    void a_baseline_may_be_squashed_again(TestDatabase db, TestDatabase byBaseline, TestDatabase byOriginals)
            throws Exception {
        Map<String, String> once = withoutOriginals(squashed(db, EXISTING, "3"), 3);
        Map<String, String> twice = withoutOriginals(squashed(db, once, "5"), 5);
        twice.keySet().removeIf(name -> name.startsWith("3_"));
        Given.lockstep(byBaseline, once).migrate();
        Given.lockstep(byOriginals, EXISTING).migrate();

        assertThat(Given.done(Given.lockstep(db, twice).migrate())).containsExactly("up 5");
        assertThat(Given.lockstep(byBaseline, twice).migrate().notes()).isEmpty();
        assertThat(Given.lockstep(byOriginals, twice).migrate().notes()).isEmpty();

        assertThat(states(Given.lockstep(byBaseline, twice)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("3", State.SQUASHED, "4", State.SQUASHED, "5", State.SQUASHED));
        assertThat(states(Given.lockstep(byOriginals, twice))).hasSize(6).containsEntry("3", State.SQUASHED);
        assertThat(db.snapshot("schema_history")).isEqualTo(byOriginals.snapshot("schema_history"));
    }

    @EachDatabase
    void a_part_that_fails_leaves_those_before_it_and_is_gone_on_with(TestDatabase db, TestDatabase byOriginals)
            throws Exception {
        Map<String, String> files = Given.with(awkward(db), "8_table.up.sql", "INSERT INTO later VALUES (8);\n");
        byOriginals.execute("CREATE TABLE later (entry INTEGER)");
        Given.lockstep(byOriginals, files).migrate();
        Lockstep lockstep = Given.lockstep(db, squashed(db, files, "8"));

        assertThatThrownBy(lockstep::migrate).isInstanceOf(MigrationFailedException.class);
        db.execute("CREATE TABLE later (entry INTEGER)");

        assertThat(Given.done(lockstep.migrate())).containsExactly("up 8");
        assertThat(db.snapshot("schema_history")).isEqualTo(byOriginals.snapshot("schema_history"));
    }

    @EachDatabase
    void a_dump_may_be_the_baseline(TestDatabase db) throws Exception {
        Script dump =
                Script.ofText("dump.sql", "CREATE TABLE log (entry INTEGER NOT NULL);\nINSERT INTO log VALUES (99);\n");
        Squash squash = files(EXISTING, "sqlite").squash(Version.of("4"), Optional.of(dump));

        Given.lockstep(db, with(EXISTING, squash)).migrate();

        assertThat(Given.log(db)).isEqualTo("5,99");
    }

    @Test
    void a_dump_that_holds_the_history_is_refused() {
        Script dump = Script.ofText("dump.sql", "SELECT 1;\nDROP TABLE IF EXISTS `schema_history`;\n");

        assertThatThrownBy(() -> files(EXISTING, "mariadb").squash(Version.of("4"), Optional.of(dump)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("dump.sql:2:1")
                .hasMessageContaining("holds the history table");
    }

    @Test
    void the_manifest_is_for_people_too() throws Exception {
        Squash squash = files(Given.logging(7), "postgresql").squash(Version.of("7"), Optional.empty());

        assertThat(squash.files())
                .extracting(Script::name)
                .containsExactly("7_entry.baseline.sql", "7_entry.baseline.txt");
        assertThat(text(squash.files().get(1)))
                .matches(
                        "# .*\n# .*\n0\\.1  v1:[0-9a-f]{64}  0\\.1_log\\.up\\.sql\n7  v1:[0-9a-f]{64}  7_entry\\.up\\.sql\n");
        assertThat(squash.replaced()).isEqualTo(2);
        assertThat(squash.superfluous())
                .extracting(Script::name)
                .containsExactly("0.1_log.up.sql", "0.1_log.down.sql", "7_entry.up.sql", "7_entry.down.sql");
    }

    @Test
    void a_baseline_is_for_its_dialect_where_files_are() {
        Map<String, String> files = Given.with(
                Given.logging(1),
                "1_entry.sqlite.up.sql",
                "INSERT INTO log VALUES (11);\n",
                "2_more.sql",
                "SELECT 1;\n");

        Squash postgresql = files(files, "postgresql").squash(Version.of("1"), Optional.empty());
        Squash sqlite = files(with(files, postgresql), "sqlite").squash(Version.of("1"), Optional.empty());

        assertThat(postgresql.files().get(0).name()).isEqualTo("1_entry.postgresql.baseline.sql");
        assertThat(postgresql.superfluous())
                .as("what SQLite needs has to stay")
                .extracting(Script::name)
                .containsExactly("1_entry.up.sql");
        assertThat(sqlite.files().get(0).name()).isEqualTo("1_entry.sqlite.baseline.sql");
        assertThat(sqlite.superfluous())
                .extracting(Script::name)
                .contains("0.1_log.up.sql", "1_entry.sqlite.up.sql", "1_entry.down.sql");
        assertThat(files(with(with(files, postgresql), sqlite), "sqlite")
                        .squash(Version.of("1"), Optional.empty())
                        .files())
                .as("it is there already")
                .isEmpty();
    }

    @Test
    void what_cannot_be_squashed_is_said() {
        assertThatThrownBy(() -> files(EXISTING, "sqlite").squash(Version.of("7"), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no version 7");
        Map<String, String> alone = Given.with(EXISTING, "5_entry.baseline.sql", "SELECT 1;\n");
        assertThatThrownBy(() -> files(alone, "sqlite").squash(Version.of("5"), Optional.empty()))
                .as("without a manifest no original is superfluous")
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'5_entry.baseline.sql' is there already, and has no manifest");
        Map<String, String> goose = Given.files("1_a.sql", "-- +goose Up\nSELECT 1;\n");
        assertThatThrownBy(() -> files(goose, "sqlite").squash(Version.of("1"), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("knows no baseline scripts");
    }

    @Test
    void thousands_are_squashed_and_read_again_as_one() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 1; i <= 2_000; i++) {
            files.put(i + "_table.sql", "CREATE TABLE t" + i + " (id INTEGER);\n");
        }
        Squash squash = files(files, "postgresql").squash(Version.of("2000"), Optional.empty());

        assertThat(squash.replaced()).isEqualTo(2_000);
        files(with(Map.of(), squash), "postgresql").validate();
    }

    private static MigrationFiles files(Map<String, String> files, String dialect) {
        return MigrationFiles.of(MigrationSource.memory(files), Layouts.named("auto"), dialect);
    }

    private static Map<String, String> squashed(TestDatabase db, Map<String, String> files, String to) {
        return with(files, files(files, db.dbms().toString()).squash(Version.of(to), Optional.empty()));
    }

    private static Map<String, String> with(Map<String, String> files, Squash squash) {
        Map<String, String> all = new LinkedHashMap<>(files);
        squash.files().forEach(file -> all.put(file.name(), text(file)));
        return all;
    }

    private static Map<String, String> withoutOriginals(Map<String, String> files, int to) {
        Map<String, String> left = new LinkedHashMap<>(files);
        left.keySet()
                .removeIf(name -> Character.isDigit(name.charAt(0))
                        && !name.contains("baseline")
                        && Version.of(name.replaceFirst("_.*", "")).compareTo(Version.of("" + to)) <= 0);
        return left;
    }

    private static String text(Script script) {
        try (InputStream stream = script.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Map<String, State> states(Lockstep lockstep) {
        return lockstep.status().rows().stream()
                .collect(Collectors.toMap(row -> row.id().toString(), Status.Row::state));
    }
}
