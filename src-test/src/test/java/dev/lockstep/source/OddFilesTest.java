package dev.lockstep.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real folders hold beside plain migrations, and what each tool makes of it by its own rule. On the left the files, on the
 * right what becomes of each: {@code version=up/down}, {@code -file: why it is left out}, {@code !what is wrong}. The
 * database is MariaDB, which pop's files call mysql.
 */
class OddFilesTest {
    private static final DialectNames MARIADB = new DialectNames(
            List.of("mariadb", "mysql"),
            List.of("postgresql", "postgres", "pg", "mariadb", "mysql", "sqlite", "sqlite3"));

    /**
     * A name is {@code ^([0-9]+)_(.*)\.(down|up)\.(.*)$}, in the folder itself; all else is passed over without a word. There
     * are no dialects: two files with one number and direction are an error, whatever else they are called.
     *
     * @see <a href="https://github.com/golang-migrate/migrate/blob/master/source/parse.go">golang-migrate's parser</a>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // other tools' files, and files of no tool
                "1_a.up.sql V2__b.sql 3_c.sql 4_d.go R__v.sql m/5_e.up.sql | 1=1_a.up.sql; -3_c.sql: $; -4_d.go: $; -R__v.sql: $; -V2__b.sql: $; -m/5_e.up.sql: it lies in a folder below",
                "1_a.up.sql README.md seeds.sql 2_a.sql.bak schema.up.sql  | 1=1_a.up.sql; -2_a.sql.bak: $; -README.md: $; -schema.up.sql: $; -seeds.sql: $",
                // two dots, no description
                "1_a.b.c.up.sql 1_a.down.sql 2_b.up..sql                   | 1=1_a.b.c.up.sql/1_a.down.sql; 2=2_b.up..sql",
                "1_.up.sql 2.up.sql 3__x.up.sql                            | 1=1_.up.sql; 3=3__x.up.sql; -2.up.sql: $",
                // a date without a time is a small number
                "20200101_a.up.sql 20190101000000_b.up.sql                 | 20200101=20200101_a.up.sql; 20190101000000=20190101000000_b.up.sql",
                // one direction for one dialect; one number for two
                "1_a.up.sql 1_a.mysql.down.sql                             | 1=1_a.up.sql/1_a.mysql.down.sql",
                "1_a.mysql.up.sql 1_a.postgres.up.sql                      | 1=1_a.mysql.up.sql; !two files are the up script of version 1: '1_a.mysql.up.sql' and '1_a.postgres.up.sql'",
            })
    void golang_migrate(String files, String expected) {
        check(
                "golang-migrate",
                files,
                expected.replace("$", "it is not named <version>_<text>.up.<extension> or .down.<extension>"));
    }

    /**
     * A name is a number, an underscore and anything, ending in {@code .sql} or {@code .go}, in the folder itself. The library passes
     * over others, the command refuses a folder with such an {@code .sql} file; there are no dialects.
     *
     * @see <a href="https://github.com/pressly/goose/blob/main/provider_collect.go">goose's collector</a>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql V2__b.sql R__v.sql helpers.go 4_d_test.go m/5_e.sql | 1=1_a.sql; -4_d_test.go: $; -R__v.sql: $; -V2__b.sql: $; -helpers.go: $; -m/5_e.sql: it lies in a folder below",
                "1_a.sql README.md seeds.sql 2_a.sql.bak 3_b.down.sql        | 1=1_a.sql; 3=3_b.down.sql; -2_a.sql.bak: $; -README.md: $; -seeds.sql: $",
                "1_a.b.c.sql 2_b..go                                         | 1=1_a.b.c.sql; 2=2_b..go",
                "1_.sql 2.sql 3-x.sql 4__x.sql                               | 1=1_.sql; 4=4__x.sql; -2.sql: $; -3-x.sql: $",
                "20200101_a.sql 20190101000000_b.sql                         | 20200101=20200101_a.sql; 20190101000000=20190101000000_b.sql",
                "1_a.mysql.sql                                               | 1=1_a.mysql.sql",
                "1_a.mysql.sql 1_a.postgres.sql                              | 1=1_a.mysql.sql; !two files are the up script of version 1: '1_a.mysql.sql' and '1_a.postgres.sql'; !two files are the down script of version 1: '1_a.mysql.sql' and '1_a.postgres.sql'",
            })
    void goose(String files, String expected) {
        check("goose", files, expected.replace("$", "it is not named <number>_<name>.sql or .go"));
    }

    /**
     * A name is {@code ^(\d+).*\.sql$}, in the folder itself, and files run in the order of their names; there are no dialects.
     *
     * @see <a href="https://github.com/amacneil/dbmate/blob/main/pkg/dbmate/db.go">dbmate's list of files</a>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql V2__b.sql R__v.sql 4_d.go m/5_e.sql | 1=1_a.sql; -4_d.go: $; -R__v.sql: $; -V2__b.sql: $; -m/5_e.sql: it lies in a folder below",
                "1_a.sql README.md seeds.sql 2_a.sql.bak     | 1=1_a.sql; -2_a.sql.bak: $; -README.md: $; -seeds.sql: $",
                "1_a.b.c.sql 2..sql                          | 1=1_a.b.c.sql; 2=2..sql",
                "1.sql 2_.sql 3x.sql                         | 1=1.sql; 2=2_.sql; 3=3x.sql",
                "20190101_a.sql 20190101000000_b.sql         | 20190101000000=20190101000000_b.sql; 20190101=20190101_a.sql",
                "1_a.mysql.sql                               | 1=1_a.mysql.sql",
                "1_a.mysql.sql 1_a.postgres.sql              | 1=1_a.mysql.sql; !two files are the up script of version 1: '1_a.mysql.sql' and '1_a.postgres.sql'; !two files are the down script of version 1: '1_a.mysql.sql' and '1_a.postgres.sql'",
            })
    void dbmate(String files, String expected) {
        check("dbmate", files, expected.replace("$", "it is not named <digits>...sql"));
    }

    /**
     * A name is {@code ^(\d+)_([^.]+)(\.[a-z0-9]+)?(|\.autocommit)\.(up|down)\.(sql|fizz)$}, in the folder and in those below; a
     * dialect's file beats the general one for its direction.
     *
     * @see <a href="https://github.com/ory/x/blob/master/popx/match.go">popx's parser</a>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.sql V2__b.sql 3_c.sql 4_d.go m/5_e.up.sql          | 1=1_a.up.sql; 5=m/5_e.up.sql; -3_c.sql: $; -4_d.go: $; -V2__b.sql: $",
                "1_a.up.sql README.md 2_testdata.sql 2_testdata.mysql.sql  | 1=1_a.up.sql; -2_testdata.mysql.sql: $; -2_testdata.sql: $; -README.md: $",
                "1_a.b.up.sql 2_a.b.c.up.sql 3_a.up.txt 4_x.oracle.up.sql  | -1_a.b.up.sql: it is for b; -2_a.b.c.up.sql: $; -3_a.up.txt: $; -4_x.oracle.up.sql: it is for oracle",
                "1_.up.sql 2.up.sql 3_x.up.sql                             | 3=3_x.up.sql; -1_.up.sql: $; -2.up.sql: $",
                "20190101_a.up.sql 20190101000000000001_b.up.sql 20190101000000_c.up.sql | 20190101=20190101_a.up.sql; 20190101000000=20190101000000_c.up.sql; 20190101000000000001=20190101000000000001_b.up.sql",
                "1_a.up.sql 1_a.down.sql 1_a.mysql.down.sql                | 1=1_a.up.sql/1_a.mysql.down.sql; -1_a.down.sql: '1_a.mysql.down.sql' is meant instead",
                "1_a.up.sql 1_a.down.sql 1_a.postgres.down.sql             | 1=1_a.up.sql/1_a.down.sql; -1_a.postgres.down.sql: it is for postgres",
                "1_a.mysql.up.sql 1_b.pg.up.sql 1_c.cockroach.up.sql       | 1=1_a.mysql.up.sql; -1_b.pg.up.sql: it is for pg; -1_c.cockroach.up.sql: it is for cockroach",
                "1_a.mysql.up.sql 1_b.mariadb.up.sql 1_c.up.sql            | 1=1_b.mariadb.up.sql; -1_a.mysql.up.sql: '1_b.mariadb.up.sql' is meant instead; -1_c.up.sql: '1_b.mariadb.up.sql' is meant instead",
            })
    void pop(String files, String expected) {
        check("pop", files, expected.replace("$", "it is not named <digits>_<name>[.<dialect>][.autocommit].up.sql"));
    }

    /**
     * Every folder is a migration, and one without {@code up.sql} an error; files beside folders are passed over. The version ends at the
     * first underscore; there are no dialects.
     *
     * @see <a href="https://github.com/diesel-rs/diesel/blob/main/diesel_migrations/migrations_internals/src/lib.rs">diesel's
     *     directories</a>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a/up.sql V2__b.sql 3_c.up.sql README.md       | 1=1_a/up.sql; -3_c.up.sql: it lies in no folder of its own; -README.md: it lies in no folder of its own; -V2__b.sql: it lies in no folder of its own",
                "1_a/up.sql 1_a/notes.txt 1_a/up.sql.bak         | 1=1_a/up.sql; -1_a/notes.txt: $; -1_a/up.sql.bak: $",
                "1_a/up.sql 1_a/old/up.sql                       | 1=1_a/up.sql; -1_a/old/up.sql: $",
                "1_a/old/up.sql                                  | !the folder '1_a' has no up.sql",
                "seeds/up.sql                                    | !the folder 'seeds' does not begin with a version",
                "1_a.b.c/up.sql 2_b/up.sql                       | 1=1_a.b.c/up.sql; 2=2_b/up.sql",
                "1/up.sql 2_/up.sql                              | 1=1/up.sql; 2=2_/up.sql",
                "2019-01-01_a/up.sql 2019-01-01-000000_b/up.sql  | 20190101=2019-01-01_a/up.sql; 20190101000000=2019-01-01-000000_b/up.sql",
                "1_a/up.sql 1_a/mysql.down.sql                   | 1=1_a/up.sql; -1_a/mysql.down.sql: $",
                "1_a_mysql/up.sql 1_a_postgres/up.sql            | 1=1_a_mysql/up.sql; !two files are the up script of version 1: '1_a_mysql/up.sql' and '1_a_postgres/up.sql'",
            })
    void diesel(String files, String expected) {
        check("diesel", files, expected.replace("$", "it is neither up.sql nor down.sql nor metadata.toml"));
    }

    /**
     * A name begins with a prefix and ends in a suffix; folders below count too, and there are no dialects. What does not fit is passed
     * over, unless {@code validateMigrationNaming} is set.
     *
     * @see <a
     *     href="https://documentation.red-gate.com/flyway/flyway-concepts/migrations/versioned-migrations">Flyway's manual</a>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1__a.sql 2_b.up.sql m/V5__e.sql changelog.sql   | 1=V1__a.sql; 5=m/V5__e.sql; -2_b.up.sql: $; -changelog.sql: $",
                "V1__a.sql README.md v2__b.sql V3_c.txt           | 1=V1__a.sql; -README.md: its name does not end in .sql; -V3_c.txt: its name does not end in .sql; -v2__b.sql: $",
                "V1__a.b.c.sql V1.2.3__b.sql V2__V3__c.sql        | 1=V1__a.b.c.sql; 1.2.3=V1.2.3__b.sql; 2=V2__V3__c.sql",
                "V1__.sql V2.sql V3_c.sql                         | 1=V1__.sql; 2=V2.sql; -V3_c.sql: '3_c' is no version",
                "V20200101__a.sql V20190101000000__b.sql          | 20200101=V20200101__a.sql; 20190101000000=V20190101000000__b.sql",
                "V1__a.sql U1__other_words.sql U2__b.sql          | 1=V1__a.sql/U1__other_words.sql; -U2__b.sql: there is no version 2 that it could undo",
                "mysql/V1__a.sql postgres/V1__a.sql               | 1=mysql/V1__a.sql; !two files are the same version 1: 'mysql/V1__a.sql' and 'postgres/V1__a.sql'",
                "V1__a.sql V01_0__b.sql                           | 01.0=V01_0__b.sql; !two files are the same version 1: 'V01_0__b.sql' and 'V1__a.sql'",
                "V1__a.sql V2__b.kt V3__c.java V3__c.class U.kt   | 1=V1__a.sql; 2=V2__b.kt; 3=V3__c.class; -U.kt: '' is no version",
            })
    void flyway(String files, String expected) {
        check(
                "flyway",
                files,
                expected.replace("$", "its name begins neither like a migration nor with a callback's event"));
    }

    /** Lockstep's own names are strict: what ends in {@code .sql} and fits no rule is an error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.up.sql README.md 2_b.go                 | 1=1_a.up.sql; -2_b.go: its name does not end in .sql; -README.md: its name does not end in .sql",
                "1_a.up.sql seeds.sql                        | 1=1_a.up.sql; !the name of 'seeds.sql' fits no rule",
                "1_a.b.up.sql                                | !'1_a.b.up.sql' names the dialect 'b', which is not known",
                "20200101_a.up.sql 20190101000000_b.up.sql   | 20200101=20200101_a.up.sql; 20190101000000=20190101000000_b.up.sql",
                "1_a.up.sql 1_a.down.sql 1_a.mysql.down.sql  | 1=1_a.up.sql/1_a.mysql.down.sql; -1_a.down.sql: '1_a.mysql.down.sql' is meant instead",
                "1_a.mysql.up.sql 1_a.postgres.up.sql        | 1=1_a.mysql.up.sql; -1_a.postgres.up.sql: it is for postgres",
            })
    void lockstep(String files, String expected) {
        check("lockstep", files, expected);
    }

    private static void check(String format, String files, String expected) {
        Listing listing = Layouts.named(format)
                .list(
                        new SourceFiles(Arrays.stream(files.split(" "))
                                .map(name -> new SourceFile(name, Script.ofText(name, "")))
                                .toList()),
                        MARIADB);
        List<String> found = new ArrayList<>();
        listing.migrations().forEach(migration -> found.add(text(migration)));
        listing.leftOut().stream()
                .map(file -> "-" + file.path() + ": " + file.because())
                .sorted()
                .forEach(found::add);
        listing.problems().forEach(problem -> found.add("!" + problem.what()));
        assertThat(found).containsExactly(expected.split("; "));
    }

    /** A file that holds both directions is named once. */
    private static String text(Migration migration) {
        String up = migration.up().name();
        return migration.id() + "=" + up
                + migration
                        .down()
                        .map(Script::name)
                        .filter(down -> !down.equals(up))
                        .map(down -> "/" + down)
                        .orElse("");
    }
}
