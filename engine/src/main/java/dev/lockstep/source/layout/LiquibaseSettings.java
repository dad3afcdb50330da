package dev.lockstep.source.layout;

import dev.lockstep.source.Layout.DialectNames;
import dev.lockstep.source.Layout.HistoryTable;
import dev.lockstep.source.Layout.Manner;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code liquibase.properties}, in the folder or in the one above, says of which changesets run; what the layout was
 * told comes before that.
 *
 * @param changelog the changelog to begin with, if one is named
 * @param contexts the contexts of the run, in lower case
 * @param labelFilter the expression that labels have to meet
 * @param database the database's name in the tool
 * @param manner where the tool's history is
 */
record LiquibaseSettings(
        Optional<String> changelog, Set<String> contexts, String labelFilter, String database, Manner manner) {
    private static final String FILE = "liquibase.properties";
    private static final String TABLE = "databasechangelog";

    static LiquibaseSettings of(SourceFiles files, DialectNames dialects, Map<String, String> told) {
        Properties properties = new Properties();
        properties.putAll(near(files));
        told.forEach((name, value) -> {
            properties.keySet().removeIf(key -> plain(String.valueOf(key)).equals(plain(name)));
            properties.setProperty(name, value);
        });
        return new LiquibaseSettings(
                value(properties, "changelogfile", "changelog-file"),
                words(value(properties, "contexts", "contextfilter", "context-filter")
                        .orElse("")),
                value(properties, "labelfilter", "label-filter", "labels").orElse(""),
                dialects.own().get(0),
                manner(properties));
    }

    private static Properties near(SourceFiles files) {
        return files.all().stream()
                .filter(file -> file.path().equals(FILE))
                .map(SourceFile::script)
                .findFirst()
                .or(() -> files.beside().apply("../" + FILE))
                .map(Folders::properties)
                .orElseGet(Properties::new);
    }

    private static Manner manner(Properties properties) {
        String schema = value(properties, "liquibaseschemaname", "liquibase-schema-name")
                .map(name -> name + ".")
                .orElse("");
        String table = schema
                + value(properties, "databasechangelogtablename", "database-changelog-table-name")
                        .orElse(TABLE);
        return table.equals(TABLE) ? Manner.OWN : Manner.OWN.keeping(new HistoryTable("liquibase", table));
    }

    /** The tool takes a setting by several names, with and without what stands for the whole tool and for a command. */
    private static Optional<String> value(Properties properties, String... names) {
        List<String> wanted = List.of(names);
        return properties.stringPropertyNames().stream()
                .filter(name -> wanted.contains(plain(name)))
                .map(name -> properties.getProperty(name).strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^liquibase\\.(command\\.)?", "");
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
