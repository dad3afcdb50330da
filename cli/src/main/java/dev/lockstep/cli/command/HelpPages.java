package dev.lockstep.cli.command;

import java.util.LinkedHashMap;
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
    private static final Map<String, String> GROUPS = new LinkedHashMap<>();
    private static final String COMMON = "%nEvery command also takes the options of '%s --help': -u URL, -d LOCATION,"
            + " -c FILE, --env NAME,%n-o json, -v, -q and others.%n";

    static {
        GROUPS.put("connection", "Which database:");
        GROUPS.put("migrations", "Which migrations:");
        GROUPS.put("files", "Settings from a file:");
        GROUPS.put("output", "Output:");
    }

    private HelpPages() {}

    /** Arranges those of a command line and of all its commands. */
    static void arrange(CommandLine line) {
        line.setUsageHelpWidth(WIDTH);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::groups);
        for (CommandLine command : line.getSubcommands().values()) {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::own);
        }
    }

    private static String groups(Help help) {
        CommandSpec command = help.commandSpec();
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((mixin, heading) ->
                text.append(group(help, heading, command.mixins().get(mixin).options())));
        List<OptionSpec> rest = command.options().stream()
                .filter(option -> option.usageHelp() || option.versionHelp())
                .toList();
        return text.append(group(help, "Help:", rest)).toString();
    }

    private static String own(Help help) {
        CommandSpec command = help.commandSpec();
        List<OptionSpec> own =
                command.options().stream().filter(option -> !option.inherited()).toList();
        String common = String.format(COMMON, command.root().qualifiedName());
        return (own.isEmpty() ? "" : group(help, "Options:", own)) + common;
    }

    private static String group(Help help, String heading, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addAllOptions(options, help.parameterLabelRenderer());
        String line = System.lineSeparator();
        return line + help.colorScheme().text("@|bold " + heading + "|@") + line + layout;
    }
}
