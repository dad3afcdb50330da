package dev.lockstep.cli.command;

import dev.lockstep.cli.output.Mask;
import dev.lockstep.cli.url.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/**
 * Words of a command line that could not be understood, and may be secrets all the same: a URL without its option, a
 * word that follows something called a password, anything that nobody asked for and that is no plain word.
 */
final class Suspects {
    private static final Pattern PLAIN = Pattern.compile("-{0,2}[A-Za-z][A-Za-z-]{0,30}|[\\w.:-]{1,7}");

    private final List<Secret> secrets = new ArrayList<>();

    private Suspects() {}

    /** Hides them. */
    static Mask mask(ParameterException refused, String... arguments) {
        Suspects suspects = new Suspects();
        boolean isAsked = refused.getArgSpec() != null;
        boolean isPassword = false;
        for (String argument : arguments) {
            if (isPassword || isUrl(argument) || (!isAsked && !isPlain(argument))) {
                suspects.add(argument);
            }
            isPassword = isPassword(argument);
        }
        return Mask.of(suspects.secrets, "");
    }

    /** Hides a word; of an option with its value, the value alone. */
    private void add(String argument) {
        secrets.add(new Secret(argument.substring(name(argument).length())));
    }

    /** A word that nobody asked for, as far as it may be repeated: of an option, its name. */
    static String shown(String argument) {
        String name = name(argument);
        if (isPlain(argument) || argument.isEmpty()) {
            return argument;
        }
        if (!name.isEmpty()) {
            return name.substring(0, name.length() - 1);
        }
        return argument.startsWith("-") && !argument.startsWith("--") ? argument.substring(0, 2) : "***";
    }

    /** The part of {@code --name=value} up to the equals sign. */
    private static String name(String argument) {
        int equals = argument.indexOf('=');
        boolean isOption = argument.startsWith("--") && equals > 0 && isPlain(argument.substring(0, equals));
        return isOption ? argument.substring(0, equals + 1) : "";
    }

    private static boolean isPlain(String argument) {
        return PLAIN.matcher(argument).matches();
    }

    private static boolean isUrl(String argument) {
        return argument.contains("://") || argument.contains("@") || argument.startsWith("jdbc:");
    }

    private static boolean isPassword(String argument) {
        String lower = argument.toLowerCase(Locale.ROOT);
        return argument.equals("-p") || (argument.startsWith("-") && (lower.contains("pass") || lower.contains("pw")));
    }
}
