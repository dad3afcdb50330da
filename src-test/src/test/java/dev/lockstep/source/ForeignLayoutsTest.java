package dev.lockstep.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules for names and marks of each tool. Listings are written {@code id:up/down}; what is left out follows behind
 * {@code !}. In texts {@code ~} is a line end.
 */
class ForeignLayoutsTest {
    private static final List<String> ALL = List.of("postgresql", "postgres", "mariadb", "mysql", "sqlite", "sqlite3");
    private static final DialectNames SQLITE = new DialectNames(List.of("sqlite", "sqlite3"), ALL);
    private static final DialectNames MARIADB = new DialectNames(List.of("mariadb", "mysql"), ALL);

    /** What each tool does with a version that comes late: most that take files in any order apply it. */
    @ParameterizedTest
    @CsvSource({
        "lockstep, FAIL",
        "flyway, FAIL",
        "golang-migrate, FAIL",
        "goose, FAIL",
        "mybatis, FAIL",
        "liquibase, FAIL",
        "dbmate, ALLOW",
        "pop, ALLOW",
        "diesel, ALLOW",
    })
    void late_versions(String format, OutOfOrder policy) {
        Listing listing = Layouts.named(format).list(new SourceFiles(List.of()), SQLITE);
        assertThat(listing.manner().policies()).isEqualTo(new Policies(policy, Missing.FAIL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.sql 1_b.down.sql                    | 1:1_a.up.sql/1_b.down.sql",
                "10_a.up.sql 9_b.up.sql 0_c.up.sql          | 0:0_c.up.sql 9:9_b.up.sql 10:10_a.up.sql",
                "1_.up.x 2_a.b.up. 3_a.up.down.sql          | 1:1_.up.x 2:2_a.b.up. 3:3_a.up.down.sql/",
                "1_a.down.sql                               | 1:1_a.down.sql/1_a.down.sql",
                "18446744073709551615_a.up.sql              | 18446744073709551615:18446744073709551615_a.up.sql",
                "18446744073709551616_a.up.sql              | !18446744073709551616_a.up.sql",
                "1a.up.sql V1_a.up.sql 1_a.sql x/1_a.up.sql | !1_a.sql !1a.up.sql !V1_a.up.sql !x/1_a.up.sql",
                "1_A.UP.sql -1_a.up.sql                     | !-1_a.up.sql !1_A.UP.sql",
            })
    void golang_migrate(String files, String listing) {
        // a name with two directions is of the second
        assertThat(text("golang-migrate", files))
                .isEqualTo(listing.replace("3:3_a.up.down.sql/", "3:3_a.up.down.sql/3_a.up.down.sql"));
    }

    @ParameterizedTest
    @CsvSource({
        "golang-migrate, 1_a.up.sql 01_b.up.sql",
        "golang-migrate, 1_a.sqlite.up.sql 1_a.mysql.up.sql",
        "goose, 1_a.sql 01_b.sql",
        "goose, 1_a.sql 1_b.go",
        "dbmate, 1_a.sql 1b.sql",
        "pop, 1_a.up.sql 1_b.up.sql",
        "diesel, 2020-01-01_a/up.sql 20200101_b/up.sql",
    })
    void two_files_for_one_script_are_an_error(String format, String files) {
        String[] names = files.split(" ");
        assertThat(list(format, SQLITE, names).problems())
                .first()
                .extracting(Problem::what)
                .asString()
                .contains("two files are the up script of version", names[0], names[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql 00002_b.sql 10_.sql                | 1:1_a.sql/1_a.sql 00002:00002_b.sql/00002_b.sql 10:10_.sql/10_.sql",
                "3_a.go                                     | 3:3_a.go/3_a.go",
                "0_a.sql 9223372036854775808_a.sql a.sql    | !0_a.sql !9223372036854775808_a.sql !a.sql",
                "1-a.sql 1.sql 2_x_test.go x/1_a.sql 1_a.py | !1-a.sql !1.sql !1_a.py !2_x_test.go !x/1_a.sql",
            })
    void goose(String files, String listing) {
        assertThat(text("goose", files)).isEqualTo(listing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20200101_a.sql 20200101000000_b.sql | 20200101000000:20200101000000_b.sql 20200101:20200101_a.sql",
                "20200101-a.sql 20200101000000-b.sql | 20200101:20200101-a.sql 20200101000000:20200101000000-b.sql",
                "1.sql 2a.b.sql 10_c.sql             | 1:1.sql 10:10_c.sql 2:2a.b.sql",
                "a1.sql 1.SQL V1__a.sql x/1.sql      | !1.SQL !V1__a.sql !a1.sql !x/1.sql",
            })
    void dbmate(String files, String listing) {
        assertThat(text("dbmate", files).replaceAll("/\\S+", "")).isEqualTo(listing.replaceAll("x/1.sql", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20200101000000_a.up.sql 20150101000000000001_b.up.sql | 20150101000000000001:20150101000000000001_b.up.sql 20200101000000:20200101000000_a.up.sql",
                "1_a.up.sql 1_a.mysql.up.sql 1_a.mariadb.up.sql        | 1:1_a.mariadb.up.sql !1_a.mysql.up.sql !1_a.up.sql",
                "1_a.up.sql 1_a.mysql.up.sql 1_a.down.sql              | 1:1_a.mysql.up.sql/1_a.down.sql !1_a.up.sql",
                "1_a.up.sql 1_a.down.sql 1_a.mysql.down.sql            | 1:1_a.up.sql/1_a.mysql.down.sql !1_a.down.sql",
                "1_a.up.sql 1_a.cockroach.up.sql                       | 1:1_a.up.sql !1_a.cockroach.up.sql",
                "1_a.mysql.autocommit.up.sql 2_b.autocommit.up.sql     | 1:1_a.mysql.autocommit.up.sql 2:2_b.autocommit.up.sql",
                "x/1_a.up.sql 2_testdata.sql 3_a.b.c.up.sql            | 1:x/1_a.up.sql !2_testdata.sql !3_a.b.c.up.sql",
            })
    void pop(String files, String listing) {
        assertThat(text(list("pop", MARIADB, files.split(" ")))).isEqualTo(listing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-01-01-000000_a/up.sql 2020-01-01-000000_a/down.sql | 20200101000000:2020-01-01-000000_a/up.sql/2020-01-01-000000_a/down.sql",
                "20200101/up.sql 2_b_c/up.sql 1_a/up.sql                 | 1:1_a/up.sql 2:2_b_c/up.sql 20200101:20200101/up.sql",
                "1_a/up.sql 1_a/x.sql up.sql 1_a/b/up.sql                | 1:1_a/up.sql !up.sql !1_a/b/up.sql !1_a/x.sql",
            })
    void diesel(String files, String listing) {
        Listing found = list("diesel", SQLITE, files.split(" "));
        assertThat(found.problems()).isEmpty();
        String migrations =
                found.migrations().stream().map(ForeignLayoutsTest::text).collect(Collectors.joining(" "));
        for (String part : listing.split(" ")) {
            if (part.startsWith("!")) {
                assertThat(found.leftOut()).extracting(LeftOut::path).contains(part.substring(1));
            } else {
                assertThat(migrations).contains(part);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1_a/down.sql, has no up.sql", "seeds/up.sql, does not begin with a version"})
    void a_folder_that_diesel_would_not_take_is_an_error(String file, String what) {
        assertThat(list("diesel", SQLITE, file).problems().get(0).what()).contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run_in_transaction = false         | false",
                "run_in_transaction=true#x          | true",
                "# nothing                          | false",
                "[a]~run_in_transaction = true      | false",
                "'run_in_transaction' = true~[a]    | true"
            })
    void the_settings_of_a_diesel_folder(String metadata, boolean transaction) {
        Listing listing =
                listTexts("diesel", Map.of("1_a/up.sql", "", "1_a/metadata.toml", metadata.replace('~', '\n')));
        assertThat(listing.migrations().get(0).up().directives().transaction()).isEqualTo(transaction);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- a~-- +goose Up~A;~-- +goose Down~D;~    | ~~A;~~~          | ~~~~D;~",
                "--+goose up~A;                             | ~A;              | ~",
                "-- +goose Up~-- +goose StatementBegin~A;~-- +goose StatementEnd~B; | ~~A;~~B; | ~~~~",
                "-- +goose NO TRANSACTION~-- +goose Up~A;   | -- lockstep: transaction=none~~A; | -- lockstep: transaction=none~~",
                "-- +goose Up~-- +goose Down~D;             | ~~               | ~~D;"
            })
    void sections_of_goose(String text, String up, String down) throws IOException {
        assertThat(section("goose", text, true)).isEqualTo(up.replace('~', '\n'));
        assertThat(section("goose", text, false)).isEqualTo(down.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A;                                        | a statement above '-- +goose Up'                  | 1",
                "-- nothing                                | the file has no '-- +goose Up'                     | 1",
                "-- +goose Down~D;                         | '-- +goose Down' does not belong here              | 1",
                "-- +goose Up~A;~-- +goose Up              | '-- +goose Up' does not belong here                | 3",
                "-- +goose Up~-- +goose StatementEnd       | '-- +goose StatementEnd' does not belong here      | 2",
                "-- +goose Up~-- +goose StatementBegin~A;  | '-- +goose StatementBegin' without                 | 3",
                "-- +goose Up~-- +goose Upp                | an annotation that goose does not know             | 2",
                "-- +goose Up~ -- +goose Down              | an annotation that does not begin its line         | 2"
            })
    void what_goose_refuses(String text, String what, int line) {
        refuses("goose", text, what, line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- a~-- migrate:up~A~-- migrate:down~D  | ~-- lockstep: transaction=auto~A~~           | ~~~-- lockstep: transaction=auto~D",
                "--migrate:up transaction:false~A~-- migrate:down x:y transaction:false z~D | -- lockstep: transaction=none~A~~ | ~~-- lockstep: transaction=none~D",
                "-- migrate:up~A~-- migrate:down~D~-- migrate:up~B~-- migrate:down~E | -- lockstep: transaction=auto~A~~~COMMIT; -- lockstep: transaction=auto~B~~ | ~~-- lockstep: transaction=auto~D~~~COMMIT; -- lockstep: transaction=auto~E",
                "-- migrate:up~-- migrate:upper~ -- migrate:down~-- migrate:down | -- lockstep: transaction=auto~-- migrate:upper~ -- migrate:down~ | ~~~-- lockstep: transaction=auto",
            })
    void sections_of_dbmate(String text, String up, String down) throws IOException {
        assertThat(section("dbmate", text, true)).isEqualTo(up.replace('~', '\n'));
        assertThat(section("dbmate", text, false)).isEqualTo(down.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A;                                                    | a statement above the first '-- migrate:up'     | 1",
                "-- nothing                                            | the file has no '-- migrate:up'                 | 1",
                "-- migrate:up~A;                                      | '-- migrate:up' without a '-- migrate:down'     | 2",
                "-- migrate:down~A;                                    | '-- migrate:down' without the other before it   | 1",
                "-- migrate:up~-- migrate:down~-- migrate:down         | '-- migrate:down' without the other before it   | 3",
                "-- migrate:up~-- migrate:up~-- migrate:down           | '-- migrate:up' without the other before it     | 2"
            })
    void what_dbmate_refuses(String text, String what, int line) {
        refuses("dbmate", text, what, line);
    }

    @Test
    void a_template_of_pop_is_no_sql() {
        Script script = listTexts("pop", Map.of("1_a.up.sql", "SELECT 1;\n{{ if .IsSQLite }}x{{ end }}\n"))
                .migrations()
                .get(0)
                .up();
        assertThatThrownBy(() -> read(script))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("a Go template")
                .hasMessageContaining("1_a.up.sql:2:1");
    }

    @ParameterizedTest
    @CsvSource({"goose, 3_a.go, a migration in Go", "pop, 1_a.up.fizz, written in fizz"})
    void what_is_no_sql_is_listed_and_cannot_be_read(String format, String file, String what) {
        Migration migration = list(format, SQLITE, file).migrations().get(0);
        assertThat(migration.up().content().refusal().orElseThrow().what()).contains(file, what);
        assertThatThrownBy(() -> read(migration.up()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(what);
    }

    private static void refuses(String format, String text, String what, int line) {
        assertThatThrownBy(() -> section(format, text, true))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("1_a.sql:" + line + ":1");
    }

    private static String section(String format, String text, boolean isUp) throws IOException {
        Migration migration = listTexts(format, Map.of("1_a.sql", text.replace('~', '\n')))
                .migrations()
                .get(0);
        return read(isUp ? migration.up() : migration.down().orElseThrow());
    }

    private static String read(Script script) throws IOException {
        try (InputStream stream = script.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Listing list(String format, DialectNames dialects, String... names) {
        return Layouts.named(format)
                .list(
                        new SourceFiles(Arrays.stream(names)
                                .map(name -> new SourceFile(name, Script.ofText(name, "")))
                                .toList()),
                        dialects);
    }

    private static Listing listTexts(String format, Map<String, String> files) {
        return Layouts.named(format)
                .list(
                        new SourceFiles(files.entrySet().stream()
                                .map(file ->
                                        new SourceFile(file.getKey(), Script.ofText(file.getKey(), file.getValue())))
                                .toList()),
                        SQLITE);
    }

    private static String text(String format, String files) {
        return text(list(format, SQLITE, files.split(" ")));
    }

    private static String text(Listing listing) {
        assertThat(listing.problems()).isEmpty();
        String migrations =
                listing.migrations().stream().map(ForeignLayoutsTest::text).collect(Collectors.joining(" "));
        String leftOut =
                listing.leftOut().stream().map(file -> "!" + file.path()).collect(Collectors.joining(" "));
        return (migrations + " " + leftOut).strip();
    }

    private static String text(Migration migration) {
        String down = migration.down().map(script -> "/" + script.name()).orElse("");
        return migration.id() + ":" + migration.up().name() + down;
    }
}
