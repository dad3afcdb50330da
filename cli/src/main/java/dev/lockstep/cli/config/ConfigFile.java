package dev.lockstep.cli.config;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a configuration file.
 *
 * @param name the file, as messages show it
 * @param top what holds everywhere
 * @param environments what holds in each environment, before that
 * @param notes what should be known of the settings of an environment
 */
record ConfigFile(
        String name,
        Map<String, SettingValue> top,
        Map<String, Map<String, SettingValue>> environments,
        Function<Optional<String>, List<String>> notes) {
    /** No file. */
    static final ConfigFile NONE = new ConfigFile("", Map.of(), Map.of(), environment -> List.of());

    /** Whether there is no file; asked so, since linking the equals of a record takes longer than all the rest. */
    boolean isAbsent() {
        return name.isEmpty();
    }

    /** The settings of one environment. */
    Map<String, SettingValue> environment(String environment) {
        Map<String, SettingValue> settings = environments.get(environment);
        if (isAbsent()) {
            throw new ConfigurationException(Problem.of(
                    "there is no environment '" + environment + "', since there is no configuration file",
                    "name the file with -c FILE, or go where lockstep.yml is"));
        }
        if (settings == null) {
            String known = environments.isEmpty()
                    ? "it has no 'environments:'"
                    : Nearest.to(environment, environments.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("the known ones are " + String.join(", ", environments.keySet()));
            throw new ConfigurationException(
                    Problem.of("there is no environment '" + environment + "' in " + name, known));
        }
        return settings;
    }

    /** A setting of the environment, else of the top level. */
    Optional<SettingValue> setting(Optional<String> environment, String key) {
        return environment
                .flatMap(chosen -> Optional.ofNullable(environment(chosen).get(key)))
                .or(() -> Optional.ofNullable(top.get(key)));
    }
}
