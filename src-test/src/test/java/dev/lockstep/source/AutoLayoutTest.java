package dev.lockstep.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are written as {@code name} or {@code name=text}, with {@code ~} for a line end. */
class AutoLayoutTest {
    private static final DialectNames SQLITE = new DialectNames(
            List.of("sqlite", "sqlite3"), List.of("postgresql", "postgres", "mariadb", "mysql", "sqlite", "sqlite3"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.txt 1_a.down.txt                                        | golang-migrate | 1_a.down.txt",
                "1_a.up.sql 2_.up.sql                                           | golang-migrate | 2_.up.sql",
                "1_a.up.sql 2_b.c.up.sql                                        | golang-migrate | 2_b.c.up.sql",
                "1_a.sql=--~~--_+goose_Up~SELECT_1; 2_b.go                      | goose          | -- +goose Up",
                "1_a.sql=--_migrate:up~SELECT_1;~--_migrate:down readme.md      | dbmate         | -- migrate:up",
                "20150101000000000001_a.up.sql                                  | pop            | 20150101000000000001_a",
                "1_a.autocommit.up.sql                                          | pop            | 1_a.autocommit",
                "1_a.up.fizz 2_b.up.sql                                         | pop            | 1_a.up.fizz",
                "1_a.cockroach.up.sql 1_a.up.sql                                | pop            | 1_a.cockroach",
                "2020-01-01-000000_a/up.sql 2020-01-01-000000_a/down.sql x.md   | diesel         | /up.sql",
            })
    void says_what_it_found_and_why(String files, String format, String because) {
        Listing listing = list(files);
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.migrations()).isNotEmpty();
        assertThat(listing.notes().get(0))
                .startsWith("the files are read as those of " + format + ": ")
                .contains(because);
    }

    @ParameterizedTest
    @CsvSource({
        "1_a.up.sql 1_a.down.sql R__v.sql D__d.sql",
        "1_a.sql=SELECT_1; 2_b.sql=--_a_comment",
        "1_a.up.sql 1_a.sqlite.up.sql 1_a.mysql.up.sql 1.5_b.postgres.up.sql",
        "20240102030405_a.up.sql",
        "1_a.sql=SELECT_'--_migrate:up';"
    })
    void what_is_like_its_own_needs_no_word(String files) {
        Listing listing = list(files);
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.migrations()).isNotEmpty();
        assertThat(listing.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql=--_+goose_Up 2_b.sql=--_migrate:up                   | dbmate goose",
                "2020-01-01_a/up.sql 7_b.up.sql                               | diesel lockstep",
                "below/1_a.up.sql 2_b.up.txt                                  | golang-migrate lockstep",
            })
    void two_readings_are_an_error_that_names_both(String files, String formats) {
        List<Problem> problems = list(files).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).what()).startsWith("the files can be read in two ways: ");
        for (String format : formats.split(" ")) {
            assertThat(problems.get(0).what()).contains("as those of " + format + ", since ");
            assertThat(problems.get(0).remedy().orElseThrow()).contains("--format " + format);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.sql 1_b.down.sql                        | golang-migrate pop",
                "1_a.up.sql 1_a.down.sql seeds.sql              | golang-migrate pop",
                "1_a.up.sql 1_a.down.sql 2_b.down.sql           | golang-migrate pop"
            })
    void where_its_own_rules_are_broken_others_that_are_not_are_proposed(String files, String formats) {
        List<Problem> problems = list(files).problems();
        assertThat(problems).hasSize(2);
        assertThat(problems.get(1).remedy().orElseThrow())
                .endsWith("say --format " + formats.replace(" ", " or --format "));
    }

    @ParameterizedTest
    @CsvSource({
        "1_a.up.sql 1_b.up.sql 1_a.down.sql",
        "1_a.sql seeds.sql",
        "nonsense.sql",
        "D__d.sql 1_a.up.sql 1_b.down.sql"
    })
    void what_no_other_tool_would_take_is_wrong_by_its_own_rules_alone(String files) {
        assertThat(list(files).problems()).hasSize(1);
    }

    @Test
    void nothing_that_is_known_is_read_by_its_own_rules() {
        assertThat(list("readme.md").migrations()).isEmpty();
        assertThat(list("nonsense.sql").problems().get(0).what()).contains("fits no rule");
    }

    private static Listing list(String files) {
        return Layouts.named("auto")
                .list(
                        new SourceFiles(Arrays.stream(files.split(" "))
                                .map(AutoLayoutTest::file)
                                .toList()),
                        SQLITE);
    }

    private static SourceFile file(String nameAndText) {
        String[] parts = nameAndText.split("=", 2);
        String text = parts.length < 2
                ? ""
                : parts[1].replace('~', '\n').replace("--_", "-- ").replace("goose_", "goose ");
        return new SourceFile(parts[0], Script.ofText(parts[0], text));
    }
}
