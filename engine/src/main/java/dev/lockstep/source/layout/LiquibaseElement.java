package dev.lockstep.source.layout;

import dev.lockstep.model.Precondition.Question;
import dev.lockstep.model.Precondition.Relation;
import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.layout.LiquibaseChanges.Part;
import dev.lockstep.source.layout.LiquibaseChanges.Side;
import dev.lockstep.source.layout.LiquibaseChangeset.Said;
import dev.lockstep.source.layout.LiquibaseTree.Visit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A changeset that is an element of XML or an item of YAML.
 *
 * @param item the element
 * @param from the changelog that holds it
 * @param tree where the files are that it names
 * @param changelog what it is added to
 */
record LiquibaseElement(LiquibaseItem item, Visit from, LiquibaseTree tree, LiquibaseChangelog changelog) {
    private static final Set<String> KNOWN = Set.of(
            "id",
            "author",
            "created",
            "objectQuotingStrategy",
            "onValidationFail",
            "runWith",
            "runWithSpoolFile",
            "context",
            "contextFilter",
            "labels",
            "logicalFilePath",
            "ignore",
            "dbms",
            "runOnChange",
            "runAlways",
            "runInTransaction",
            "failOnError",
            "runOrder");

    /** What a changeset holds that is no change. */
    private static final Set<String> NO_CHANGE =
            Set.of("comment", "validCheckSum", "preConditions", "rollback", "tagDatabase");

    /** Text that is at hand, with its place in the file. */
    private record Inline(String text, int firstLine) implements Content {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Adds the changeset to its changelog. */
    void add() {
        Script file = from.file().script();
        LiquibaseChangeset.Key key = new LiquibaseChangeset.Key(
                LiquibaseFile.normal(item.get("logicalFilePath")
                        .or(() -> from.terms().logicalPath())
                        .orElse(from.path())),
                expanded("id"),
                expanded("author"));
        item.get("runOrder").ifPresent(order -> order(key, order));
        changelog.add(
                new LiquibaseChangeset(
                        key,
                        LiquibaseTree.place(item, file),
                        this::attribute,
                        new Said(comment(), rollback(), preconditions(), unknown()),
                        new LiquibaseChanges(file, side(changes()), side(changesBack()))),
                from.terms());
    }

    private void order(LiquibaseChangeset.Key key, String order) {
        if (List.of("first", "last").contains(order)) {
            changelog.put(key, order.equals("first") ? LiquibaseChangelog.Turn.FIRST : LiquibaseChangelog.Turn.LAST);
        } else {
            tree.problem(item, from, "runOrder '" + order + "'", "write first or last, or take it away");
        }
    }

    private String expanded(String name) {
        return changelog.parameters().expand(item.get(name).orElse(""));
    }

    /** Lists may have blanks between their words. */
    private Optional<String> attribute(String name) {
        Optional<String> value = item.get(name).map(changelog.parameters()::expand);
        return name.equals("dbms") ? value.map(list -> list.replaceAll("\\s", "")) : value;
    }

    private Set<String> unknown() {
        Set<String> unknown = new TreeSet<>(item.attributes().keySet());
        unknown.removeAll(KNOWN);
        return unknown;
    }

    private Stream<LiquibaseItem> children(String name) {
        return item.children().stream().filter(child -> child.name().equals(name));
    }

    private String comment() {
        return children("comment")
                .map(child -> child.text().toString().strip())
                .findFirst()
                .orElse("");
    }

    private List<LiquibaseItem> changes() {
        return item.children().stream()
                .filter(child -> !NO_CHANGE.contains(child.name()))
                .toList();
    }

    /** Text in a rollback is SQL, as if it stood in an element of its own. */
    private List<LiquibaseItem> changesBack() {
        List<LiquibaseItem> changes = new ArrayList<>();
        children("rollback").forEach(back -> {
            if (!back.text().toString().isBlank()) {
                changes.add(new LiquibaseItem("sql", back.line(), back.attributes(), List.of(), back.text()));
            }
            changes.addAll(back.children());
        });
        return changes;
    }

    private Optional<String> rollback() {
        if (!changesBack().isEmpty()) {
            return Optional.of("by its own changes");
        }
        return children("rollback")
                .findFirst()
                .map(back -> back.get("changeSetId")
                        .map(id -> "changesetId:\"" + id + "\" changesetAuthor:\""
                                + back.get("changeSetAuthor").orElse("") + "\""
                                + back.get("changeSetPath")
                                        .map(path -> " changesetPath:\"" + path + "\"")
                                        .orElse(""))
                        .orElse("empty"));
    }

    private LiquibasePreconditions preconditions() {
        LiquibasePreconditions preconditions = new LiquibasePreconditions();
        children("preConditions").forEach(all -> {
            preconditions.outcomes(Stream.of("onFail", "onError")
                    .flatMap(name -> all.get(name).map(value -> name + ":" + value).stream())
                    .collect(Collectors.joining(" ")));
            for (LiquibaseItem one : all.children()) {
                question(one).ifPresentOrElse(preconditions::ask, () -> preconditions.cannotAsk(one.name()));
            }
        });
        return preconditions;
    }

    /** One that a formatted changelog can have too, and the opposite of one. */
    private Optional<Question> question(LiquibaseItem asked) {
        return switch (asked.name()) {
            case "sqlCheck" ->
                asked.get("expectedResult")
                        .map(expected -> LiquibasePreconditions.query(
                                changelog.parameters().expand(asked.text().toString()), expected));
            case "tableExists" -> named(asked, Relation.TABLE, "tableName");
            case "viewExists" -> named(asked, Relation.VIEW, "viewName");
            case "not" ->
                asked.children().size() == 1
                        ? question(asked.children().get(0)).map(Question.Not::new)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Question> named(LiquibaseItem asked, Relation relation, String attribute) {
        UnaryOperator<String> filled = changelog.parameters()::expand;
        Optional<String> schema =
                asked.get("schemaName").or(() -> asked.get("catalogName")).map(filled);
        return asked.get(attribute).map(filled).map(name -> new Question.Exists(relation, schema, name));
    }

    private Side side(List<LiquibaseItem> changes) {
        List<Part> parts = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (LiquibaseItem change : changes) {
            Optional<Script> script = script(change);
            if (script.isEmpty()) {
                others.add(change.name());
            } else if (changelog.settings().meetsDatabase(change.get("dbms").orElse(""))) {
                parts.add(new Part(script.get(), change.get("endDelimiter").orElse("")));
            }
        }
        return new Side(parts, others);
    }

    private Optional<Script> script(LiquibaseItem change) {
        Script file = from.file().script();
        return switch (change.name()) {
            case "sql" -> Optional.of(file.with(new Inline(change.text().toString(), change.line())));
            case "sqlFile" -> Optional.of(ofFile(change));
            default -> Optional.empty();
        };
    }

    private Script ofFile(LiquibaseItem change) {
        Optional<SourceFile> named = tree.named(change, "path", from);
        if (named.isEmpty()) {
            tree.problem(
                    change,
                    from,
                    "it names the file '" + change.get("path").orElse("") + "', which is not there",
                    "put the file where it is looked for");
            return Script.ofText(from.file().script().name(), "");
        }
        tree.seen().add(named.get());
        Script script = named.get().script();
        return script.with(Recoded.of(
                script.content(), Charset.forName(change.get("encoding").orElse("UTF-8"))));
    }
}
