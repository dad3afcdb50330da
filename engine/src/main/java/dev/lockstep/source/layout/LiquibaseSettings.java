package dev.lockstep.source.layout;

import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code liquibase.properties}, in the folder or in the one above, says of which changesets run.
 *
 * @param changelog the changelog to begin with, if one is named
 * @param contexts the contexts of the run, in lower case
 * @param labelFilter the expression that labels have to meet
 * @param database the database's name in the tool
 */
record LiquibaseSettings(Optional<String> changelog, Set<String> contexts, String labelFilter, String database) {
    private static final String FILE = "liquibase.properties";

    static LiquibaseSettings of(SourceFiles files, DialectNames dialects) {
        Properties properties = files.all().stream()
                .filter(file -> file.path().equals(FILE))
                .map(SourceFile::script)
                .findFirst()
                .or(() -> files.beside().apply("../" + FILE))
                .map(Folders::properties)
                .orElseGet(Properties::new);
        return new LiquibaseSettings(
                value(properties, "changelogfile", "changelog-file"),
                words(value(properties, "contexts", "contextfilter", "context-filter")
                        .orElse("")),
                value(properties, "labelfilter", "label-filter", "labels").orElse(""),
                dialects.own().get(0));
    }

    /** The same for a database that goes by another name. */
    LiquibaseSettings on(String name) {
        return new LiquibaseSettings(changelog, contexts, labelFilter, name);
    }

    /** The tool takes a setting by several names, with and without what stands for the whole tool and for a command. */
    private static Optional<String> value(Properties properties, String... names) {
        List<String> wanted = List.of(names);
        return properties.stringPropertyNames().stream()
                .filter(name ->
                        wanted.contains(name.toLowerCase(Locale.ROOT).replaceFirst("^liquibase\\.(command\\.)?", "")))
                .map(name -> properties.getProperty(name).strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    static boolean isOne(SourceFile file) {
        return file.path().equals(FILE);
    }

    static Set<String> words(String list) {
        return Stream.of(list.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Without contexts of its own, a run takes those of all. */
    boolean meetsContext(String expression) {
        return contexts.isEmpty() || LiquibaseExpression.isMet(expression, contexts);
    }

    /** What has no labels runs whatever the filter is. */
    boolean meetsLabels(String labels) {
        return labels.isBlank() || LiquibaseExpression.isMet(labelFilter, words(labels));
    }

    /** Whether a list of databases means this one: {@code postgresql,h2}, {@code !oracle}, {@code all}, {@code none}. */
    boolean meetsDatabase(String list) {
        Set<String> names = words(list);
        if (names.isEmpty() || names.contains("all")) {
            return true;
        }
        boolean isWanted = names.contains(database) || names.stream().allMatch(name -> name.startsWith("!"));
        return !names.contains("none") && !names.contains("!" + database) && isWanted;
    }
}
