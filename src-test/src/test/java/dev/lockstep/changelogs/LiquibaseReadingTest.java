package dev.lockstep.changelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layouts;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.source.SourceFiles;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.database.Database;
import liquibase.database.core.MariaDBDatabase;
import liquibase.database.core.MySQLDatabase;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool's own parser finds in a changelog is found here too: which changesets run, in which order, and their SQL. */
class LiquibaseReadingTest {
    /** By what they call themselves. */
    private static final Map<String, Database> DATABASES = Map.of(
            "PostgreSQL", new PostgresDatabase(),
            "MariaDB", new MariaDBDatabase(),
            "MySQL", new MySQLDatabase(),
            "SQLite", new SQLiteDatabase());

    private static final List<String> NAMES = List.of("postgresql", "postgres", "mariadb", "mysql", "sqlite");

    private static final String ROOT = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            """;

    @TempDir
    Path folder;

    @Test
    void databases_that_changesets_are_for() throws Exception {
        StringBuilder text = new StringBuilder("--liquibase formatted sql\n");
        int id = 0;
        for (String dbms : List.of(
                "mysql",
                "mariadb",
                "mysql,mariadb",
                "!mysql",
                "!mariadb",
                "!mariadb,!sqlite",
                "postgresql,!mariadb",
                "all",
                "none",
                "!none",
                "all,!sqlite",
                "POSTGRESQL",
                "postgres",
                ",postgresql",
                "postgresql,",
                "\"postgresql\"",
                "h2 postgresql",
                "x",
                "")) {
            text.append("--changeset a:" + ++id + " dbms:" + dbms + "\nSELECT " + id + ";\n");
        }
        text.append("--changeset a:last DBMS:sqlite stripComments:false\nSELECT 'x';\n");
        readsAlike("dbms.sql", text.toString());
    }

    @Test
    void attributes_of_changesets() throws Exception {
        readsAlike("attributes.sql", """
                --liquibase formatted sql logicalFilePath:"quoted/path" x
                --property name: spaced value: one
                --property name:quoted value:"two"
                --property   name:first value:1 contextFilter:shop
                --property name:other value:1 context:test
                --changeset a:1 runOnChange:true runAlways:false
                SELECT 1;
                --changeset a:2 runAlways:"true"
                SELECT 2;
                --changeset a:3 RUNALWAYS:TRUE
                SELECT 3;
                --changeset "a b":"c: d" runOnChange:true;
                SELECT 4;
                --changeset ${spaced}:${quoted} logicalFilePath:own/${first}.sql
                SELECT 5;
                --changeset a:6 context:"shop and !test" labels:"x, y"
                SELECT 6;
                --changeset a:7 contextFilter:test context:shop
                SELECT 7;
                --changeset a:8 context:shop labels:later
                SELECT 8;
                --changeset a:9 ignore:true
                SELECT 9;
                --changeset a:10 ignore:"true"
                SELECT 10;
                --changeset a:11 labels:"not later"
                SELECT 11;
                --changeset a:12 logicalFilePath:/./twelve.sql
                SELECT 12;
                --changeset a:13 logicalFilePath:classpath:thirteen.sql
                SELECT 13;
                --changeset a:14 objectQuotingStrategy:QUOTE_ALL_OBJECTS runOrder:first
                SELECT 14;
                -- ChangeSet   a:15    splitStatements:false
                SELECT 15; SELECT 15
                --changeset a:16 runOnChange:${first}
                SELECT 16;
                --changeset a:17 context:@shop
                SELECT 17;
                """);
    }

    @Test
    void marks_between_the_lines_of_sql() throws Exception {
        readsAlike("marks.sql", """

                  -- LIQUIBASE FORMATTED SQL
                not in a changeset;
                --changeset a:1
                -- comment: not one of these
                --comment the first
                SELECT 1; -- rollback no
                  --rollback SELECT -1;
                -- rollback SELECT -11;
                SELECT 11;
                --changeset a:2
                SELECT 2;
                /* liquibase rollback
                SELECT -2;
                SELECT -22; */
                --changeset a:3
                /*LiquiBase Rollback
                SELECT -3;
                */
                SELECT 3;
                --changeset a:4
                --ignoreLines:2
                nothing
                nothing
                SELECT 4;
                -- ignoreLines:start
                --changeset a:none
                nothing
                -- ignoreLines:end
                SELECT 44;
                --rollback not required
                --changeset a:5
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:0 SELECT 0
                --validCheckSum: ANY
                /* a comment */
                SELECT 5;
                --rollback changesetId:1 changesetAuthor:a
                --changeset a:6
                SELECT 6;
                --rollback empty
                --changeset a:7
                SELECT 7
                --rollback
                --rollbackless
                --
                """);
    }

    @Test
    void inclusions_in_xml() throws Exception {
        Project.of(
                folder,
                "sub/one.sql",
                formatted("one"),
                "sub/two.sql",
                formatted("two"),
                "sub/deep/three.sql",
                formatted("three"),
                "sub/ignored.sql",
                formatted("ignored"),
                "sub/named.sql",
                formatted("named"),
                "sub/more.xml",
                ROOT + "<property file='x.properties' relativeToChangelogFile='true'/>"
                        + "<property file='nowhere.properties' errorIfMissing='false'/>"
                        + "<changeSet id='${fromFile}' author='x'><sql>SELECT 1</sql></changeSet>"
                        + changeSet("more", "runOrder='first'")
                        + "<include file='two.sql' relativeToChangelogFile='true'/>"
                        + changeSet("end", "runOrder='last'") + "</databaseChangeLog>",
                "sub/x.properties",
                "fromFile = seven\n",
                "all/b.sql",
                formatted("b"),
                "all/B.sql",
                formatted("B"),
                "all/a/z.sql",
                formatted("z"),
                "all/10.sql",
                formatted("10"),
                "all/9.sql",
                formatted("9"));
        readsAlike(
                "master.xml",
                ROOT + changeSet("1", "") + changeSet("2", "runOrder='last'") + changeSet("3", "runOrder='first'")
                        + "<include file='sub/one.sql' context='shop'/><include file='./sub/more.xml'/>"
                        + "<include file='sub/deep/three.sql' labels='later'/>"
                        + "<include file='sub/ignored.sql' ignore='true'/>"
                        + "<include file='sub/named.sql' logicalFilePath='another.sql'/>"
                        + "<includeAll path='all'/>" + changeSet("4", "runOrder='first' objectQuotingStrategy='LEGACY'")
                        + "</databaseChangeLog>");
    }

    private static String formatted(String id) {
        return "--liquibase formatted sql\n--changeset a:" + id + "\nSELECT '" + id + "';\n";
    }

    private static String changeSet(String id, String attributes) {
        return "<changeSet id='" + id + "' author='x' " + attributes + "><sql>SELECT '" + id + "'</sql></changeSet>";
    }

    @Test
    void yaml_as_people_write_it() throws Exception {
        Project.of(folder, "sub/one.sql", formatted("one"), "sub/two.sql", formatted("two"));
        readsAlike("master.yaml", """
                # a comment
                ---
                databaseChangeLog:
                - property: {name: word, value: "it's"}
                - property:
                    name:  number
                    value: 1.10   # a number
                - include: { file: sub/one.sql }
                -   include:
                      file: two.sql
                      relativeToChangelogFile: no
                      errorIfMissing: off
                - changeSet:
                    id: 20240101_1
                    author:  'O''Brien'
                    context: shop
                    changes:
                    - sql:
                        sql: |
                          SELECT 1; -- not a # comment
                            SELECT '# 2';

                          SELECT 3;
                        splitStatements: true
                    - sql: "SELECT 'a: b'"
                    rollback:
                    - sql:
                        sql: SELECT -1
                - changeSet:
                    id: 1.10
                    author: ${word} ${number} ${late}
                    runOnChange: yes
                    changes:
                      - sql:
                          dbms: 'postgresql, sqlite, mariadb, mysql'
                          sql: >-
                            SELECT
                            'folded',

                            2;
                              more
                            end
                    rollback: SELECT -2
                - changeSet: {id: 007, author: a, changes: [ {sql: {sql: "SELECT \\"x\\"\\n, \\u00e4"}},
                      {sql: {sql: 'SELECT it''s'}} ], runAlways: true}
                - property: {name: late, value: 3}
                - changeSet:
                    id: many words
                    author: "a
                      b"
                    changes:
                      - sql:
                          sql:
                            SELECT plain
                            over lines
                      - sqlFile:
                          path: sub/plain.txt
                          encoding: UTF-8
                """, "sub/plain.txt", "SELECT 'of a file'");
    }

    @Test
    void json() throws Exception {
        readsAlike("master.json", """
                {"databaseChangeLog":[
                  {"property":{"name":"n","value":7}},
                  {"changeSet":{"id":"1","author":"a","runAlways":true,
                    "changes":[{"sql":{"sql":"SELECT \\"a\\",\\n\\t'b'; \\\\"}},{"sql":{"sql":"SELECT 2"}}],
                    "rollback":[{"sql":{"sql":"SELECT -1"}}]}},
                  {"changeSet":{"id":2,"author":"a${n}","labels":"x","dbms":"postgresql, sqlite",
                    "changes":[ { "sql" : { "sql" : "SELECT [1], {2}" , "endDelimiter" : "//" } } ] } },
                  { "include" : { "file" : "one.sql", "relativeToChangelogFile" : true } }
                ]}
                """, "one.sql", formatted("one"));
    }

    private void readsAlike(String path, String text, String... more) throws Exception {
        Project project = Project.of(folder, more);
        project.write(path, text);
        project.write("liquibase.properties", "contexts=shop\nlabelFilter=!later\nchangeLogFile=" + path + "\n");
        for (Map.Entry<String, Database> each : DATABASES.entrySet()) {
            Layout.Listing listing = Layouts.named("liquibase")
                    .list(
                            SourceFiles.of(MigrationSource.directory(folder)),
                            new DialectNames(names(each.getKey()), NAMES).preferring(each.getKey()));
            assertThat(listing.problems()).isEmpty();
            assertThat(here(listing)).as(each.getKey()).isEqualTo(inTheTool(path, each.getValue()));
        }
    }

    private static List<String> names(String product) {
        return switch (product) {
            case "PostgreSQL" -> List.of("postgresql", "postgres");
            case "SQLite" -> List.of("sqlite");
            default -> List.of("mariadb", "mysql");
        };
    }

    private static List<String> here(Layout.Listing listing) throws Exception {
        List<String> read = new ArrayList<>();
        for (Migration migration : listing.migrations()) {
            read.add(migration.id() + " " + migration.repetition() + "\nup " + words(migration.up()) + "\ndown "
                    + (migration.down().isPresent() ? words(migration.down().get()) : "none"));
        }
        return read;
    }

    /** Without lines that stand for what the changelog says of the whole. */
    private static String words(Script script) throws Exception {
        try (InputStream stream = script.open()) {
            return words(
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^-- lockstep: .*$", ""));
        }
    }

    private static String words(String sql) {
        return sql.replaceAll("[\\s;]+", " ").strip();
    }

    private List<String> inTheTool(String path, Database database) throws Exception {
        DirectoryResourceAccessor files = new DirectoryResourceAccessor(folder);
        ChangeLogParameters parameters = new ChangeLogParameters(database);
        parameters.setContexts(new Contexts("shop"));
        parameters.setLabels(new LabelExpression("!later"));
        List<ChangeSetFilter> filters = List.of(
                new DbmsChangeSetFilter(database),
                new ContextChangeSetFilter(new Contexts("shop")),
                new LabelChangeSetFilter(new LabelExpression("!later")),
                new IgnoreChangeSetFilter());
        return Scope.child(
                Map.of(Scope.Attr.resourceAccessor.name(), files),
                () ->
                        ChangeLogParserFactory.getInstance()
                                .getParser(path, files)
                                .parse(path, parameters, files)
                                .getChangeSets()
                                .stream()
                                .filter(changeSet -> filters.stream()
                                        .allMatch(filter ->
                                                filter.accepts(changeSet).isAccepted()))
                                .map(LiquibaseReadingTest::inTheTool)
                                .toList());
    }

    private static String inTheTool(ChangeSet changeSet) {
        Repetition repetition = changeSet.isAlwaysRun()
                ? Repetition.ALWAYS
                : changeSet.isRunOnChange() ? Repetition.ON_CHANGE : Repetition.ONCE;
        List<Change> back = changeSet.getRollback().getChanges();
        return changeSet.getFilePath() + "::" + changeSet.getId() + "::" + changeSet.getAuthor() + " " + repetition
                + "\nup " + sql(changeSet.getChanges()) + "\ndown " + (back.isEmpty() ? "none" : sql(back));
    }

    private static String sql(List<Change> changes) {
        return words(changes.stream()
                .flatMap(change ->
                        change instanceof AbstractSQLChange sql ? Stream.ofNullable(sql.getSql()) : Stream.of())
                .reduce("", (one, other) -> one + " ; " + other));
    }
}
