package dev.lockstep.source.layout;

import dev.lockstep.model.Problem;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.layout.LiquibaseChangelog.Terms;
import dev.lockstep.source.layout.LiquibaseTree.Visit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changelogs of Liquibase that are written as formatted SQL: files that begin with
 * {@code --liquibase formatted sql}, and the changelogs in XML, YAML or JSON that include them. A changeset is a migration, known
 * by its changelog, id and author; it stands where the changelogs have it.
 */
public final class LiquibaseLayout implements Layout {
    private final Map<String, String> told;

    /** Found as a service. */
    public LiquibaseLayout() {
        this(Map.of());
    }

    private LiquibaseLayout(Map<String, String> told) {
        this.told = Map.copyOf(told);
    }

    /** Settings of other tools have other names. */
    @Override
    public Layout told(Map<String, String> settings) {
        return new LiquibaseLayout(settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("liquibase."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        List<SourceFile> sql =
                files.all().stream().filter(LiquibaseLayout::isSql).toList();
        Set<String> paths = sql.stream().map(SourceFile::path).collect(Collectors.toSet());
        return Folders.marked(sql, LiquibaseFile.HEADER)
                .map(file -> new Sign("'" + file.path() + "' begins with '--liquibase formatted sql'", paths));
    }

    static boolean isFormatted(SourceFile file) {
        return isSql(file)
                && Folders.marked(List.of(file), LiquibaseFile.HEADER).isPresent();
    }

    static boolean isChangelog(SourceFile file) {
        return LiquibaseItem.areIn(file);
    }

    static boolean isSql(SourceFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        LiquibaseSettings settings = LiquibaseSettings.of(files, dialects, told);
        LiquibaseChangelog changelog = new LiquibaseChangelog(settings);
        LiquibaseTree tree = new LiquibaseTree(files.all(), changelog);
        List<SourceFile> changelogs =
                files.all().stream().filter(LiquibaseLayout::isChangelog).toList();
        if (changelogs.isEmpty()) {
            files.all().stream()
                    .filter(LiquibaseLayout::isFormatted)
                    .forEach(file -> tree.follow(new Visit(file, file.path(), Terms.NONE)));
        } else {
            first(changelogs, tree, settings, changelog)
                    .ifPresent(file -> tree.follow(new Visit(file, tree.nameOf(file), Terms.NONE)));
        }
        files.all().stream()
                .filter(file -> !tree.seen().contains(file) && !LiquibaseSettings.isOne(file))
                .forEach(file -> changelog.leaveOut(file.path(), whyNot(changelogs.isEmpty())));
        return changelog.listing();
    }

    private static String whyNot(boolean isAlone) {
        return isAlone ? "it does not begin with '--liquibase formatted sql'" : "no changelog includes it";
    }

    /** The changelog that the settings name, else the only one that no other includes. */
    private static Optional<SourceFile> first(
            List<SourceFile> changelogs, LiquibaseTree tree, LiquibaseSettings settings, LiquibaseChangelog changelog) {
        Optional<SourceFile> named = settings.changelog().flatMap(tree::found);
        if (named.isPresent()) {
            return named;
        }
        Set<SourceFile> included = changelogs.stream().flatMap(tree::includedBy).collect(Collectors.toSet());
        List<SourceFile> roots =
                changelogs.stream().filter(file -> !included.contains(file)).toList();
        if (roots.size() == 1) {
            return Optional.of(roots.get(0));
        }
        changelog.problem(Problem.of(
                "several changelogs could be the first one: "
                        + (roots.isEmpty() ? changelogs : roots)
                                .stream().map(SourceFile::path).collect(Collectors.joining(", ")),
                "name it in liquibase.properties beside them: changelogFile=..."));
        return Optional.empty();
    }
}
