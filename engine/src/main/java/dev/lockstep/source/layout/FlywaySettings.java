package dev.lockstep.source.layout;

import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.FlywayConf;
import dev.lockstep.source.Layout.HistoryTable;
import dev.lockstep.source.Layout.Manner;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Flyway's settings say of the files, and of what to be strict about. They are those that the layout was told, then
 * those of {@code flyway.conf} in the folder, else in the one above, or in {@code conf} beside it. What they say of the
 * connection and of the course of a run is no business of a layout.
 *
 * @param values the settings without {@code flyway.} before their names
 */
record FlywaySettings(Map<String, String> values) {
    private static final String PREFIX = "flyway.";
    private static final List<String> PLACES = List.of("flyway.conf", "../flyway.conf", "../conf/flyway.conf");
    private static final String PLACEHOLDERS = "placeholders.";

    /** No setting of Flyway's: which of the others whoever told them has seen to. */
    private static final String DONE = "done";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("encoding", "UTF-8"),
            Map.entry("environment", "default"),
            Map.entry("executeInTransaction", "true"),
            Map.entry("ignoreMigrationPatterns", "*:future"),
            Map.entry("outOfOrder", "false"),
            Map.entry("baselineMigrationPrefix", "B"),
            Map.entry("placeholderPrefix", "${"),
            Map.entry("placeholderReplacement", "true"),
            Map.entry("placeholderSeparator", ":"),
            Map.entry("placeholderSuffix", "}"),
            Map.entry("repeatableSqlMigrationPrefix", "R"),
            Map.entry("skipDefaultCallbacks", "false"),
            Map.entry("sqlMigrationPrefix", "V"),
            Map.entry("sqlMigrationSeparator", "__"),
            Map.entry("sqlMigrationSuffixes", ".sql"),
            Map.entry("table", "flyway_schema_history"),
            Map.entry("undoSqlMigrationPrefix", "U"),
            Map.entry("validateMigrationNaming", "false"));

    /** What would change what runs, and cannot be done here; each with what it must not be otherwise than. */
    private static final Map<String, String> REFUSED = Map.of(
            "callbacks", "",
            "cherryPick", "",
            "cleanOnValidationError", "false",
            "dryRunOutput", "",
            "errorOverrides", "",
            "resolvers", "",
            "skipDefaultResolvers", "false",
            "skipExecutingMigrations", "false");

    /** What belongs to a run, by the words in which Lockstep is told the same; with the value that says nothing. */
    private static final Map<String, List<String>> OF_A_RUN = Map.of(
            "baselineOnMigrate", List.of("false", "run 'lockstep baseline VERSION' once"),
            "callbackLocations", List.of("", "name the folder as one more location of the migrations"),
            "defaultSchema", List.of("", "create the schema, and name it in the URL or with session-sql"),
            "group",
                    List.of(
                            "false",
                            "every migration is durable by itself, and a failure stops the run behind the last"),
            "initSql", List.of("", "set session-sql"),
            "schemas", List.of("", "create the schemas, and name the first in the URL or with session-sql"),
            "target", List.of("latest", "run 'lockstep migrate --to VERSION'"),
            "validateOnMigrate", List.of("true", "applied files are always compared"));

    /** What a run passes over if an applied version has no file any more. */
    private static final Set<String> MISSING = Set.of("*:missing", "versioned:missing", "*:*", "versioned:*");

    /** What of the same setting has a counterpart here; files that are newer than the database's are never an error. */
    private static final Set<String> PASSED_OVER =
            Set.of("*:missing", "versioned:missing", "*:future", "versioned:future");

    /** What has nothing to say here, neither of files nor of what runs. */
    private static final Set<String> IDLE = Set.of(
            "baselineDescription",
            "baselineVersion",
            "batch",
            "cleanDisabled",
            "cleanMode",
            "communityDBSupportEnabled",
            "configFileEncoding",
            "configFiles",
            "connectRetries",
            "connectRetriesInterval",
            "createSchemas",
            "detectEncoding",
            "driver",
            "email",
            "failOnMissingLocations",
            "ignoreFutureMigrations",
            "installedBy",
            "jarDirs",
            "kerberosConfigFile",
            "licenseKey",
            "locations",
            "lockRetryCount",
            "loggers",
            "mixed",
            "outputProgress",
            "outputQueryResults",
            "outputType",
            "password",
            "powershellExecutable",
            "reportEnabled",
            "reportFilename",
            "scriptPlaceholderPrefix",
            "scriptPlaceholderSuffix",
            "stream",
            "tablespace",
            "token",
            "url",
            "user",
            "workingDirectory");

    /** Copies the map. */
    FlywaySettings {
        values = Map.copyOf(values);
    }

    /** The settings near these files, if there is a file with any, and over them those that are told. */
    static FlywaySettings of(SourceFiles files, Map<String, String> told) {
        Map<String, String> all = new HashMap<>();
        file(files)
                .map(file -> FlywayConf.read(file, FlywayConf.with(System.getenv())))
                .ifPresent(all::putAll);
        all.putAll(told);
        Map<String, String> values = new HashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                values.put(key.substring(PREFIX.length()), value.strip());
            }
        });
        return new FlywaySettings(values);
    }

    private static Optional<Script> file(SourceFiles files) {
        Stream<Script> inside = files.all().stream()
                .filter(file -> file.path().equals(PLACES.get(0)))
                .map(SourceFile::script);
        Stream<Script> beside = PLACES.stream().flatMap(place -> files.beside().apply(place).stream());
        return Stream.concat(inside, beside).findFirst();
    }

    /** A setting, else its default; empty if it has none. */
    String get(String name) {
        return values.getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
    }

    /** A setting that is true or false. */
    boolean is(String name) {
        return Boolean.parseBoolean(get(name));
    }

    /** A setting that lists several. */
    List<String> all(String name) {
        return Stream.of(get(name).split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** What stands for placeholders, by their names in lower case, since letters count alike in them. */
    Map<String, String> placeholders() {
        Map<String, String> placeholders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((key, value) -> {
            if (key.startsWith(PLACEHOLDERS)) {
                placeholders.put(key.substring(PLACEHOLDERS.length()), value);
            }
        });
        return placeholders;
    }

    /** The schema in which scripts run; empty for the session's own. */
    Optional<String> schema() {
        return Stream.concat(all("defaultSchema").stream(), all("schemas").stream())
                .findFirst();
    }

    /** How strict a run is, and where the tool's history is. */
    Manner manner() {
        Set<String> passedOver = Set.copyOf(all("ignoreMigrationPatterns"));
        Policies policies = new Policies(
                is("outOfOrder") ? OutOfOrder.ALLOW : OutOfOrder.FAIL,
                Collections.disjoint(passedOver, MISSING) ? Missing.FAIL : Missing.IGNORE);
        Manner manner = Manner.OWN.strictAs(policies);
        String table = schema().map(schema -> schema + ".").orElse("") + get("table");
        return table.equals(DEFAULTS.get("table")) ? manner : manner.keeping(new HistoryTable("flyway", table));
    }

    /** What would change what runs, and cannot be done here. */
    List<Problem> problems() {
        return new TreeMap<>(REFUSED)
                .entrySet().stream()
                        .filter(setting -> !isSaying(setting.getKey(), setting.getValue()))
                        .map(
                                setting -> Problem.of(
                                        PREFIX + setting.getKey()
                                                + " is set for Flyway, and Lockstep cannot do what it asks for",
                                        "take it out of the settings, if it is not needed; or stay with Flyway for this project"))
                        .toList();
    }

    /** What should be known of the settings. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        List<String> done = all(DONE);
        if (!PASSED_OVER.containsAll(all("ignoreMigrationPatterns"))) {
            notes.add(
                    PREFIX + "ignoreMigrationPatterns says more than that missing files do not matter; the rest was not"
                            + " read");
        }
        for (String name : new TreeMap<>(values).keySet()) {
            List<String> ofRun = OF_A_RUN.get(name);
            if (done.contains(name)) {
                continue;
            }
            if (ofRun != null && !isSaying(name, ofRun.get(0))) {
                notes.add(PREFIX + name + " is a setting of Flyway's runs and was not read: " + ofRun.get(1));
            } else if (!isKnown(name)) {
                notes.add(PREFIX + name + " is not known and was not read");
            }
        }
        return notes;
    }

    private boolean isSaying(String name, String value) {
        return values.getOrDefault(name, value).equalsIgnoreCase(value);
    }

    /** A name with a dot belongs to a placeholder, to a plugin or to one product's connection. */
    private static boolean isKnown(String name) {
        return DEFAULTS.containsKey(name)
                || REFUSED.containsKey(name)
                || OF_A_RUN.containsKey(name)
                || IDLE.contains(name)
                || name.equals(DONE)
                || name.contains(".");
    }
}
