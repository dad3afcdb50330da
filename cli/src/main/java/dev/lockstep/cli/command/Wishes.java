package dev.lockstep.cli.command;

import dev.lockstep.cli.config.ColorMode;
import dev.lockstep.cli.shell.Shell;
import java.util.List;
import java.util.Optional;

/**
 * How the answer should look, read off a command line that is not understood yet, or never will be.
 *
 * @param shell the shell
 * @param arguments the words of the command line
 */
record Wishes(Shell shell, List<String> arguments) {

    /** Whether a document is wanted. */
    boolean isJson() {
        return word("-o", "--output", "LOCKSTEP_OUTPUT")
                .filter(format -> format.equalsIgnoreCase("json"))
                .isPresent();
    }

    /** When colours are wanted. */
    ColorMode color() {
        String mode = word("", "--color", "LOCKSTEP_COLOR").orElse("");
        for (ColorMode each : ColorMode.values()) {
            if (each.name().equalsIgnoreCase(mode)) {
                return each;
            }
        }
        return ColorMode.AUTO;
    }

    private Optional<String> word(String flag, String option, String variable) {
        Optional<String> found = Optional.ofNullable(shell.variables().get(variable));
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(option + "=")) {
                found = Optional.of(argument.substring(option.length() + 1));
            } else if ((argument.equals(flag) || argument.equals(option)) && i + 1 < arguments.size()) {
                found = Optional.of(arguments.get(i + 1));
            } else if (!flag.isEmpty() && argument.startsWith(flag)) {
                found = Optional.of(argument.substring(flag.length()).replaceFirst("^=", ""));
            }
        }
        return found;
    }
}
