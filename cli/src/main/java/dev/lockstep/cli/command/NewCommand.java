package dev.lockstep.cli.command;

import dev.lockstep.cli.output.FilesAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the two files of a new migration. */
@Command(
        name = "new",
        header = "Make the two files of a new migration.",
        description =
                "Makes the two files of a new migration, up and down, in the first folder of the migrations, with the"
                        + " time (UTC) as the version. Prints their paths.",
        customSynopsis = "${COMMAND-FULL-NAME} NAME [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} create_orders         migrations/20260131120000_create_orders.up.sql and .down.sql",
            "  ${COMMAND-FULL-NAME} 'add fax' -d db       blanks become underscores"
        })
final class NewCommand implements Callable<Integer> {
    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final Pattern OTHER_THAN_WORDS = Pattern.compile("[^\\p{L}\\p{N}-]+");
    private static final Pattern EDGES = Pattern.compile("^_+|_+$");

    private final LockstepCommand settings;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "What the migration does, in a few words.")
    private List<String> words = List.of();

    NewCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "new").run(this::run);
    }

    private ExitCode run(Desk desk) {
        String description = String.join(" ", words).strip();
        String name = EDGES.matcher(OTHER_THAN_WORDS.matcher(description).replaceAll("_"))
                .replaceAll("");
        if (name.isEmpty()) {
            throw new ConfigurationException(
                    Problem.of("the name holds no letter and no digit", "say what the migration does: create_orders"));
        }
        Path folder = desk.firstFolder();
        try {
            Files.createDirectories(folder);
            String stem = freeVersion(folder) + "_" + name;
            Path up = write(folder.resolve(stem + ".up.sql"), "-- " + description + "\n");
            Path down = write(folder.resolve(stem + ".down.sql"), "-- takes back: " + description + "\n");
            desk.show(new FilesAnswer(List.of(up, down)));
            return ExitCode.DONE;
        } catch (IOException refused) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            "the files cannot be written to " + folder,
                            "see that this user may write there, or name another folder with -d FOLDER")),
                    refused);
        }
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }

    /** The time as a version, moved on where a file bears it already. */
    private static String freeVersion(Path folder) throws IOException {
        LocalDateTime time = LocalDateTime.now(ZoneOffset.UTC);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> taken =
                    files.map(file -> file.getFileName().toString()).toList();
            while (isTaken(VERSION.format(time), taken)) {
                time = time.plusSeconds(1);
            }
        }
        return VERSION.format(time);
    }

    private static boolean isTaken(String version, List<String> names) {
        return names.stream().anyMatch(name -> name.startsWith(version + "_"));
    }
}
