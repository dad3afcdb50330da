package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.Map;

/** {@code ${name}} in scripts. */
class PlaceholderTest {
    private static final String TABLE = "CREATE TABLE note (text VARCHAR(100) NOT NULL);\n";

    @EachDatabase
    void stand_for_their_values(TestDatabase db) throws Exception {
        Given.builder(
                        db,
                        Given.files(
                                "1_note.up.sql",
                                "CREATE TABLE ${table} (text VARCHAR(100) NOT NULL);\n"
                                        + "INSERT INTO ${table} VALUES ('${greeting}, ${greeting}');\n",
                                "1_note.down.sql",
                                "DROP TABLE ${table};\n"))
                .placeholder("table", "note")
                .placeholder("greeting", "a; b $1 \\ c")
                .build()
                .migrate();

        assertThat(db.value("SELECT text FROM note"))
                .isEqualTo(Given.on(
                        db, "a; b $1 \\ c, a; b $1 \\ c", "a; b $1  c, a; b $1  c", "a; b $1 \\ c, a; b $1 \\ c"));
    }

    @EachDatabase
    void are_replaced_in_a_stored_down_script_by_the_values_of_the_day(TestDatabase db) throws Exception {
        Given.builder(db, Given.files("1_note.up.sql", TABLE, "1_note.down.sql", "DROP TABLE ${table};\n"))
                .placeholder("table", "note")
                .build()
                .migrate();

        assertThat(db.value("SELECT down_script FROM schema_history")).isEqualTo("DROP TABLE ${table};\n");
        Given.builder(db, Given.files("1_note.up.sql", TABLE))
                .placeholder("table", "note")
                .build()
                .down(Target.EVERYTHING);
        assertThat(Given.hasTable(db, "note")).isFalse();
    }

    @EachDatabase
    void an_unknown_one_is_told_with_its_place_before_anything_has_run(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.builder(
                        db,
                        Given.files(
                                "1_note.up.sql",
                                TABLE,
                                "2_row.up.sql",
                                "INSERT INTO note VALUES ('fine');\n" + "INSERT INTO note\n  VALUES ('${gruss}');\n",
                                "3_row.up.sql",
                                "INSERT INTO note VALUES ('${colour}');\n"))
                .placeholder("greeting", "hello")
                .placeholder("age", "7")
                .build();
        String before = db.snapshot();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(problem -> problem.where().orElseThrow() + " " + problem.what())
                                .containsExactly(
                                        "2_row.up.sql:3:12 there is no placeholder 'gruss'; the known ones are age, greeting",
                                        "3_row.up.sql:1:27 there is no placeholder 'colour'; the known ones are age, greeting"));
        assertThatThrownBy(lockstep::validate)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(Problem::what)
                                .hasSize(2));
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @EachDatabase
    void are_left_as_they_are_where_none_is_set(TestDatabase db) throws Exception {
        Given.lockstep(db, "1_note.up.sql", TABLE + "INSERT INTO note VALUES ('${greeting}');\n")
                .migrate();

        assertThat(db.value("SELECT text FROM note")).isEqualTo("${greeting}");
    }

    @EachDatabase
    void are_no_part_of_the_checksum(TestDatabase db) throws Exception {
        Map<String, String> files =
                Given.files("1_note.up.sql", TABLE, "R__row.sql", "INSERT INTO note VALUES ('${greeting}');\n");
        Given.builder(db, files).placeholder("greeting", "hello").build().migrate();

        assertThat(Given.builder(db, files)
                        .placeholder("greeting", "goodbye")
                        .build()
                        .migrate()
                        .done())
                .isEmpty();
        assertThat(db.value("SELECT text FROM note")).isEqualTo("hello");
    }

    @EachDatabase
    void an_error_in_a_statement_with_a_value_is_told_at_its_beginning(TestDatabase db) {
        Lockstep lockstep = Given.builder(
                        db,
                        Given.files(
                                "1_note.up.sql", TABLE + "\n  INSERT INTO note (nothing) VALUES ('${greeting}');\n"))
                .placeholder("greeting", "a value longer than its name")
                .build();

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        failed -> assertThat(failed.problems()
                                        .get(0)
                                        .where()
                                        .orElseThrow()
                                        .toString())
                                .isEqualTo("1_note.up.sql:3:3"));
    }
}
