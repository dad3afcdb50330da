package dev.lockstep.cli.command;

import dev.lockstep.cli.config.Ambient;
import dev.lockstep.cli.config.Filling;
import dev.lockstep.cli.config.Level;
import dev.lockstep.cli.config.OutputFormat;
import dev.lockstep.cli.output.FailureReport;
import dev.lockstep.cli.output.Json;
import dev.lockstep.cli.output.Mask;
import dev.lockstep.cli.output.Voice;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.ConfigurationException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The one way in which every command runs: settings, work, answer or failure, exit code. */
final class CommandRun {
    private final LockstepCommand settings;
    private final String name;

    CommandRun(LockstepCommand settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    /** A command's work. */
    @FunctionalInterface
    interface Work {
        ExitCode at(Desk desk);
    }

    /** Runs the command, and tells the shell how it ended. */
    int run(Work work) {
        Shell shell = settings.shell();
        Ambient ambient;
        Level level;
        try {
            ambient = ambient();
            level = settings.output().level();
        } catch (ConfigurationException wrong) {
            return refuse(shell, wrong);
        }
        Voice voice = new Voice(shell, settings.output(), level);
        ambient.notes(settings::allNames).forEach(voice::note);
        Optional<Json> json = json(shell, settings.output().format() == OutputFormat.JSON);
        Desk desk = new Desk(settings, ambient, voice, json);
        return end(attempt(desk, work, voice, json), voice, json);
    }

    /** The settings from elsewhere, filled in where the command line says nothing. */
    private Ambient ambient() {
        ParseResult parsed = settings.parsed();
        Set<String> given = new TreeSet<>();
        CommandSpec command = parsed.commandSpec();
        for (ParseResult each = parsed; ; each = each.subcommand()) {
            command = each.commandSpec();
            for (OptionSpec option : each.matchedOptions()) {
                given.add(Filling.name(option));
            }
            if (!each.hasSubcommand()) {
                break;
            }
        }
        Ambient ambient = Ambient.read(settings.shell(), settings.files(), given, settings::allNames);
        new Filling(ambient).fill(command);
        return ambient;
    }

    private Optional<Json> json(Shell shell, boolean isWanted) {
        return isWanted ? Optional.of(new Json(shell.out(), name)) : Optional.empty();
    }

    private int refuse(Shell shell, ConfigurationException wrong) {
        Voice voice = new Voice(shell, settings.output(), Level.INFO);
        Optional<Json> json = json(shell, new Wishes(shell, settings.parsed().originalArgs()).isJson());
        return end(failed(new FailureReport(wrong, Mask.NONE, Optional.empty()), voice, json), voice, json);
    }

    private static ExitCode attempt(Desk desk, Work work, Voice voice, Optional<Json> json) {
        try {
            return work.at(desk);
        } catch (RuntimeException | Error failure) {
            return failed(new FailureReport(failure, desk.mask(), desk.untoldDatabase()), voice, json);
        }
    }

    private static ExitCode failed(FailureReport report, Voice voice, Optional<Json> json) {
        report.tell(voice);
        json.ifPresent(document -> document.fail(report));
        return report.code();
    }

    private static int end(ExitCode code, Voice voice, Optional<Json> json) {
        json.ifPresent(document -> document.end(voice.notes(), code.number()));
        voice.flush();
        return code.number();
    }
}
