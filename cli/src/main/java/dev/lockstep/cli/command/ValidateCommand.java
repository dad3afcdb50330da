package dev.lockstep.cli.command;

import dev.lockstep.MigrationFiles;
import dev.lockstep.cli.output.ValidAnswer;
import dev.lockstep.cli.shell.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads every script, and compares all with the history. */
@Command(
        name = "validate",
        header = "Read every script, and compare all with the history.",
        sortOptions = false,
        description = "Reads every script, up and down, and compares them with the history. Tells all problems at once."
                + " With --dialect it reads the files alone and needs no database.",
        customSynopsis = "${COMMAND-FULL-NAME} [--dialect D] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}                          files and history",
            "  ${COMMAND-FULL-NAME} --dialect postgresql     the files alone, in a build without a database"
        })
final class ValidateCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description = "Read the files as this database would: postgresql, mariadb or sqlite.")
    private @Nullable String dialect;

    ValidateCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "validate").run(this::run);
    }

    private ExitCode run(Desk desk) {
        Optional<String> alone = Optional.ofNullable(dialect);
        if (alone.isPresent()) {
            MigrationFiles files = desk.files(alone);
            files.validate();
            files.leftOut().forEach(file -> desk.voice().detail("left out: " + file));
            desk.show(new ValidAnswer(files.migrations().size(), "can be read as " + alone.get(), List.of()));
            return ExitCode.DONE;
        }
        List<String> notes = desk.looking().validate();
        int count = desk.looking().status().rows().size();
        desk.show(new ValidAnswer(count, "can be read, and agree with the history", notes));
        return ExitCode.DONE;
    }
}
