package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The settings that are not on the command line: variables, {@code .env}, the configuration file. */
public final class Ambient {
    private static final Set<String> FOREIGN = Set.of("LOCKSTEP_JAVA_OPTS", "LOCKSTEP_CONFIG");
    private static final String TESTS = "LOCKSTEP_TEST_";

    private final Variables variables;
    private final ConfigFile file;
    private final Optional<String> environment;
    private final Set<String> given;

    private Ambient(Variables variables, ConfigFile file, Optional<String> environment, Set<String> given) {
        this.variables = variables;
        this.file = file;
        this.environment = environment;
        this.given = given;
    }

    /**
     * Reads what there is.
     *
     * @param given the long names of the options on the command line
     * @param known the long names of all options there are, asked only if something looks wrong
     * @throws ConfigurationException if a file cannot be read, or holds unknown keys
     */
    public static Ambient read(Shell shell, FileOptions options, Set<String> given, Supplier<Set<String>> known) {
        Variables variables = Variables.of(shell);
        ConfigFile file = options.read(variables, shell);
        if (!file.isAbsent()) {
            checkKeys(file, known.get());
        }
        Optional<String> environment = options.environment(variables, file);
        environment.ifPresent(file::environment);
        return new Ambient(variables, file, environment, given);
    }

    private static void checkKeys(ConfigFile file, Set<String> known) {
        List<Problem> problems = new ArrayList<>();
        List<Map<String, SettingValue>> parts =
                new ArrayList<>(file.environments().values());
        parts.add(0, file.top());
        for (Map<String, SettingValue> part : parts) {
            part.forEach((key, value) -> {
                if (!known.contains(key) || SettingNames.NO_SETTING.contains(key)) {
                    problems.add(unknown(key, value, known));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Problem unknown(String key, SettingValue value, Set<String> known) {
        String remedy = Nearest.to(key, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("each key is the name of a long option, see 'lockstep --help'");
        return new Problem("there is no setting '" + key + "'", value.place(), Optional.of(remedy));
    }

    /** What should be known of the settings, and variables that look like settings and are none, each as a sentence. */
    public List<String> notes(Supplier<Set<String>> known) {
        List<String> suspects = variables.real().keySet().stream()
                .filter(name -> name.startsWith(Variables.nameOf("")) && !name.startsWith(TESTS))
                .filter(name -> !FOREIGN.contains(name))
                .sorted()
                .toList();
        List<String> notes = new ArrayList<>(file.notes().apply(environment));
        if (!suspects.isEmpty()) {
            notes.addAll(notes(suspects, known.get()));
        }
        return notes;
    }

    private static List<String> notes(List<String> suspects, Set<String> known) {
        List<String> names = known.stream().map(Variables::nameOf).toList();
        return suspects.stream()
                .filter(name -> !names.contains(name))
                .map(name -> "the variable " + name + " is no setting and was ignored"
                        + Nearest.to(name, names)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""))
                .toList();
    }

    /** Whether a setting stands on the command line. */
    boolean isGiven(String name) {
        return given.contains(name);
    }

    /** Whether a setting, or one that it excludes, stands on the command line. */
    boolean isSettled(String name) {
        return isGiven(name)
                || SettingNames.RIVALS.getOrDefault(name, Set.of()).stream().anyMatch(this::isGiven);
    }

    Optional<SettingValue> variable(String name) {
        return variables.variable(name);
    }

    Optional<SettingValue> inVariables(String name) {
        return variables.setting(name);
    }

    Optional<SettingValue> inFile(String name) {
        return file.setting(environment, name).map(new Substitution(variables)::fill);
    }

    Optional<SettingValue> find(String name) {
        return inVariables(name).or(() -> inFile(name));
    }
}
