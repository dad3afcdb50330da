package dev.lockstep.cli.command;

import dev.lockstep.cli.output.Palette;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Arranges the pages of help: options in groups, and those that every command takes on the first page alone. */
final class HelpPages {
    private static final int WIDTH = 100;
    private static final Map<String, String> GROUPS = Map.of(
            "connection", "Which database:",
            "migrations", "Which migrations:",
            "files", "Settings from a file:",
            "output", "Output:");

    private static final List<String> COMMANDS_FIRST = List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER);

    private HelpPages() {}

    /** Arranges those of a command line and of all its commands. */
    static void arrange(CommandLine line, Palette palette) {
        line.setColorScheme(Help.defaultColorScheme(palette.isColored() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setUsageHelpWidth(WIDTH);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::groups);
        line.setHelpSectionKeys(COMMANDS_FIRST);
        for (CommandLine command : line.getSubcommands().values()) {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::own);
        }
    }

    private static String groups(Help help) {
        CommandSpec command = help.commandSpec();
        StringBuilder text = new StringBuilder();
        command.mixins()
                .forEach((name, mixin) -> text.append(group(help, GROUPS.getOrDefault(name, name), mixin.options())));
        List<OptionSpec> rest = command.options().stream()
                .filter(option -> option.usageHelp() || option.versionHelp())
                .toList();
        return text.append(group(help, "Help:", rest)).toString();
    }

    private static String own(Help help) {
        CommandSpec command = help.commandSpec();
        List<OptionSpec> own =
                command.options().stream().filter(option -> !option.inherited()).toList();
        String line = System.lineSeparator();
        CommandSpec parent = command.parent() == null ? command : command.parent();
        String common = line + "Every command also takes the options of '" + parent.qualifiedName()
                + " --help': -u URL, -d LOCATION, -c FILE," + line + "--env NAME, -o json, -v, -q and others." + line;
        return (own.isEmpty() ? "" : group(help, "Options:", own)) + common;
    }

    private static String group(Help help, String heading, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addAllOptions(options, help.parameterLabelRenderer());
        String line = System.lineSeparator();
        return line + help.colorScheme().text("@|bold " + heading + "|@") + line + layout;
    }
}
