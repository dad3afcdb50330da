package dev.lockstep.cli.command;

import dev.lockstep.cli.output.Mask;
import dev.lockstep.cli.url.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words of a command line that could not be understood, and may be secrets all the same: a URL without its option, a
 * word that follows something called a password.
 */
final class Suspects {
    private Suspects() {}

    /** Hides them. */
    static Mask mask(String... arguments) {
        List<Secret> secrets = new ArrayList<>();
        boolean isNext = false;
        for (String argument : arguments) {
            String lower = argument.toLowerCase(Locale.ROOT);
            if (isNext || argument.contains("://") || lower.startsWith("jdbc:") || argument.contains("@")) {
                secrets.add(new Secret(argument));
                secrets.add(new Secret(argument.substring(argument.indexOf('=') + 1)));
            }
            boolean isPassword = argument.startsWith("-") && (lower.contains("pass") || lower.contains("pw"));
            int equals = argument.indexOf('=');
            if (isPassword && equals >= 0) {
                secrets.add(new Secret(argument.substring(equals + 1)));
            }
            if (lower.startsWith("-p") && argument.length() > 2 && !lower.startsWith("--")) {
                secrets.add(new Secret(argument.substring(2)));
            }
            isNext = (isPassword && equals < 0) || argument.equals("-p");
        }
        return Mask.of(secrets, "");
    }
}
