package dev.lockstep.cli;

import dev.lockstep.cli.command.Commands;
import dev.lockstep.cli.shell.Interruption;
import dev.lockstep.cli.shell.Shell;
import picocli.CommandLine;

/** The command line's door. */
public final class Main {
    private Main() {}

    /** Runs one command, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Shell shell = Shell.real();
        Interruption interruption = Interruption.watched(shell.err());
        int code = run(shell, interruption, arguments);
        interruption.ended();
        System.exit(code);
    }

    /**
     * Lockstep's commands, for a program that offers them among its own:
     * {@code host.addSubcommand("database", Main.commandLine().setCommandName("database"))} makes
     * {@code host database migrate} work, and {@code host database --help} say so.
     */
    public static CommandLine commandLine() {
        return Commands.all(Shell.real(), Interruption.never());
    }

    /** Runs one command in a shell. */
    static int run(Shell shell, Interruption interruption, String... arguments) {
        int code = Commands.named(shell, interruption, arguments).execute(arguments);
        shell.out().flush();
        shell.err().flush();
        return code;
    }
}
