package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.command.Commands;
import dev.lockstep.cli.shell.Interruption;
import dev.lockstep.cli.shell.Shell;
import dev.lockstep.cli.shell.Terminals;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private CommandLine host(CommandLine lockstep) {
        CommandLine system = new CommandLine(new App()).setCommandName("sys");
        system.addSubcommand("database", lockstep.setCommandName("database"));
        return new CommandLine(new App()).setCommandName("app").addSubcommand("sys", system);
    }

    @Test
    void a_host_mounts_the_commands_at_any_depth() {
        new CommandLineRun(folder).threeMigrations();

        assertThat(execute("migrate")).isZero();
        assertThat(execute("status", "--check")).isZero();
        assertThat(execute("-o", "json", "version")).isZero();
        assertThat(execute("down")).isEqualTo(2);
        assertThat(execute("version", "--nothing")).isEqualTo(2);
        assertThat(out.toString()).contains("3 migrations applied", "3 applied", "\"version\" : \"3\"");
        assertThat(err.toString()).contains("nobody can answer", "Unknown option: '--nothing'");
        assertThat(folder.resolve("lockstep.db")).exists();
    }

    private int execute(String... command) {
        Shell shell = new Shell(
                Map.of(),
                folder,
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err),
                Terminals.NONE);
        List<String> arguments = new ArrayList<>(List.of("sys", "database"));
        arguments.addAll(List.of(command));
        return host(Commands.all(shell, Interruption.never()))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void help_speaks_of_the_host() {
        CommandLine lockstep = host(Main.commandLine())
                .getSubcommands()
                .get("sys")
                .getSubcommands()
                .get("database");
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
