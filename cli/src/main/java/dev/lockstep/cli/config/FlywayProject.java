package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.Script;
import dev.lockstep.source.FlywayConf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a project of Flyway's, for whoever has no file of Lockstep's own beside them. They come from the files
 * that Flyway would read, each before the ones it is listed behind: those in the user's folder, those in the working
 * directory, those that FLYWAY_CONFIG_FILES names; where one of them is TOML, the others are not read. Variables
 * {@code FLYWAY_...} come before all of them.
 *
 * @see <a href="https://documentation.red-gate.com/fd/flyway-projects-271585108.html">Flyway projects</a>
 */
final class FlywayProject {
    private static final List<String> TOML = List.of("flyway.toml", "flyway.user.toml");
    private static final List<String> CONF = List.of("flyway.conf");
    private static final String PREFIX = "flyway.";
    private static final String ENVIRONMENTS = "environments.";
    private static final String ENVIRONMENT = PREFIX + "environment";
    private static final String DEFAULT_ENVIRONMENT = "default";
    private static final String OF_SETTING = "FLYWAY_";
    private static final String OF_PLACEHOLDER = "FLYWAY_PLACEHOLDERS_";
    private static final String FILES = "FLYWAY_CONFIG_FILES";
    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z0-9])");

    private final List<Path> files;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> variables;

    private FlywayProject(List<Path> files, Map<String, String> variables) {
        this.files = files;
        this.variables = variables;
    }

    /** Whether a file's name says that it holds Flyway's settings. */
    static boolean isSettings(Path file) {
        String name = file.toString();
        return name.endsWith(".toml") || name.endsWith(".conf");
    }

    /** The settings of the working directory's project, if there is one; every start asks, so it must not take long. */
    static ConfigFile in(Shell shell) {
        for (String name : List.of(TOML.get(0), TOML.get(1), CONF.get(0))) {
            if (Files.isRegularFile(shell.resolve(name))) {
                List<Path> files = present(TOML, shell);
                return new FlywayProject(files.isEmpty() ? present(CONF, shell) : files, shell.variables()).read(shell);
            }
        }
        return ConfigFile.NONE;
    }

    /** The settings of a file that is named. */
    static ConfigFile of(Path file, Shell shell) {
        return new FlywayProject(List.of(file), shell.variables()).read(shell);
    }

    private static List<Path> present(List<String> names, Shell shell) {
        String suffix = names.get(0).substring(names.get(0).lastIndexOf('.'));
        List<Path> all = new ArrayList<>();
        names.forEach(name -> all.add(Path.of(System.getProperty("user.home", ""), name)));
        names.forEach(name -> all.add(shell.resolve(name)));
        Stream.of(shell.variables().getOrDefault(FILES, "").split(","))
                .map(String::strip)
                .filter(name -> name.endsWith(suffix))
                .forEach(name -> all.add(shell.resolve(name)));
        return all.stream().filter(Files::isRegularFile).distinct().toList();
    }

    private ConfigFile read(Shell shell) {
        files.forEach(file -> values.putAll(
                file.toString().endsWith(".toml") ? TomlFile.read(file) : FlywayConf.read(script(file), variables())));
        variables.forEach((variable, value) -> nameOf(variable).ifPresent(name -> values.put(name, value)));
        String name = files.stream().map(Path::toString).collect(Collectors.joining(", "));
        Map<String, FlywaySetup> setups = new TreeMap<>();
        environments().forEach(each -> setups.put(each, new FlywaySetup(ofEnvironment(each), name, shell)));
        FlywaySetup common = new FlywaySetup(below(PREFIX), name, shell);
        Map<String, SettingValue> top = common.settings();
        String chosen = values.getOrDefault(ENVIRONMENT, DEFAULT_ENVIRONMENT);
        if (setups.containsKey(chosen) || (!setups.isEmpty() && values.containsKey(ENVIRONMENT))) {
            top.put(SettingNames.ENV, SettingValue.of(chosen, ENVIRONMENT + " in " + name));
        }
        Map<String, Map<String, SettingValue>> environments = new TreeMap<>();
        setups.forEach((environment, setup) -> environments.put(environment, setup.settings()));
        return new ConfigFile(
                name,
                top,
                environments,
                environment -> environment
                        .map(each -> setups.getOrDefault(each, common))
                        .orElse(common)
                        .notes());
    }

    private UnaryOperator<String> variables() {
        return FlywayConf.with(variables);
    }

    private static Script script(Path file) {
        return new Script(file.toString(), () -> Files.newInputStream(file));
    }

    private Set<String> environments() {
        return below(ENVIRONMENTS).keySet().stream()
                .map(key -> key.replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an environment says comes before what holds for all, but not before what a variable says. */
    private Map<String, String> ofEnvironment(String environment) {
        Map<String, String> settings = below(PREFIX);
        String prefix = ENVIRONMENTS + environment + ".";
        below(prefix).forEach((key, value) -> settings.put(key.replaceFirst("^flyway\\.", ""), value));
        variables.forEach((variable, value) -> nameOf(variable)
                .filter(name -> name.startsWith(PREFIX))
                .ifPresent(name -> settings.put(name.substring(PREFIX.length()), value)));
        settings.put("environment", environment);
        return settings;
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> settings = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    /** The setting of a variable: {@code flyway.sqlMigrationPrefix} for {@code FLYWAY_SQL_MIGRATION_PREFIX}. */
    private static Optional<String> nameOf(String variable) {
        if (variable.startsWith(OF_PLACEHOLDER)) {
            String name = variable.substring(OF_PLACEHOLDER.length()).toLowerCase(Locale.ROOT);
            return Optional.of(PREFIX + "placeholders." + name);
        }
        if (variable.startsWith(OF_SETTING) && !variable.equals(FILES)) {
            String words = variable.substring(OF_SETTING.length()).toLowerCase(Locale.ROOT);
            return Optional.of(PREFIX
                    + NEXT_WORD.matcher(words).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT)));
        }
        return variable.startsWith("flyway_") || variable.startsWith("environments_")
                ? Optional.of(variable.replace('_', '.'))
                : Optional.empty();
    }
}
