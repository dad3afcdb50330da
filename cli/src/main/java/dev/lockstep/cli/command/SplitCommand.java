package dev.lockstep.cli.command;

import dev.lockstep.cli.output.SplitAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.cli.url.Vendor;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a script is cut into statements. */
@Command(
        name = "split",
        header = "Show how a script is cut into statements.",
        sortOptions = false,
        description =
                "Shows how a script is cut into statements: number, line, what each does to a transaction, and its"
                        + " first words; with -o json, its whole text. Needs no database.",
        customSynopsis = "${COMMAND-FULL-NAME} FILE [--dialect D] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  ${COMMAND-FULL-NAME} migrations/7_orders.up.sql --dialect mariadb")
final class SplitCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Parameters(paramLabel = "FILE", description = "The script.")
    private String file = "";

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description = "Whose rules cut it: postgresql, mariadb or sqlite (default: what the URL says).")
    private @Nullable String dialect;

    SplitCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "split").run(this::run);
    }

    private ExitCode run(Desk desk) {
        Path path = desk.shell().resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(Problem.of("there is no file " + path, "name an existing script"));
        }
        Script script = new Script(path.toString(), () -> Files.newInputStream(path));
        String rules = Optional.ofNullable(dialect)
                .or(() -> desk.database().vendor().map(Vendor::dialect))
                .orElseThrow(() -> new ConfigurationException(
                        Problem.of("the URL does not tell the dialect", "name it with --dialect")));
        desk.show(new SplitAnswer(script, rules));
        return ExitCode.DONE;
    }
}
