package dev.lockstep.cli.command;

import dev.lockstep.MigrationFiles;
import dev.lockstep.cli.output.SquashAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Squash;
import dev.lockstep.model.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one baseline script of a long row of migrations. */
@Command(
        name = "squash",
        header = "Make one baseline script of all migrations up to a version.",
        sortOptions = false,
        description = {
            "Writes a baseline script of all scripts up to a version, and a manifest of what it replaces, into the first folder"
                    + " of the migrations. A new database begins with that script. A database that ran all that it"
                    + " replaces goes on as if nothing had happened, without their files too.",
            "Needs no database. Where files are for one dialect alone, do it for each dialect."
        },
        customSynopsis =
                "${COMMAND-FULL-NAME} --to V [--from FILE] [--delete] [--dry-run] [--dialect D] [-y] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} --to 120             120_orders.baseline.sql and 120_orders.baseline.txt",
            "  ${COMMAND-FULL-NAME} --to 120 --delete    deletes the files that they replace; asks first",
            "  ${COMMAND-FULL-NAME} --to 120 --from shop.sql"
        })
final class SquashCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Option(names = "--to", paramLabel = "V", required = true, description = "Up to this version, with it.")
    private Version to = Version.of("0");

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A dump of a database at that version, without the history table, to be the baseline script."
                    + " Default: the scripts themselves, one behind the other.")
    private @Nullable String from;

    @Option(names = "--delete", description = "Delete the files that the baseline replaces.")
    private boolean delete;

    @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description = "Whose files are squashed: postgresql, mariadb or sqlite (default: what the URL says).")
    private @Nullable String dialect;

    SquashCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "squash").run(this::run);
    }

    private ExitCode run(Desk desk) {
        MigrationFiles files = desk.files(Optional.ofNullable(dialect));
        Squash squash = files.squash(to, Optional.ofNullable(from).map(file -> dump(desk, file)));
        Path folder = desk.firstFolder();
        boolean isDeleted = delete && !dryRun && !squash.superfluous().isEmpty();
        if (isDeleted) {
            desk.preview().showFiles(squash.superfluous());
            desk.confirm("Delete these files?");
        }
        if (!dryRun) {
            squash.files().forEach(file -> write(folder, file));
        }
        if (isDeleted) {
            squash.superfluous().forEach(SquashCommand::delete);
        }
        desk.show(new SquashAnswer(squash, folder, dryRun, isDeleted));
        return ExitCode.DONE;
    }

    private static Script dump(Desk desk, String file) {
        Path path = desk.shell().resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(Problem.of("there is no file " + path, "name an existing script"));
        }
        return new Script(path.toString(), () -> Files.newInputStream(path));
    }

    private static void write(Path folder, Script file) {
        try (InputStream content = file.open()) {
            Files.copy(content, folder.resolve(file.name()));
        } catch (IOException refused) {
            throw refused("the file " + folder.resolve(file.name()) + " cannot be written", refused);
        }
    }

    private static void delete(Script file) {
        try {
            Files.delete(Path.of(file.name()));
        } catch (IOException refused) {
            throw refused("the file " + file + " cannot be deleted", refused);
        }
    }

    private static ConfigurationException refused(String what, IOException why) {
        return new ConfigurationException(
                List.of(Problem.of(what, "see that no such file is there, and that this user may write to the folder")),
                why);
    }
}
