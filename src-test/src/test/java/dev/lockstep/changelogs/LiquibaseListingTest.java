package dev.lockstep.changelogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.model.MigrationFailedException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Liquibase's files are taken for, and what cannot be run here. */
class LiquibaseListingTest {
    private static final String HEADER = "--liquibase formatted sql\n";
    private static final String ONE = HEADER + "--changeset a:1\nCREATE TABLE one (id INTEGER);\n";
    private static final String TWO = "--changeset a:2\nCREATE TABLE two (id INTEGER);\n";

    @Test
    void without_a_changelog_that_includes_them_files_run_by_their_paths() throws Exception {
        assertThat(ids(listing("b.sql", ONE, "a/z.sql", ONE, "plain.sql", "SELECT 1;", "README", "")))
                .containsExactly("a/z.sql::1::a", "b.sql::1::a");
    }

    @Test
    void what_cannot_be_run_is_refused_with_what_mends_it() throws Exception {
        Layout.Listing listing = listing(
                "a.sql",
                HEADER
                        + "--changeset a:1\n--preconditions onFail:MARK_RAN\n"
                        + "--precondition-view-exists v\nSELECT 1;\n"
                        + "--changeset a:2 failOnError:false\nSELECT 1;\n"
                        + "--changeset a:3 runWith:psql\nSELECT 1;\n"
                        + "--changeset a:4 endDelimiter:(go|run)\nSELECT 1;\n"
                        + "--changeset a:5 runWith:jdbc endDelimiter:\\n\\s*/\\s*\\n|\\n\\s*/\\s*$\nSELECT 1\n/\n");

        assertThat(listing.problems()).isEmpty();
        assertThat(listing.migrations())
                .extracting(migration ->
                        migration.up().content().refusal().map(Problem::what).orElse(""))
                .containsExactly(
                        "the changeset a.sql::1::a has a precondition that cannot be asked here: view-exists v",
                        "the changeset a.sql::2::a has failOnError:false: a statement that fails always stops a run here",
                        "the changeset a.sql::3::a has runWith:psql: no other program is run here",
                        "the changeset a.sql::4::a has a delimiter that is an expression: (go|run)",
                        "");
    }

    @Test
    void changesets_in_xml_and_yaml_are_listed_in_their_places() throws Exception {
        Layout.Listing listing = listing(
                "master.xml",
                "<databaseChangeLog><changeSet id='x' author='a'><createTable/></changeSet>"
                        + "<include file='more/one.sql'/><include file='more/more.yml'/></databaseChangeLog>",
                "more/more.yml",
                "databaseChangeLog:\n- changeSet:\n    id: y\n    author: a\n    changes:\n    - createTable:\n"
                        + "        tableName: t\n- include:\n    file: two.sql\n    relativeToChangelogFile: true\n",
                "more/one.sql",
                ONE,
                "more/two.sql",
                HEADER + TWO);

        assertThat(ids(listing))
                .containsExactly("master.xml::x::a", "more/one.sql::1::a", "more/more.yml::y::a", "more/two.sql::2::a");
        assertThat(listing.migrations()
                        .get(0)
                        .up()
                        .content()
                        .refusal()
                        .orElseThrow()
                        .what())
                .isEqualTo(
                        "the changeset master.xml::x::a has createTable, which is not written as SQL and cannot be run here");
    }

    @Test
    void a_folder_above_or_below_the_one_that_paths_begin_at_will_do() throws Exception {
        String master = "databaseChangeLog:\n- include: {file: db/log/one.sql}\n- includeAll: {path: db/log/more}\n";
        for (String at : List.of("src/main/resources/db/log/", "db/log/", "log/", "")) {
            assertThat(ids(listing(at + "m.yml", master, at + "one.sql", ONE, at + "more/two.sql", HEADER + TWO)))
                    .as("%s", at)
                    .containsExactly("db/log/one.sql::1::a", "db/log/more/two.sql::2::a");
        }
    }

    @Test
    void a_file_that_is_not_there_is_not_taken_for_a_namesake() throws Exception {
        String master = "databaseChangeLog:\n- include: {file: one.sql}\n- include: {file: db/two.sql}\n";
        assertThat(listing("m.yml", master, "one.sql", ONE, "two.sql", HEADER + TWO, "x/db/two.sql", HEADER + TWO)
                        .problems())
                .extracting(Problem::what)
                .containsExactly("it includes 'db/two.sql', which is not there");
    }

    @Test
    void a_name_may_be_that_of_several_of_which_one_is_meant() throws Exception {
        String both =
                HEADER + "--changeset a:1 dbms:oracle\nSELECT 'o';\n--changeset a:1 dbms:postgresql\nSELECT 'p';\n"
                        + "--changeset a:1 ignore:true\nSELECT 'i';\n";
        assertThat(ids(listing("a.sql", both))).containsExactly("a.sql::1::a");
        assertThat(listing("a.sql", both + "--changeset a:1\nSELECT 'x';\n").problems())
                .extracting(Problem::what)
                .containsExactly("two changesets are called a.sql::1::a");
    }

    @Test
    void a_changelog_may_say_what_it_is_called() throws Exception {
        String changeset = "<changeSet id='x' author='a'/>";
        assertThat(ids(listing(
                        "m.xml",
                        "<databaseChangeLog logicalFilePath='m'>" + changeset
                                + "<changeSet id='y' author='a' logicalFilePath='own'/>"
                                + "<include file='n.xml'/><include file='o.yml' logicalFilePath='told'/></databaseChangeLog>",
                        "n.xml",
                        "<databaseChangeLog>" + changeset + "</databaseChangeLog>",
                        "o.yml",
                        "databaseChangeLog:\n- logicalFilePath: o\n- changeSet:\n    id: z\n    author: a\n")))
                .containsExactly("m::x::a", "own::y::a", "n.xml::x::a", "told::z::a");
    }

    @Test
    void marks_that_the_tool_refuses_are_problems() throws Exception {
        assertThat(listing("a.sql", HEADER + "--changeset nobody\n-changeset a:1\n--changeset a: 1\n")
                        .problems())
                .extracting(Problem::what)
                .containsOnly("a mark that the tool does not take")
                .hasSize(3);
        assertThat(listing(
                                "a.sql",
                                ONE + "--comments no\n" + HEADER + "--changeset b:2\n" + TWO + "--changeset a:2\nx\n")
                        .problems())
                .extracting(Problem::what)
                .containsExactly(
                        "a mark that the tool does not take",
                        "a changeset without SQL",
                        "two changesets are called a.sql::2::a");
    }

    @Test
    void what_has_no_counterpart_is_a_problem() throws Exception {
        assertThat(listing(
                                "m.xml",
                                "<databaseChangeLog><preConditions/><include file='gone.sql'/><includeAll path='none'/>"
                                        + "<includeAll path='.' filter='com.Filter'/><property file='x'/>"
                                        + "<property name='x' value='y' global='false'/></databaseChangeLog>")
                        .problems())
                .extracting(Problem::what)
                .containsExactly(
                        "'preConditions', which has no counterpart here",
                        "it includes 'gone.sql', which is not there",
                        "it includes all of 'none', where nothing is",
                        "a class that filters or sorts files, which cannot be asked here",
                        "it names the file 'x', which is not there",
                        "a property for one file alone");
        assertThatThrownBy(() -> listing("m.json", "{\"databaseChangeLog\": [}"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("m.json:1:24")
                .hasMessageContaining("something else where a text should be");
        assertThatThrownBy(() -> listing("m.yaml", "databaseChangeLog:\n- &x include: {file: a.sql}\n- *x\n"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("m.yaml:2:3");
        assertThat(listing("a.sql", HEADER + "--include file:b.sql\n" + TWO).problems())
                .extracting(Problem::what)
                .containsExactly("an inclusion in SQL, which only the tool's paid editions follow");
        assertThat(listing("a.xml", "<databaseChangeLog/>", "b.xml", "<databaseChangeLog/>")
                        .problems())
                .extracting(Problem::what)
                .containsExactly("several changelogs could be the first one: a.xml, b.xml");
    }

    @Test
    void what_is_passed_over_is_said() throws Exception {
        Layout.Listing listing = listing(
                "a.sql",
                HEADER + "--changeset a:1 runonchnage:true context:\"test or dev\"\nSELECT 1;\n"
                        + "--changeset a:2 dbms:oracle\nSELECT 1;\n");

        assertThat(listing.notes())
                .containsExactly(
                        "a.sql:2:1 has what nobody knows and is passed over: runonchnage",
                        "changesets of all contexts run (test or dev), since liquibase.properties names none with"
                                + " contexts=...");
        assertThat(listing.leftOut()).containsExactly(new LeftOut("a.sql::2::a", "it says dbms:oracle"));
    }

    @Test
    void contexts_of_the_settings_are_those_of_the_run() throws Exception {
        String changesets = HEADER + "--changeset a:1 context:test\nSELECT 1;\n"
                + "--changeset a:2 context:\"!test, (prod and not dev)\"\nSELECT 1;\n--changeset a:3\nSELECT 1;\n";

        assertThat(ids(listing("a.sql", changesets, "liquibase.properties", "contexts=prod,x")))
                .containsExactly("a.sql::2::a", "a.sql::3::a");
        assertThat(ids(listing("a.sql", changesets, "liquibase.properties", "liquibase.command.contextFilter: test")))
                .containsExactly("a.sql::1::a", "a.sql::3::a");
    }

    @EachDatabase
    void what_is_put_above_it_leaves_a_changeset_as_it_was(TestDatabase db) throws Exception {
        lockstep(db, "a.sql", ONE).migrate();
        Lockstep lockstep = lockstep(db, "a.sql", HEADER + "\n" + TWO + ONE.substring(HEADER.length()));

        assertThat(lockstep.status().rows())
                .extracting(row -> row.state())
                .containsExactly(State.PENDING, State.APPLIED);
        lockstep.migrate();
        assertThat(lockstep.status().rows()).extracting(row -> row.state()).containsOnly(State.APPLIED);
    }

    @EachDatabase
    void an_error_has_its_place_in_the_file(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(db, "a.sql", ONE + "\n\n--changeset a:2\n-- about it\n  DROP TABLE nothing;\n");

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("at a.sql:8:");
    }

    @EachDatabase
    void a_changeset_with_a_precondition_can_be_there_and_cannot_be_run(TestDatabase db) throws Exception {
        String guarded =
                ONE.replace("a:1\n", "a:1\n--preconditions onFail:HALT\n--precondition-index-exists index:x\n");
        assertThatThrownBy(() -> lockstep(db, "a.sql", guarded).migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("a precondition that cannot be asked here: index-exists index:x");

        lockstep(db, "a.sql", ONE).migrate();
        assertThat(lockstep(db, "a.sql", guarded).migrate().done()).isEmpty();
    }

    private static Lockstep lockstep(TestDatabase db, String path, String text) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(Map.of(path, text)))
                .format("liquibase")
                .build();
    }

    private static List<String> ids(Layout.Listing listing) {
        assertThat(listing.problems()).isEmpty();
        return listing.migrations().stream()
                .map(migration -> migration.id().toString())
                .toList();
    }

    private static Layout.Listing listing(String... pathsAndTexts) throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return Layouts.named("liquibase")
                .list(
                        SourceFiles.of(MigrationSource.memory(files)),
                        new DialectNames(List.of("postgresql"), List.of("postgresql", "sqlite")));
    }
}
