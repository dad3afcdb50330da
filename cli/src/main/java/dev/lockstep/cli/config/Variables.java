package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables, and after them those of the {@code .env} file.
 *
 * @param real those of the process
 * @param file those of the file
 */
record Variables(Map<String, String> real, Map<String, String> file) {
    private static final String PREFIX = "LOCKSTEP_";

    static Variables of(Shell shell) {
        return new Variables(shell.variables(), DotEnv.read(shell.resolve(DotEnv.NAME)));
    }

    /** The variable of a setting: {@code LOCKSTEP_LOCK_TIMEOUT} for {@code lock-timeout}. */
    static String nameOf(String setting) {
        return PREFIX + setting.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    Optional<SettingValue> setting(String name) {
        return variable(nameOf(name));
    }

    /** A variable by its full name; an empty one counts as not set, since that is how shells unset what they pass on. */
    Optional<SettingValue> variable(String name) {
        return variable(real, name, name).or(() -> variable(file, name, name + " in " + DotEnv.NAME));
    }

    private static Optional<SettingValue> variable(Map<String, String> from, String name, String origin) {
        return Optional.ofNullable(from.get(name))
                .filter(text -> !text.isEmpty())
                .map(text -> SettingValue.of(text, origin));
    }
}
