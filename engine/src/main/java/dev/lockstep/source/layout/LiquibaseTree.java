package dev.lockstep.source.layout;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.layout.LiquibaseChangelog.Terms;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Follows a changelog through all that it includes. The tool's paths begin where it was told to look, the files' paths at
 * the source, which may lie some folders above or below that.
 */
final class LiquibaseTree {
    private final List<SourceFile> files;
    private final LiquibaseChangelog changelog;
    private final Set<SourceFile> seen = new HashSet<>();
    private Optional<Anchor> anchor = Optional.empty();

    LiquibaseTree(List<SourceFile> files, LiquibaseChangelog changelog) {
        this.files = files;
        this.changelog = changelog;
    }

    /** The files that were come by. */
    Set<SourceFile> seen() {
        return seen;
    }

    /**
     * Where the tool's paths begin. The first path that is found tells it, and all others begin there too, so that none is
     * taken for a namesake elsewhere.
     *
     * @param above the folders before those of the source
     * @param below the folders of the source before those of the tool
     */
    private record Anchor(String above, String below) {
        Optional<String> here(String path) {
            return path.startsWith(above) ? Optional.of(below + path.substring(above.length())) : Optional.empty();
        }
    }

    /**
     * A changelog on the way.
     *
     * @param file where it is
     * @param path what the tool calls it
     * @param terms what was said where it is included
     */
    record Visit(SourceFile file, String path, Terms terms) {}

    /** Adds all changesets of a file, whatever it is written in. */
    void follow(Visit visit) {
        SourceFile file = visit.file();
        if (!seen.add(file)) {
            return;
        }
        if (LiquibaseLayout.isFormatted(file)) {
            changelog.add(file.script(), visit.path(), visit.terms());
        } else if (LiquibaseLayout.isSql(file)) {
            changelog.addPlain(file.script(), visit.terms().logicalPath().orElse(visit.path()));
        } else if (LiquibaseLayout.isChangelog(file)) {
            List<LiquibaseItem> items = LiquibaseItem.of(file.script(), file.fileName());
            nameChangesets(items, visit);
            items.forEach(item -> follow(item, visit));
        } else {
            changelog.leaveOut(file.path(), "it is no changelog that is known here");
        }
    }

    /** What a changelog is called by itself counts for its own changesets, unless whoever includes it says otherwise. */
    private static void nameChangesets(List<LiquibaseItem> items, Visit visit) {
        if (visit.terms().logicalPath().isPresent()) {
            return;
        }
        items.stream()
                .filter(LiquibaseItem::isOfFile)
                .flatMap(item -> item.get(LiquibaseItem.LOGICAL_PATH).stream())
                .findFirst()
                .ifPresent(path -> items.stream()
                        .filter(item -> item.name().equals("changeSet"))
                        .forEach(item -> item.attributes().putIfAbsent(LiquibaseItem.LOGICAL_PATH, path)));
    }

    private void follow(LiquibaseItem item, Visit from) {
        if (item.isOfFile()) {
            return;
        }
        switch (item.name()) {
            case "include" -> include(item, from);
            case "includeAll" -> includeAll(item, from);
            case "changeSet" -> new LiquibaseElement(item, from, this, changelog).add();
            case "property" -> property(item, from);
            default -> problem(item, from, "'" + item.name() + "', which has no counterpart here", "take it away");
        }
    }

    private void include(LiquibaseItem item, Visit from) {
        String path = path(item, "file", from);
        Optional<SourceFile> file = included(item, from);
        if (file.isPresent()) {
            follow(new Visit(file.get(), path, terms(item, from)));
        } else if (item.is("errorIfMissing", true)) {
            problem(
                    item,
                    from,
                    "it includes '" + path + "', which is not there",
                    "put the file where it is looked for");
        }
    }

    private Optional<SourceFile> included(LiquibaseItem item, Visit from) {
        return named(item, "file", from);
    }

    /** The file that an attribute names. */
    Optional<SourceFile> named(LiquibaseItem item, String attribute, Visit from) {
        return item.is("relativeToChangelogFile", false)
                ? at(normal(from.file().path(), item.get(attribute).orElse("")))
                : found(path(item, attribute, from));
    }

    /** The changelogs that a changelog includes directly. */
    Stream<SourceFile> includedBy(SourceFile file) {
        LiquibaseTree alone = new LiquibaseTree(files, changelog);
        Visit visit = new Visit(file, nameOf(file), Terms.NONE);
        return LiquibaseItem.of(file.script(), file.fileName()).stream().flatMap(item -> switch (item.name()) {
            case "include" -> alone.included(item, visit).stream();
            case "includeAll" ->
                alone.allOf(item, visit).stream().map(Visit::file).filter(other -> !other.equals(file));
            default -> Stream.empty();
        });
    }

    /** What the tool calls the file it begins with, as far as it can be told from here. */
    String nameOf(SourceFile file) {
        return changelog
                .settings()
                .changelog()
                .map(LiquibaseFile::normal)
                .filter(path -> found(path).equals(Optional.of(file)))
                .orElse(file.path());
    }

    private Optional<SourceFile> at(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** The file that the tool calls so. */
    Optional<SourceFile> found(String path) {
        return here(path, candidate -> at(candidate).isPresent()).flatMap(this::at);
    }

    /** What the source calls what the tool calls so, if it is there. */
    private Optional<String> here(String path, Predicate<String> isThere) {
        if (anchor.isEmpty()) {
            anchor = anchors(path)
                    .filter(each -> each.here(path).filter(isThere).isPresent())
                    .findFirst();
        }
        return anchor.flatMap(known -> known.here(path)).filter(isThere);
    }

    /** With the path as it is, without its first folder and so on; then behind any folder of the source. */
    private Stream<Anchor> anchors(String path) {
        Stream<Anchor> above = IntStream.range(0, path.length())
                .filter(end -> end == 0 || path.charAt(end - 1) == '/')
                .mapToObj(end -> new Anchor(path.substring(0, end), ""));
        Stream<Anchor> below = files.stream()
                .map(SourceFile::path)
                .filter(file -> file.contains("/" + path))
                .map(file -> new Anchor("", file.substring(0, file.indexOf("/" + path) + 1)));
        return Stream.concat(above, below);
    }

    private void includeAll(LiquibaseItem item, Visit from) {
        if (item.get("filter")
                .or(() -> item.get("resourceFilter"))
                .or(() -> item.get("resourceComparator"))
                .isPresent()) {
            problem(item, from, "a class that filters or sorts files, which cannot be asked here", "include each file");
            return;
        }
        List<Visit> all = allOf(item, from);
        if (all.isEmpty() && item.is("errorIfMissingOrEmpty", true)) {
            problem(
                    item,
                    from,
                    "it includes all of '" + path(item, "path", from) + "', where nothing is",
                    "correct the path");
        }
        all.forEach(this::follow);
    }

    private List<Visit> allOf(LiquibaseItem item, Visit from) {
        String path = path(item, "path", from).replaceFirst("/+$", "");
        String folder = item.is("relativeToChangelogFile", false)
                ? normal(from.file().path(), item.get("path").orElse("")).replaceFirst("/+$", "")
                : folder(path);
        String start = folder.isEmpty() ? "" : folder + "/";
        return files.stream()
                .filter(file -> file.path().startsWith(start))
                .filter(file -> isWanted(file.path().substring(start.length()), item))
                .sorted(Comparator.comparing(SourceFile::path))
                .map(file -> new Visit(file, path + "/" + file.path().substring(start.length()), terms(item, from)))
                .toList();
    }

    private String folder(String path) {
        return here(path, folder -> files.stream().anyMatch(file -> file.path().startsWith(folder + "/")))
                .orElse(path);
    }

    private static boolean isWanted(String path, LiquibaseItem item) {
        long depth = path.chars().filter(letter -> letter == '/').count() + 1;
        return depth >= Long.parseLong(item.get("minDepth").orElse("0"))
                && depth <= Long.parseLong(item.get("maxDepth").orElse("2147483647"))
                && path.endsWith(item.get("endsWithFilter").orElse("").strip());
    }

    /** What the tool calls a file that is named here. */
    private static String path(LiquibaseItem item, String attribute, Visit from) {
        String named = LiquibaseFile.normal(item.get(attribute).orElse(""));
        return item.is("relativeToChangelogFile", false) ? normal(from.path(), named) : named;
    }

    private static String normal(String beside, String path) {
        return Path.of("/" + beside).resolveSibling(path).normalize().toString().substring(1);
    }

    private static Terms terms(LiquibaseItem item, Visit from) {
        String context = item.get("contextFilter").or(() -> item.get("context")).orElse("");
        String labels = item.get("labels").orElse("");
        return new Terms(
                Terms.both(from.terms().context(), context),
                Stream.of(from.terms().labels(), labels)
                        .filter(text -> !text.isBlank())
                        .reduce("", (one, other) -> one.isEmpty() ? other : one + "," + other),
                item.get("logicalFilePath").or(() -> from.terms().logicalPath()),
                from.terms().isIgnored() || item.is("ignore", false));
    }

    private void property(LiquibaseItem item, Visit from) {
        if (!item.is("global", true)) {
            problem(item, from, "a property for one file alone", "have it hold for all files");
        } else if (isMeant(item) && item.get("file").isPresent()) {
            properties(item, from);
        } else if (isMeant(item)) {
            changelog
                    .parameters()
                    .set(item.get("name").orElse(""), item.get("value").orElse(""));
        }
    }

    private boolean isMeant(LiquibaseItem item) {
        LiquibaseSettings settings = changelog.settings();
        String context = item.get("contextFilter").or(() -> item.get("context")).orElse("");
        return settings.meetsDatabase(item.get("dbms").orElse(""))
                && settings.meetsContext(context)
                && settings.meetsLabels(item.get("labels").orElse(""));
    }

    private void properties(LiquibaseItem item, Visit from) {
        Optional<SourceFile> file = named(item, "file", from);
        if (file.isPresent()) {
            seen.add(file.get());
            Properties properties = Folders.properties(file.get().script());
            properties
                    .stringPropertyNames()
                    .forEach(name -> changelog.parameters().set(name, properties.getProperty(name)));
        } else if (item.is("errorIfMissing", true)) {
            problem(
                    item,
                    from,
                    "it names the file '" + item.get("file").orElse("") + "', which is not there",
                    "put the file where it is looked for");
        }
    }

    void problem(LiquibaseItem item, Visit from, String what, String remedy) {
        changelog.problem(Problem.at(place(item, from.file().script()), what, remedy));
    }

    static Place place(LiquibaseItem item, Script file) {
        return new Place(file.name(), item.line(), 1, "", 0);
    }
}
