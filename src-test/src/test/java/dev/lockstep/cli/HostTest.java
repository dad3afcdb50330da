package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A program that offers Lockstep's commands among its own, and a shell that completes them. */
class HostTest {
    @Command(name = "app")
    static final class App {}

    @TempDir
    Path folder;

    private CommandLine host() {
        CommandLine system = new CommandLine(new App()).setCommandName("sys");
        system.addSubcommand("database", Main.commandLine().setCommandName("database"));
        return new CommandLine(new App()).setCommandName("app").addSubcommand("sys", system);
    }

    @Test
    void a_host_mounts_the_commands_at_any_depth() {
        new CommandLineRun(folder).threeMigrations();
        String[] where = {
            "-u",
            "sqlite:" + folder.resolve("host.db"),
            "-d",
            folder.resolve("migrations").toString()
        };

        assertThat(execute(where, "migrate", "-q")).isZero();
        assertThat(execute(where, "status", "--check", "-q")).isZero();
        assertThat(execute(where, "version", "--nothing=1")).isEqualTo(2);
        assertThat(folder.resolve("host.db")).exists();
    }

    /** What the host and its subcommands would say is not for the test's own streams. */
    private int execute(String[] where, String... command) {
        String[] arguments = new String[2 + where.length + command.length];
        arguments[0] = "sys";
        arguments[1] = "database";
        System.arraycopy(command, 0, arguments, 2, command.length);
        System.arraycopy(where, 0, arguments, 2 + command.length, where.length);
        return host().setErr(new PrintWriter(Writer.nullWriter())).execute(arguments);
    }

    @Test
    void help_speaks_of_the_host() {
        CommandLine lockstep =
                host().getSubcommands().get("sys").getSubcommands().get("database");
        assertThat(lockstep.getUsageMessage()).startsWith("Usage: app sys database [OPTIONS] COMMAND");
        assertThat(lockstep.getSubcommands().get("migrate").getUsageMessage())
                .contains("app sys database migrate --to 12", "'app sys database --help'");
    }

    @Test
    void the_completion_script_completes_commands_and_options() throws IOException, InterruptedException {
        String script = new CommandLineRun(folder).run("completion").out();
        Path file = Files.writeString(folder.resolve("completion"), script);
        assertThat(completions(file, "lockstep mig")).isEqualTo("migrate ");
        assertThat(completions(file, "lockstep migrate --dry")).isEqualTo("--dry-run ");
        assertThat(completions(file, "lockstep resolve --as re")).isEqualTo("reverted retry ");
        assertThat(new CommandLineRun(folder)
                        .run("completion", "-o", "json")
                        .document()
                        .at("/script"))
                .startsWith("#!/usr/bin/env bash");
    }

    private static String completions(Path script, String line) throws IOException, InterruptedException {
        String program = """
                compopt() { :; }
                source "$1"
                COMP_LINE=$2 COMP_POINT=${#2}
                read -ra COMP_WORDS <<<"$2"
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _complete_lockstep
                printf '%s ' "${COMPREPLY[@]}"
                """;
        Process bash = new ProcessBuilder("bash", "-c", program, "bash", script.toString(), line)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
