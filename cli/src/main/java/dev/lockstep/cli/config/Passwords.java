package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.cli.url.Secret;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ways in which a password may come, other than in the URL: flags before variables before the file of settings.
 *
 * @param fileFlag the file that a flag names
 * @param stdinFlag whether a flag asks for standard input
 */
record Passwords(Shell shell, Optional<String> fileFlag, boolean stdinFlag) {

    Optional<Secret> find(Ambient ambient) {
        if (fileFlag.isPresent() && stdinFlag) {
            throw new ConfigurationException(
                    Problem.of("--password-file and --password-stdin both name the password", "take one of them away"));
        }
        if (stdinFlag) {
            return Optional.of(ofInput());
        }
        return fileFlag.map(file -> ofFile(file, "--password-file"))
                .or(() -> layer(ambient::inVariables))
                .or(() -> layer(ambient::inFile));
    }

    private Optional<Secret> layer(Function<String, Optional<SettingValue>> settings) {
        Optional<SettingValue> word = settings.apply(SettingNames.PASSWORD);
        Optional<SettingValue> file = settings.apply(SettingNames.PASSWORD_FILE);
        if (word.isPresent() && file.isPresent()) {
            throw word.get().wrong("it is given twice, also as " + file.get().origin(), "take one of them away");
        }
        boolean isInput = settings.apply(SettingNames.PASSWORD_STDIN)
                .map(SettingValue::text)
                .filter(Boolean::parseBoolean)
                .isPresent();
        return word.map(value -> new Secret(value.text()))
                .or(() -> file.map(value -> ofFile(value.text(), value.origin())))
                .or(() -> isInput ? Optional.of(ofInput()) : Optional.empty());
    }

    private Secret ofFile(String file, String origin) {
        try {
            return new Secret(firstLine(Files.readString(shell.resolve(file))));
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            "the password file " + file + " (from " + origin + ") cannot be read",
                            "see that it exists, that this user may read it, and that its text is UTF-8")),
                    unreadable);
        }
    }

    private Secret ofInput() {
        Console console = shell.terminals().in() ? System.console() : null;
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return new Secret(typed == null ? "" : new String(typed));
        }
        try {
            return new Secret(firstLine(new String(shell.in().readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            "the password cannot be read from standard input",
                            "pass it on: ... < FILE, or use a file")),
                    unreadable);
        }
    }

    /** Files of secrets often end in a line end that is not part of the secret. */
    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
