package dev.lockstep.cli.command;

import dev.lockstep.cli.config.ConnectionOptions;
import dev.lockstep.cli.config.FileOptions;
import dev.lockstep.cli.config.Filling;
import dev.lockstep.cli.config.MigrationOptions;
import dev.lockstep.cli.config.OutputOptions;
import dev.lockstep.cli.shell.Interruption;
import dev.lockstep.cli.shell.Shell;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that all others hang on: it holds the options that every one of them takes. */
@Command(
        name = "lockstep",
        sortOptions = false,
        versionProvider = Release.class,
        description = "Moves a database from version to version with plain SQL files, and is never stuck.",
        customSynopsis = "${COMMAND-FULL-NAME} [OPTIONS] COMMAND",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  Make the first migration, write SQL into the two files, and apply it:",
            "    ${COMMAND-FULL-NAME} new create_customers",
            "    ${COMMAND-FULL-NAME} migrate",
            "  The same on a server, with the URL from a variable:",
            "    LOCKSTEP_URL=postgres://app:secret@db/shop ${COMMAND-FULL-NAME} migrate",
            "  See how things stand, and what would be done:",
            "    ${COMMAND-FULL-NAME} status",
            "    ${COMMAND-FULL-NAME} plan",
            "",
            "'${COMMAND-FULL-NAME} COMMAND --help' explains a command. Every option is also a variable"
                    + " (--lock-timeout is LOCKSTEP_LOCK_TIMEOUT) and a key of lockstep.yml (lock-timeout: 5m); the"
                    + " command line wins.",
            "",
            "Exit codes: 0 done, 1 a migration failed, 2 usage or configuration, 3 pending (status --check), 4 files"
                    + " and history do not agree, 5 lock not free in time, 6 a person has to decide (resolve), 7 no"
                    + " connection or not permitted, 130 interrupted, with the state safe."
        })
public final class LockstepCommand implements Callable<Integer> {
    private final Shell shell;
    private final Interruption interruption;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final MigrationOptions migrations = new MigrationOptions();

    @Mixin
    private final FileOptions files = new FileOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean isHelp;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show Lockstep's own version and exit.")
    @SuppressWarnings("UnusedVariable")
    private boolean isVersion;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command in a shell. */
    LockstepCommand(Shell shell, Interruption interruption) {
        this.shell = shell;
        this.interruption = interruption;
    }

    Shell shell() {
        return shell;
    }

    Interruption interruption() {
        return interruption;
    }

    ConnectionOptions connection() {
        return connection;
    }

    MigrationOptions migrations() {
        return migrations;
    }

    FileOptions files() {
        return files;
    }

    OutputOptions output() {
        return output;
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command line");
        }
        return spec.commandLine();
    }

    /** What stood on the command line. */
    ParseResult parsed() {
        return line().getParseResult();
    }

    /** The names of all options of all commands. */
    Set<String> allNames() {
        Set<String> names = new TreeSet<>();
        for (CommandLine each :
                Commands.all(shell, interruption).getSubcommands().values()) {
            names.addAll(Filling.names(each.getCommandSpec()));
        }
        return names;
    }

    /** Without a command there is nothing to do but to say which ones there are. */
    @Override
    public Integer call() {
        throw new ParameterException(line(), "a command is missing");
    }
}
