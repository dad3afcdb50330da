package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.cli.url.Vendor;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flyway's settings in Lockstep's words: the connection, the folders, what is said to each new session; all others are
 * handed to the layout, which knows what they mean for the files.
 */
final class FlywaySetup {
    /** The connection, by names that are Lockstep's too. */
    private static final List<String> CONNECTION = List.of(SettingNames.URL, "user", SettingNames.PASSWORD);

    /** What is seen to here, so that the layout need not tell that it cannot. */
    private static final List<String> DONE = List.of("callbackLocations", "defaultSchema", "initSql", "schemas");

    /** What nobody else may see. */
    private static final Set<String> KEPT = Set.of("url", "user", "password", "licenseKey", "token");

    private static final Set<String> IDLE = Set.of("driver", "connectRetries", "connectRetriesInterval");
    private static final Pattern RESOLVER = Pattern.compile("\\$\\{(?!env\\.)(\\w+)\\.[^}]*}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$\\{env\\.(\\w+)}");
    private static final List<String> RESOURCES =
            List.of("src/main/resources/", "target/classes/", "build/resources/main/", "");

    private final Map<String, String> values;
    private final String name;
    private final Shell shell;

    /**
     * Settings of one environment.
     *
     * @param values by their names, without {@code flyway.} before them
     * @param name the files that they come from
     * @param shell where relative paths begin
     */
    FlywaySetup(Map<String, String> values, String name, Shell shell) {
        this.values = new TreeMap<>(values);
        this.name = name;
        this.shell = shell;
    }

    /** Lockstep's settings, by their names. */
    Map<String, SettingValue> settings() {
        Map<String, SettingValue> settings = new LinkedHashMap<>();
        for (String key : CONNECTION) {
            get(key).filter(value -> !RESOLVER.matcher(value).find())
                    .ifPresent(value -> settings.put(key, value(key, List.of(value))));
        }
        settings.put("format", value("format", List.of("flyway")));
        settings.put(SettingNames.DIR, value("locations", folders()));
        schema().ifPresent(schema -> settings.put("schema", value("defaultSchema", List.of(schema))));
        List<String> sessionSql = Stream.of(get("initSql"), schema().flatMap(this::entering))
                .flatMap(Optional::stream)
                .toList();
        if (!sessionSql.isEmpty()) {
            settings.put("session-sql", value("initSql", sessionSql));
        }
        settings.put("format-setting", value("settings", forLayout()));
        return settings;
    }

    /** What was taken from where, and what was not. */
    List<String> notes() {
        Set<String> taken = new TreeSet<>(values.keySet());
        Set<String> left = new TreeSet<>();
        for (String key : values.keySet()) {
            if (IDLE.contains(key) || key.startsWith("jdbcProperties.")) {
                left.add(key);
            } else if (CONNECTION.contains(key)
                    && RESOLVER.matcher(values.getOrDefault(key, "")).find()) {
                left.add(key + ", which only Flyway can look up (set " + Variables.nameOf(key) + ")");
                taken.remove(key);
            }
        }
        taken.removeAll(left);
        List<String> notes = new ArrayList<>();
        notes.add("settings of Flyway's, from " + name + ": " + String.join(", ", taken));
        if (!left.isEmpty()) {
            notes.add("not taken from " + name + ": " + String.join(", ", left));
        }
        Set<String> schemas = schemas();
        if (!schemas.isEmpty() && !"false".equals(values.get("createSchemas"))) {
            notes.add("Flyway creates schemas that are not there, Lockstep does not: see that there is "
                    + String.join(", ", schemas));
        }
        return notes;
    }

    /** All that Flyway would create, the one first in which scripts run. */
    private Set<String> schemas() {
        Set<String> schemas = new LinkedHashSet<>();
        get("defaultSchema").ifPresent(schemas::add);
        schemas.addAll(all("schemas"));
        return schemas;
    }

    private Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private List<String> all(String key) {
        return Stream.of(get(key).orElse("").split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** A dollar sign before a brace is meant literally, but for a variable that Flyway would look up. */
    private SettingValue value(String key, List<String> texts) {
        List<String> escaped = texts.stream()
                .map(text -> VARIABLE.matcher(text.replace("${", "$${")).replaceAll("\\${$1}"))
                .toList();
        return new SettingValue(escaped, key + " in " + name, Optional.of(new Place(name, 0, 0, "", 0)));
    }

    private Optional<String> schema() {
        return schemas().stream().findFirst();
    }

    /** Scripts find unqualified names in this schema, as they do when Flyway runs them. */
    private Optional<String> entering(String schema) {
        return get(SettingNames.URL).flatMap(Vendor::ofUrl).flatMap(vendor -> vendor.entering(schema));
    }

    private List<String> forLayout() {
        List<String> texts = new ArrayList<>();
        values.forEach((key, value) -> {
            if (!KEPT.contains(key)) {
                texts.add("flyway." + key + "=" + value);
            }
        });
        texts.add("flyway.done=" + String.join(",", DONE));
        return texts;
    }

    /** A location that holds another one holds its files too. */
    private List<String> folders() {
        List<String> named = Stream.of("locations", "callbackLocations")
                .flatMap(key -> all(key).stream())
                .map(this::folder)
                .distinct()
                .toList();
        List<String> folders = named.isEmpty() ? List.of(usual()) : named;
        return folders.stream()
                .filter(folder -> folders.stream().noneMatch(other -> folder.startsWith(other + "/")))
                .toList();
    }

    private String usual() {
        return Files.isDirectory(shell.resolve("sql")) ? "sql" : resource("db/migration");
    }

    private String folder(String location) {
        String path = location.substring(location.indexOf(':') + 1).replaceFirst("(?<=.)/+$", "");
        if (location.startsWith("filesystem:")) {
            return path;
        }
        if (location.startsWith("classpath:") || location.indexOf(':') < 0) {
            return resource(path.replaceFirst("^/", ""));
        }
        throw new ConfigurationException(Problem.of(
                "the location " + location + " in " + name + " cannot be read here",
                "copy its files into a folder, and name that with -d FOLDER"));
    }

    /** A folder of the application's class path, where a project keeps it; else on Lockstep's own. */
    private String resource(String folder) {
        String start = folder.replaceFirst("/?[^/]*[*?].*", "");
        return RESOURCES.stream()
                .filter(root -> Files.isDirectory(shell.resolve(root + start)))
                .findFirst()
                .map(root -> root + folder)
                .orElse("classpath:" + folder);
    }
}
