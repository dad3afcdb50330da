package dev.lockstep.cli.command;

import dev.lockstep.MigrationFiles;
import dev.lockstep.cli.output.NumberAnswer;
import dev.lockstep.cli.shell.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the highest version of the files. */
@Command(
        name = "latest",
        header = "Print the highest version of the files.",
        sortOptions = false,
        description = "Prints the highest version of the files at hand, the bare number; 0 if there is none. Needs no"
                + " database.",
        customSynopsis = "${COMMAND-FULL-NAME} [--dialect D] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  [ \"$(lockstep version)\" = \"$(${COMMAND-FULL-NAME})\" ] && echo up to date")
final class LatestCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description = "Whose files count: postgresql, mariadb or sqlite (default: what the URL says).")
    private @Nullable String dialect;

    LatestCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "latest").run(this::run);
    }

    private ExitCode run(Desk desk) {
        MigrationFiles files = desk.files(Optional.ofNullable(dialect));
        files.leftOut().forEach(file -> desk.voice().detail("left out: " + file));
        desk.show(new NumberAnswer(files.latest()));
        return ExitCode.DONE;
    }
}
