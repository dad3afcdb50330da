package dev.lockstep.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lockstep.model.Migration;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings are written as {@code id:up/down}. */
class LockstepLayoutTest {
    private static final List<String> ALL = List.of("postgresql", "mariadb", "mysql", "sqlite");
    private static final DialectNames SQLITE = new DialectNames(List.of("sqlite"), ALL);
    private static final DialectNames MARIADB = new DialectNames(List.of("mariadb", "mysql"), ALL);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.sql                          | 1:1_a.up.sql",
                "1_a.sql                             | 1:1_a.sql",
                "1_a.up.sql 1_a.down.sql             | 1:1_a.up.sql/1_a.down.sql",
                "1_a.sql 1_a.down.sql                | 1:1_a.sql/1_a.down.sql",
                "007_a.up.sql 7_a.down.sql           | 007:007_a.up.sql/7_a.down.sql",
                "1.2.3_a.up.sql                      | 1.2.3:1.2.3_a.up.sql",
                "20240102030405_a_b.up.sql           | 20240102030405:20240102030405_a_b.up.sql",
                "1.10_a.sql 1.9_b.sql 1.1_c.sql      | 1.1:1.1_c.sql 1.9:1.9_b.sql 1.10:1.10_a.sql",
                "R__views.sql                        | R__views:R__views.sql",
                "D__countries.sql                    | D__countries:D__countries.sql",
                "D__d.sql R__b.sql R__a.sql 2_x.sql  | 2:2_x.sql R__a:R__a.sql R__b:R__b.sql D__d:D__d.sql",
                "1_ü-ß (x) + y.up.sql                | 1:1_ü-ß (x) + y.up.sql",
                "b/2_b.sql a/3_a.sql 1_c.sql         | 1:1_c.sql 2:b/2_b.sql 3:a/3_a.sql",
            })
    void reads_the_names(String files, String listing) {
        Listing found = list(SQLITE, files.contains("(x)") ? List.of(files) : List.of(files.split(" ")));
        assertThat(found.problems()).isEmpty();
        assertThat(text(found)).isEqualTo(listing);
    }

    @ParameterizedTest
    @CsvSource({
        "1_add_order_total.up.sql, add order total",
        "1__a.sql, a",
        "1_a__b.sql, a  b",
        "R__order_totals.sql, order totals"
    })
    void the_description_has_blanks_for_underscores(String file, String description) {
        assertThat(list(SQLITE, List.of(file)).migrations().get(0).description())
                .isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.sql 1_a.sqlite.up.sql                        | 1:1_a.sqlite.up.sql",
                "1_a.sql 1_a.sqlite.sql                              | 1:1_a.sqlite.sql",
                "1_a.up.sql 1_a.down.sql 1_a.sqlite.up.sql           | 1:1_a.sqlite.up.sql/1_a.down.sql",
                "1_a.up.sql 1_a.down.sql 1_a.sqlite.down.sql         | 1:1_a.up.sql/1_a.sqlite.down.sql",
                "1_a.sqlite.up.sql 1_a.sqlite.down.sql               | 1:1_a.sqlite.up.sql/1_a.sqlite.down.sql",
                "1_a.up.sql 1_a.mariadb.up.sql                       | 1:1_a.up.sql",
                "1_a.mariadb.up.sql 2_b.sql                          | 2:2_b.sql",
                "1_a.sql 1_a.postgresql.down.sql                     | 1:1_a.sql",
                "R__v.sql R__v.sqlite.sql                            | R__v:R__v.sqlite.sql",
                "D__d.sqlite.sql D__d.mysql.sql                      | D__d:D__d.sqlite.sql",
            })
    void the_file_for_the_dialect_beats_the_general_one_in_each_direction(String files, String listing) {
        Listing found = list(SQLITE, List.of(files.split(" ")));
        assertThat(found.problems()).isEmpty();
        assertThat(text(found)).isEqualTo(listing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql 1_a.mysql.sql                 | 1:1_a.mysql.sql",
                "1_a.mysql.sql 1_a.mariadb.sql         | 1:1_a.mariadb.sql",
                "1_a.mariadb.sql 1_a.mysql.sql 1_a.sql | 1:1_a.mariadb.sql",
            })
    void of_a_dialects_names_the_first_beats_the_others(String files, String listing) {
        Listing found = list(MARIADB, List.of(files.split(" ")));
        assertThat(found.problems()).isEmpty();
        assertThat(text(found)).isEqualTo(listing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.sql",
                "_a.sql",
                "1.sql",
                "1_.sql",
                "1a_b.sql",
                "1._a.sql",
                ".1_a.sql",
                "1..2_a.sql",
                "V1__a.sql",
                "-1_a.sql",
                "1_a.b.c.up.sql",
                "1_a..sql",
                "1_a.SQL",
                "R_views.sql",
                "r__views.sql",
                "R__.sql",
                "X__x.sql",
                "U1__a.sql",
                "１_a.sql",
                "1 _a.sql",
                " 1_a.sql",
                ".sql",
            })
    void refuses_a_name_that_fits_no_rule_and_names_the_file(String file) {
        Listing listing = list(SQLITE, List.of("sub/" + file));
        assertThat(listing.migrations()).isEmpty();
        assertThat(problems(listing))
                .startsWith("the name of 'sub/" + file + "' fits no rule")
                .contains("at sub/" + file)
                .contains("<version>_<description>[.<dialect>].up.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "1_a.up.txt", "data.csv", "sql", "1_a.sql.bak", "1_a.sql~", "Makefile"})
    void leaves_out_what_is_no_sql(String file) {
        Listing listing = list(SQLITE, List.of(file, "1_a.sql"));
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.leftOut()).extracting(LeftOut::path).containsExactly(file);
        assertThat(listing.migrations()).hasSize(1);
    }

    @Test
    void refuses_two_files_with_one_version() {
        Listing listing = list(SQLITE, List.of("1_a.up.sql", "x/01_b.up.sql"));
        assertThat(problems(listing))
                .startsWith("two migrations have the version 01: '1_a.up.sql' and 'x/01_b.up.sql'")
                .contains("give one of them a version of its own");
    }

    @Test
    void refuses_two_names_of_one_version_even_for_two_directions_or_dialects() {
        assertThat(list(SQLITE, List.of("1_a.up.sql", "1_b.down.sql")).problems())
                .hasSize(1);
        assertThat(list(SQLITE, List.of("1_a.mariadb.up.sql", "1_b.sqlite.up.sql"))
                        .problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1_a.sql 1_a.up.sql",
                "1_a.up.sql 01_a.up.sql",
                "1_a.up.sql x/1_a.up.sql",
                "1_a.sqlite.up.sql 1_a.sqlite.sql",
                "1_a.up.sql 1_a.down.sql 1.0_a.down.sql",
                "R__v.sql x/R__v.sql",
                "R__a_b.sql R__a__b.sql",
            })
    void refuses_two_files_that_are_the_same_script_and_names_both(String files) {
        List<String> names = List.of(files.replace("R__a__b.sql", "R___a_b.sql").split(" "));
        Listing listing = list(SQLITE, names);
        assertThat(listing.problems()).hasSize(1);
        assertThat(problems(listing))
                .startsWith("two files are the same script")
                .contains("'" + names.get(names.size() - 1) + "'")
                .contains("'" + names.get(names.size() - 2) + "'");
    }

    @Test
    void two_folders_with_the_same_file_are_told_apart_by_their_names() {
        SourceFile one = new SourceFile("1_a.sql", Script.ofText("one/1_a.sql", ""));
        SourceFile other = new SourceFile("1_a.sql", Script.ofText("other/1_a.sql", ""));
        assertThat(problems(new LockstepLayout().list(new SourceFiles(List.of(one, other)), SQLITE)))
                .contains("'one/1_a.sql' and 'other/1_a.sql'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_a.oracle.up.sql", "1_a.SQLite.sql", "R__v.up.sql", "D__d.oracle.sql", "1_a.foo.sql"})
    void refuses_an_unknown_dialect_and_names_the_known(String file) {
        Listing listing = list(SQLITE, List.of(file));
        assertThat(listing.migrations()).isEmpty();
        assertThat(problems(listing))
                .startsWith("'" + file + "' names the dialect '" + file.split("\\.")[1] + "', which is not known")
                .contains("the known ones are postgresql, mariadb, mysql, sqlite");
    }

    @Test
    void refuses_a_down_script_without_an_up_script() {
        Listing listing = list(SQLITE, List.of("1_a.down.sql"));
        assertThat(listing.migrations()).isEmpty();
        assertThat(problems(listing)).startsWith("version 1 has a down script and no up script");
    }

    @Test
    void a_down_script_of_another_dialect_needs_no_up_script_here() {
        Listing listing = list(SQLITE, List.of("1_a.mariadb.down.sql", "1_a.mariadb.up.sql"));
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.migrations()).isEmpty();
    }

    @Test
    void all_problems_are_told_together() {
        assertThat(list(SQLITE, List.of("x.sql", "y.sql", "1_a.sql", "1_b.sql", "2_c.down.sql", "3_d.foo.sql"))
                        .problems())
                .hasSize(5);
    }

    @Test
    void the_order_of_the_files_does_not_matter() {
        List<String> files = List.of("1_a.sql", "1_a.sqlite.sql", "1_a.down.sql", "2_b.sql", "R__v.sql", "x.sql");
        List<String> backwards = new ArrayList<>(files);
        Collections.reverse(backwards);
        assertThat(text(list(SQLITE, backwards))).isEqualTo(text(list(SQLITE, files)));
        assertThat(problems(list(SQLITE, backwards))).isEqualTo(problems(list(SQLITE, files)));
    }

    /** Counted in bytes, since every look at a file costs some, and no clock tells the same twice. */
    @Test
    void ten_times_the_files_cost_ten_times_as_much() {
        cost(1_000);
        assertThat(cost(10_000)).isLessThan(20 * cost(1_000));
    }

    private static long cost(int files) {
        List<String> names = IntStream.range(0, files)
                .mapToObj(i -> (i / 2 + 1) + "_a." + (i % 2 == 0 ? "up" : "down") + ".sql")
                .toList();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThat(list(SQLITE, names).migrations()).hasSize(files / 2);
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void no_file_is_opened() {
        Script.Content closed = () -> {
            throw new IOException("opened");
        };
        SourceFile file = new SourceFile("1_a.sql", new Script("1_a.sql", closed));
        assertThat(new LockstepLayout()
                        .list(new SourceFiles(List.of(file)), SQLITE)
                        .migrations())
                .hasSize(1);
    }

    @Test
    void ten_thousand_versions_are_told_apart() {
        List<String> names =
                IntStream.rangeClosed(1, 10_000).mapToObj(i -> i + "_a.sql").toList();
        Listing listing = list(SQLITE, names);
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.migrations().stream().map(migration -> migration.id() + "_a.sql"))
                .isEqualTo(names);
    }

    @Test
    void goes_by_its_name() {
        assertThat(new LockstepLayout().name()).isEqualTo("lockstep");
    }

    private static Listing list(DialectNames dialects, List<String> names) {
        return new LockstepLayout()
                .list(
                        new SourceFiles(
                                names.stream().map(LockstepLayoutTest::file).toList()),
                        dialects);
    }

    private static SourceFile file(String path) {
        return new SourceFile(path, Script.ofText(path, ""));
    }

    private static String text(Listing listing) {
        return listing.migrations().stream().map(LockstepLayoutTest::text).collect(Collectors.joining(" "));
    }

    private static String text(Migration migration) {
        return migration.id() + ":" + migration.up()
                + migration.down().map(down -> "/" + down).orElse("");
    }

    private static String problems(Listing listing) {
        return listing.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
