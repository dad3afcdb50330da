package dev.lockstep.source.layout;

import dev.lockstep.model.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file's name says: a prefix, a version for what has one, the separator, a description, a suffix.
 *
 * @param role what the prefix says that it is
 * @param language in what it is written
 * @param prefix the prefix
 * @param version the version with dots for underscores; empty where there is none
 * @param description the description with blanks for underscores; may be empty
 * @param words the name without the suffix
 */
record FlywayName(Role role, Language language, String prefix, String version, String description, String words) {
    private static final Pattern INNER_CLASS = Pattern.compile(".*\\$.*\\.class");

    /** What a file is for. */
    enum Role {
        VERSIONED,
        REPEATABLE,
        BASELINE,
        UNDO,
        CALLBACK;

        private boolean hasVersion() {
            return this == VERSIONED || this == BASELINE || this == UNDO;
        }
    }

    /** In what a file is written. */
    enum Language {
        SQL(""),
        JAVA(".java .class .kt .groovy .scala"),
        SHELL(".sh .bash .ps1 .bat .cmd .py");

        private final String suffixes;

        Language(String suffixes) {
            this.suffixes = suffixes;
        }

        private List<String> suffixes(FlywaySettings settings) {
            return this == SQL ? settings.all("sqlMigrationSuffixes") : List.of(suffixes.split(" ", -1));
        }
    }

    private record Prefix(String text, Role role) {}

    private record Suffix(String text, Language language) {}

    /** A name that fits no rule. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private Unfit(String why) {
            super(why);
        }
    }

    /**
     * Reads a name.
     *
     * @throws Unfit if it fits no rule, with the reason as a clause
     */
    static FlywayName of(String fileName, FlywaySettings settings) throws Unfit {
        Suffix suffix = suffix(fileName, settings)
                .orElseThrow(() -> new Unfit(
                        "its name does not end in " + String.join(" or ", settings.all("sqlMigrationSuffixes"))));
        String words = fileName.substring(0, fileName.length() - suffix.text().length());
        Prefix prefix = prefix(words, settings)
                .orElseThrow(() -> new Unfit("its name begins neither like a migration nor with a callback's event"));
        String rest = words.substring(prefix.text().length());
        String separator = settings.get("sqlMigrationSeparator");
        int cut = rest.indexOf(separator);
        String before = cut < 0 ? rest : rest.substring(0, cut);
        String description = cut < 0 ? "" : rest.substring(cut + separator.length());
        String version = before.replace('_', '.');
        if (prefix.role().hasVersion() && !Version.isVersion(version)) {
            throw new Unfit("'" + before + "' is no version");
        }
        if (!prefix.role().hasVersion() && !before.isEmpty()) {
            throw new Unfit("there is something between " + prefix.text() + " and " + separator);
        }
        return new FlywayName(
                prefix.role(), suffix.language(), prefix.text(), version, description.replace('_', ' '), words);
    }

    private static Optional<Suffix> suffix(String fileName, FlywaySettings settings) {
        String name = fileName.toUpperCase(Locale.ROOT);
        for (Language language : Language.values()) {
            for (String text : language.suffixes(settings)) {
                if (name.endsWith(text.toUpperCase(Locale.ROOT))
                        && !INNER_CLASS.matcher(fileName).matches()) {
                    return Optional.of(new Suffix(text, language));
                }
            }
        }
        return Optional.empty();
    }

    /** The longest prefix is tried first. */
    private static Optional<Prefix> prefix(String words, FlywaySettings settings) {
        List<Prefix> prefixes = new ArrayList<>(List.of(
                new Prefix(settings.get("sqlMigrationPrefix"), Role.VERSIONED),
                new Prefix(settings.get("repeatableSqlMigrationPrefix"), Role.REPEATABLE),
                new Prefix(settings.get("baselineMigrationPrefix"), Role.BASELINE),
                new Prefix(settings.get("undoSqlMigrationPrefix"), Role.UNDO)));
        FlywayEvents.NAMES.forEach(event -> prefixes.add(new Prefix(event, Role.CALLBACK)));
        prefixes.sort(
                Comparator.comparing((Prefix prefix) -> prefix.text().length()).reversed());
        return prefixes.stream()
                .filter(prefix -> words.startsWith(prefix.text()))
                .findFirst();
    }
}
