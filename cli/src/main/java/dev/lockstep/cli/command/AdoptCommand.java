package dev.lockstep.cli.command;

import dev.lockstep.Lockstep;
import dev.lockstep.cli.output.AdoptionAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Adoption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes over the history of another tool. */
@Command(
        name = "adopt",
        header = "Go on where another migration tool ended.",
        sortOptions = false,
        description = {
            "Reads the history that another tool keeps in the database, checks it against the files, and writes it into"
                    + " Lockstep's own. Executes no migration, and changes nothing of the other tool's. Shows what it would"
                    + " write, and asks.",
            "Done again, it takes over what the other tool has done since."
        },
        customSynopsis =
                "${COMMAND-FULL-NAME} [--from TOOL] [--from-table TABLE] [--strict] [--dry-run] [-y] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} --dry-run          see what is there, and what would be written",
            "  ${COMMAND-FULL-NAME} && lockstep migrate",
            "  ${COMMAND-FULL-NAME} --from flyway --from-table audit.flyway_history"
        })
final class AdoptCommand implements Callable<Integer> {
    private static final String NONE = "none";

    private final LockstepCommand settings;

    @Option(
            names = "--from",
            paramLabel = "TOOL",
            description =
                    "The other tool: flyway, liquibase, goose and so on; none if what is there has nothing to do with"
                            + " these files. Default: auto, which looks for all of them.")
    private String from = "auto";

    @Option(
            names = "--from-table",
            paramLabel = "TABLE",
            description = "The other tool's table, if it is not the usual one: TABLE or SCHEMA.TABLE.")
    private @Nullable String fromTable;

    @Option(
            names = "--strict",
            description = "Stop where a file was edited or is gone, or a version was passed over or failed.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
    private boolean dryRun;

    AdoptCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "adopt").run(this::run);
    }

    private ExitCode run(Desk desk) {
        desk.choose(this::configure);
        Adoption plan = desk.looking().adoption();
        String database = desk.database().shown();
        boolean isNothing = plan.rows().isEmpty() && !from.equals(NONE);
        if (dryRun || isNothing) {
            desk.show(new AdoptionAnswer(plan, database, AdoptionAnswer.Tense.PLANNED));
            return ExitCode.DONE;
        }
        desk.preview().show(plan, database);
        desk.confirm("Adopt this?");
        desk.show(new AdoptionAnswer(desk.changing(Lockstep::adopt), database, AdoptionAnswer.Tense.DONE));
        return ExitCode.DONE;
    }

    private void configure(Lockstep.Builder builder) {
        builder.adoptStrictly(strict);
        if (fromTable == null) {
            builder.adoptFrom(from);
        } else {
            builder.adoptFrom(from, fromTable);
        }
    }
}
