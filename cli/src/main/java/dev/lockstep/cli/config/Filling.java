package dev.lockstep.cli.config;

import dev.lockstep.model.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Gives every option that is not on the command line its value from elsewhere: the option is the one declaration of its
 * setting, and this the one rule by which all are looked up. It runs after parsing, since -c may stand anywhere.
 */
public final class Filling {
    private static final Pattern NEXT_PAIR = Pattern.compile(",(?=[^,=]+=)");
    private static final Pattern WHICH_OPTION = Pattern.compile("^Invalid value for option '[^']*'( \\([^)]*\\))?: ");
    private static final Pattern COMMA = Pattern.compile(",");

    private final Ambient ambient;

    /** Takes values from there. */
    public Filling(Ambient ambient) {
        this.ambient = ambient;
    }

    /** The long names of a command's options. */
    public static Set<String> names(CommandSpec command) {
        Set<String> names = new TreeSet<>(SettingNames.WITHOUT_FLAG);
        for (OptionSpec option : command.options()) {
            names.add(name(option));
        }
        return names;
    }

    /** The name of an option, as variables and files know it. */
    public static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /**
     * Fills in all options of a command.
     *
     * @throws ConfigurationException if a value makes no sense
     */
    public void fill(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            String name = name(option);
            if (!SettingNames.SPECIAL.contains(name) && !ambient.isSettled(name)) {
                ambient.find(name).ifPresent(value -> fill(option, value));
            }
        }
    }

    /** A scratch command line with this one option converts the value as picocli would have converted the flag's. */
    private static void fill(OptionSpec option, SettingValue value) {
        if (option.type() == boolean[].class) {
            option.setValue(new boolean[count(value)]);
            return;
        }
        String[] arguments = texts(option, value).stream()
                .map(text -> option.longestName() + "=" + text)
                .toArray(String[]::new);
        CommandSpec scratch =
                CommandSpec.create().addOption(OptionSpec.builder(option).build());
        try {
            Converters.register(new CommandLine(scratch))
                    .setExpandAtFiles(false)
                    .parseArgs(arguments);
        } catch (ParameterException refused) {
            throw value.wrong(reason(refused), "see 'lockstep --help'");
        }
    }

    private static String reason(ParameterException refused) {
        return WHICH_OPTION.matcher(String.valueOf(refused.getMessage())).replaceFirst("");
    }

    private static int count(SettingValue value) {
        try {
            return Math.max(0, Integer.parseInt(value.text()));
        } catch (NumberFormatException notANumber) {
            return Boolean.parseBoolean(value.text()) ? 1 : 0;
        }
    }

    /** A variable can hold a list only as one text. */
    private static List<String> texts(OptionSpec option, SettingValue value) {
        if (value.texts().size() != 1 || value.place().isPresent()) {
            return value.texts();
        }
        Optional<Pattern> comma = option.type() == Map.class
                ? Optional.of(NEXT_PAIR)
                : Optional.of(COMMA).filter(pattern -> name(option).equals(SettingNames.DIR));
        return comma.map(pattern -> List.of(pattern.split(value.text()))).orElse(value.texts());
    }
}
