package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which file of settings, and what of it. */
public final class FileOptions {
    private static final String DEFAULT = "lockstep.yml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file of settings. Default: lockstep.yml, if it is there; else what Flyway reads,"
                    + " flyway.toml or flyway.conf.")
    private @Nullable String config;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Which of the file's environments: to use.")
    private @Nullable String env;

    /** Made where the options are mixed in. */
    public FileOptions() {}

    ConfigFile read(Variables variables, Shell shell) {
        Optional<String> named = Optional.ofNullable(config)
                .or(() -> variables.setting(SettingNames.CONFIG).map(SettingValue::text));
        Path file = shell.resolve(named.orElse(DEFAULT));
        if (named.isEmpty() && !Files.exists(file)) {
            return FlywayProject.in(shell);
        }
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    Problem.of("there is no configuration file " + file, "name an existing file with -c FILE"));
        }
        return FlywayProject.isSettings(file) ? FlywayProject.of(file, shell) : YamlFile.read(file);
    }

    Optional<String> environment(Variables variables, ConfigFile file) {
        return Optional.ofNullable(env)
                .or(() -> variables.setting(SettingNames.ENV).map(SettingValue::text))
                .or(() -> Optional.ofNullable(file.top().get(SettingNames.ENV)).map(SettingValue::text));
    }
}
