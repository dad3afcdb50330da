package dev.lockstep.changelogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.model.Adoption;
import dev.lockstep.model.Adoption.FileState;
import dev.lockstep.model.Missing;
import dev.lockstep.model.Report;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.io.TempDir;

/** Formatted changelogs of Liquibase end where that tool ends. */
class LiquibaseTest {
    private static final String HISTORY = "schema_history";
    private static final String MASTER = "db/changelog/db.changelog-master.xml";
    private static final String ROOT = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            """;

    @TempDir
    Path folder;

    @EachDatabase
    void the_sample_ends_where_the_tool_ends(TestDatabase db, TestDatabase expected) throws Exception {
        Project project = Project.sample("liquibase", db, folder);
        Report report = project.lockstep(db, "auto").migrate();
        tool(project, expected, liquibase -> liquibase.update(new Contexts("shop"), new LabelExpression("!later")));
        Project.withHistory(expected);

        assertThat(report.done()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(report.notes())
                .containsExactly("the files are read as those of liquibase:"
                        + " 'db/changelog/sql/only_tests.sql' begins with '--liquibase formatted sql'");
        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));
        assertThat(project.lockstep(db, "liquibase").status().rows())
                .allMatch(row -> row.state() == Status.State.APPLIED);
    }

    @EachDatabase
    void a_second_run_does_what_the_tools_second_run_does(TestDatabase db, TestDatabase expected) throws Exception {
        Project project = Project.sample("liquibase", db, folder);
        Tool update = liquibase -> liquibase.update(new Contexts("shop"), new LabelExpression("!later"));
        project.lockstep(db, "liquibase").migrate();
        tool(project, expected, update);
        project.write("db/changelog/sql/005_third.sql", """
                --liquibase formatted sql logicalFilePath:/third.sql
                --changeset dave:view runOnChange:true stripComments:false
                DROP VIEW IF EXISTS names;
                CREATE VIEW names AS SELECT name, id FROM customer;
                --rollback DROP VIEW names;
                --changeset dave:in-the-middle
                INSERT INTO customer VALUES (100, 'new');
                --changeset dave:drop
                DELETE FROM customer WHERE id = 2;
                --rollback INSERT INTO customer VALUES (2, 'Grüße');
                --changeset dave:again
                INSERT INTO customer VALUES (2, 'again');
                --rollback changesetId:drop changesetAuthor:dave changesetPath:third.sql
                """);
        Report report = project.lockstep(db, "liquibase").migrate();
        tool(project, expected, update);
        Project.withHistory(expected);

        assertThat(report.done())
                .extracting(done -> done.id().toString())
                .containsExactly(
                        "third.sql::view::dave",
                        "third.sql::in-the-middle::dave",
                        "db/changelog/sql/always.sql::always::frank");
        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));
    }

    @EachDatabase
    void preconditions_decide_as_they_do_in_the_tool(TestDatabase db, TestDatabase expected) throws Exception {
        Project project = Project.of(
                folder,
                MASTER,
                ROOT + "<property name='name' value='one'/><include file='db/p.sql'/></databaseChangeLog>",
                "db/p.sql",
                """
                --liquibase formatted sql
                --changeset a:1
                CREATE TABLE one (id INTEGER);
                --changeset a:mark
                --preconditions onFail:MARK_RAN onError:HALT
                --precondition-sql-check expectedResult:1 SELECT count(*) FROM one
                CREATE TABLE marked (id INTEGER);
                --rollback DROP TABLE marked;
                --changeset a:met
                --preconditions onFail:HALT
                --precondition-sql-check expectedResult:0 SELECT count(*) FROM ${name};
                --precondition-sql-check expectedResult:"a b" SELECT 'a b'
                CREATE TABLE met (id INTEGER);
                --changeset a:skip
                --preconditions onFail:CONTINUE
                --precondition-sql-check 1 SELECT count(*) FROM one
                CREATE TABLE skipped (id INTEGER);
                --changeset a:error
                --preconditions onError:MARK_RAN
                --precondition-sql-check expectedResult:1 SELECT count(*) FROM nowhere
                CREATE TABLE in_error (id INTEGER);
                --changeset a:warn
                --preconditions onFail:WARN
                --precondition-sql-check expectedResult:'x' SELECT max(id) FROM one
                CREATE TABLE warned (id INTEGER);
                --changeset a:later
                INSERT INTO one VALUES (1);
                """);
        Tool update = liquibase -> liquibase.update(new Contexts(), new LabelExpression());
        tool(project, expected, update);
        Report first = project.lockstep(db, "liquibase").migrate();
        assertThat(first.done()).hasSize(6);
        assertThat(first.notes()).anyMatch(note -> note.contains("db/p.sql::skip::a is not met, so it is left out"));
        assertThat(project.lockstep(db, "liquibase").migrate().done()).hasSize(1);
        assertThat(project.lockstep(db, "liquibase").migrate().done()).isEmpty();
        tool(project, expected, update);
        Project.withHistory(expected);
        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));

        project.write("db/p.sql", """
                --liquibase formatted sql
                --changeset a:halt
                --precondition-sql-check expectedResult:7 SELECT count(*) FROM one
                DROP TABLE one;
                """);
        assertThatThrownBy(() -> project.builder(db, "liquibase")
                        .missing(Missing.IGNORE)
                        .build()
                        .migrate())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("a precondition is not met: '7' is expected, and '1' found");
    }

    @EachDatabase
    void tables_and_views_that_are_there_decide_as_they_do_in_the_tool(TestDatabase db, TestDatabase expected)
            throws Exception {
        Project project = Project.of(folder, MASTER, ROOT + """
                    <include file="db/p.sql"/>
                    <changeSet id="none" author="b">
                        <preConditions onFail="MARK_RAN"><not><tableExists tableName="one"/></not></preConditions>
                        <sql>CREATE TABLE from_xml (id INTEGER)</sql>
                    </changeSet>
                    <changeSet id="no-view" author="b">
                        <preConditions onFail="MARK_RAN"><not><viewExists viewName="one"/></not></preConditions>
                        <sql>CREATE TABLE also_from_xml (id INTEGER)</sql>
                    </changeSet>
                </databaseChangeLog>
                """, "db/p.sql", """
                --liquibase formatted sql
                --changeset a:1
                CREATE TABLE one (id INTEGER);
                CREATE VIEW seen AS SELECT id FROM one;
                --changeset a:table
                --preconditions onFail:MARK_RAN
                --precondition-table-exists table:one
                CREATE TABLE t_table (id INTEGER);
                --changeset a:no-table
                --preconditions onFail:MARK_RAN
                --precondition-table-exists table:nowhere
                CREATE TABLE t_no_table (id INTEGER);
                --changeset a:view-is-no-table
                --preconditions onFail:MARK_RAN
                --precondition-table-exists table:seen
                CREATE TABLE t_view_is_no_table (id INTEGER);
                --changeset a:view
                --preconditions onFail:MARK_RAN
                --precondition-view-exists view:seen
                CREATE TABLE t_view (id INTEGER);
                --changeset a:no-view
                --preconditions onFail:CONTINUE
                --precondition-view-exists view:one
                CREATE TABLE t_no_view (id INTEGER);
                """);
        tool(project, expected, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        Report report = project.lockstep(db, "liquibase").migrate();
        Project.withHistory(expected);

        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));
        assertThat(report.done()).hasSize(7);
        assertThat(report.notes())
                .anyMatch(note -> note.contains("no-view::a is not met") && note.endsWith("view 'one' is expected"));
    }

    /** A schema may be named where databases have some. */
    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void a_table_is_looked_for_in_the_schema_that_is_named(TestDatabase db, TestDatabase expected) throws Exception {
        Project project =
                Project.of(folder, MASTER, ROOT + "<include file='db/p.sql'/></databaseChangeLog>", "db/p.sql", """
                --liquibase formatted sql
                --changeset a:1
                CREATE TABLE one (id INTEGER);
                --changeset a:elsewhere
                --preconditions onFail:MARK_RAN
                --precondition-table-exists table:one schema:information_schema
                CREATE TABLE two (id INTEGER);
                --changeset a:there
                --preconditions onFail:MARK_RAN
                --precondition-view-exists view:tables schema:information_schema
                CREATE TABLE three (id INTEGER);
                """);
        tool(project, expected, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        project.lockstep(db, "liquibase").migrate();
        Project.withHistory(expected);

        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));
    }

    @EachDatabase
    void changesets_in_yaml_do_what_they_do_in_the_tool(TestDatabase db, TestDatabase expected) throws Exception {
        Project project = Project.of(
                folder,
                MASTER,
                ROOT + "<include file='db/more.yaml'/></databaseChangeLog>",
                "db/more.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: a
                      changes:
                        - sql: CREATE TABLE one (id INTEGER, t VARCHAR(20))
                        - sql:
                            endDelimiter: "//"
                            sql: |
                              INSERT INTO one VALUES (1, 'a;b')//
                              INSERT INTO one VALUES (2, 'c')
                      rollback: DROP TABLE one
                  - changeSet:
                      id: 2
                      author: a
                      preConditions:
                        - onFail: MARK_RAN
                        - sqlCheck:
                            expectedResult: 7
                            sql: SELECT count(*) FROM one
                      changes:
                        - sql: DROP TABLE one
                  - include:
                      file: more.json
                      relativeToChangelogFile: true
                """,
                "db/more.json",
                """
                {"databaseChangeLog": [{"changeSet": {"id": "3", "author": "a", "runInTransaction": false,
                  "preConditions": [{"not": [{"tableExists": {"tableName": "nowhere"}}]}],
                  "changes": [{"sql": {"sql": "INSERT INTO one VALUES (3, 'json')"}}]}}]}
                """);
        tool(project, expected, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        project.lockstep(db, "liquibase").migrate();
        Project.withHistory(expected);

        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));
        assertThat(project.lockstep(db, "liquibase").status().rows())
                .extracting(row -> row.id().toString())
                .containsExactly("db/more.yaml::1::a", "db/more.yaml::2::a", "db/more.json::3::a");
    }

    @EachDatabase
    void changesets_in_xml_that_are_sql_do_what_they_do_in_the_tool(TestDatabase db, TestDatabase expected)
            throws Exception {
        Project project = Project.of(
                folder,
                MASTER,
                ROOT + """
                    <property name="name" value="one"/>
                    <changeSet id="1" author="a">
                        <comment>the first</comment>
                        <sql>CREATE TABLE ${name} (id INTEGER, t VARCHAR(20));
                            INSERT INTO one VALUES (1, 'a;b')</sql>
                        <sql endDelimiter="//">INSERT INTO one VALUES (2, '2')//
                            INSERT INTO one VALUES (3, '3')</sql>
                        <sql dbms="oracle, h2">not for this one</sql>
                        <sql><![CDATA[INSERT INTO one
                            SELECT id + 10, '<' FROM one WHERE id < 2;]]></sql>
                        <sqlFile path="sql/two.sql" relativeToChangelogFile="true" encoding="ISO-8859-1"/>
                        <rollback>DROP TABLE one</rollback>
                    </changeSet>
                    <changeSet id="2" author="a" context="shop">
                        <preConditions onFail="MARK_RAN"><sqlCheck expectedResult="0">SELECT count(*) FROM one</sqlCheck></preConditions>
                        <sql>DROP TABLE one</sql>
                    </changeSet>
                    <changeSet id="3" author="a" context="later"><sql>not for this run</sql></changeSet>
                    <changeSet id="4" author="a" runAlways="true" logicalFilePath="four">
                        <sqlFile path="db/changelog/sql/two.sql" splitStatements="true"/>
                        <rollback/>
                    </changeSet>
                    <changeSet id="5" author="a" dbms="oracle"><createTable tableName="x"/></changeSet>
                </databaseChangeLog>
                """,
                "db/changelog/sql/two.sql",
                "-- two\nINSERT INTO one VALUES (20, '${name}');\nINSERT INTO one VALUES (21, '${unknown}')");
        Tool update = liquibase -> liquibase.update(new Contexts("shop"), new LabelExpression());
        project.write("liquibase.properties", "contexts=shop\n");
        for (int run = 0; run < 2; run++) {
            tool(project, expected, update);
            project.lockstep(db, "liquibase").migrate();
        }
        Project.withHistory(expected);
        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));
        assertThat(project.lockstep(db, "liquibase").status().rows())
                .extracting(row -> row.id().toString())
                .containsExactly(MASTER + "::1::a", MASTER + "::2::a", "four::4::a");
        assertThat(project.lockstep(db, "liquibase").down(Target.steps(1)).done())
                .hasSize(1);
    }

    @EachDatabase
    void what_was_taken_back_is_what_the_tool_takes_back(TestDatabase db, TestDatabase expected, TestDatabase empty)
            throws Exception {
        Project project = Project.sample("liquibase", db, folder);
        project.write(
                "db/changelog/changes/010_plain.sql",
                "--liquibase formatted sql\n--changeset p:p\nSELECT 1;\n" + "--rollback not required\n");
        project.lockstep(db, "liquibase").migrate();
        project.lockstep(db, "liquibase").down(Target.steps(12));
        tool(project, expected, liquibase -> {
            liquibase.update(new Contexts("shop"), new LabelExpression("!later"));
            liquibase.rollback(12, "shop");
        });
        Project.withHistory(expected);
        assertThat(Project.snapshot(db, HISTORY)).isEqualTo(Project.snapshot(withoutTables(expected), HISTORY));

        project.lockstep(db, "liquibase").down(Target.EVERYTHING);
        Project.withHistory(empty);
        assertThat(db.snapshot(HISTORY)).isEqualTo(empty.snapshot(HISTORY));
    }

    @EachDatabase
    void what_the_tool_has_run_is_adopted_and_not_run_again(TestDatabase db) throws Exception {
        Project project = Project.sample("liquibase", db, folder);
        tool(project, db, liquibase -> liquibase.update(new Contexts("shop"), new LabelExpression("!later")));
        Adoption adoption = project.lockstep(db, "liquibase").adopt();

        assertThat(adoption.rows()).noneMatch(row -> row.file() == FileState.EDITED);
        assertThat(adoption.rows())
                .filteredOn(row -> row.file() == FileState.UNVERIFIED)
                .as("of a delimiter in a line of its own nothing is left to see, and a plain file is no changeset")
                .extracting(row -> row.id().toString())
                .containsExactlyInAnyOrder(
                        "second::2::carol", "second::5::carol", "db/changelog/changes/010_plain.sql::raw::includeAll");
        assertThat(project.lockstep(db, "liquibase").status().rows())
                .allMatch(row -> row.state() == Status.State.APPLIED);
        assertThat(project.lockstep(db, "liquibase").migrate().done())
                .extracting(done -> done.id().toString())
                .containsExactly("db/changelog/sql/always.sql::always::frank");
    }

    @EachDatabase
    void what_was_edited_since_the_tool_has_run_it_is_told_and_runs_again_if_it_may(TestDatabase db) throws Exception {
        String view = "CREATE VIEW seen AS SELECT id FROM one";
        Project project = Project.of(
                folder, MASTER, ROOT + "<property name='x' value='1'/><include file='db/p.sql'/></databaseChangeLog>");
        String changesets = """
                --liquibase formatted sql
                --changeset a:1
                CREATE TABLE one (id INTEGER);
                --changeset a:view runOnChange:true
                DROP VIEW IF EXISTS seen;
                CREATE VIEW seen AS SELECT id FROM one;
                --changeset a:other runOnChange:true
                DELETE FROM one   WHERE id = ${x};
                --changeset a:unsummed runOnChange:true
                DELETE FROM one WHERE id = 2;
                """;
        project.write("db/p.sql", changesets);
        tool(project, db, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        db.execute("UPDATE DATABASECHANGELOG SET MD5SUM = NULL WHERE ID = 'unsummed'");
        project.write(
                "db/p.sql",
                changesets
                        .replace(view, view + " WHERE id > 0")
                        .replace("   WHERE", " WHERE")
                        .replace("(id INTEGER)", "(id INTEGER NOT NULL)"));

        Adoption adoption = project.lockstep(db, "liquibase").adopt();

        assertThat(adoption.rows())
                .extracting(Adoption.Row::file)
                .containsExactly(FileState.EDITED, FileState.EDITED, FileState.SAME, FileState.UNVERIFIED);
        assertThat(adoption.notes())
                .anyMatch(note -> note.startsWith("db/p.sql::1::a (") && note.contains("was edited"))
                .anyMatch(note -> note.startsWith("db/p.sql::view::a (") && note.contains("it runs again"));
        assertThat(project.lockstep(db, "liquibase").migrate().done())
                .extracting(done -> done.id().toString())
                .containsExactly("db/p.sql::view::a", "db/p.sql::unsummed::a");
        assertThat(project.lockstep(db, "liquibase").migrate().done()).isEmpty();
    }

    /** Something that the tool does. */
    @FunctionalInterface
    private interface Tool {
        void on(Liquibase liquibase) throws Exception;
    }

    private static void tool(Project project, TestDatabase db, Tool work) throws Exception {
        DirectoryResourceAccessor files = new DirectoryResourceAccessor(project.folder());
        try (Connection connection = db.connect()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
                work.on(new Liquibase(MASTER, files, database));
                return null;
            });
        }
    }

    private static TestDatabase withoutTables(TestDatabase db) throws Exception {
        db.execute("DROP TABLE DATABASECHANGELOG", "DROP TABLE DATABASECHANGELOGLOCK");
        return db;
    }
}
