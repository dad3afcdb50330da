package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What people see, word for word, in {@code transcripts/<name>.txt}: a file's lines that begin with {@code $} are typed,
 * those that begin with {@code >} make a file (path, then its text; {@code \n} ends a line), the rest is what they answer.
 * With {@code -Dlockstep.transcripts.write} the answers are written anew; then read what has changed before it is
 * committed.
 */
final class Transcript {
    static final Path FOLDER = Path.of("src/test/resources/transcripts");

    private final Path file;
    private final CommandLineRun run;
    private final UnaryOperator<String> normal;
    private final StringBuilder found = new StringBuilder();

    /**
     * A transcript to be played.
     *
     * @param name its file's name without the extension, with folders
     * @param run what is typed into
     * @param normal takes away what differs from run to run
     */
    Transcript(String name, CommandLineRun run, UnaryOperator<String> normal) {
        this.file = FOLDER.resolve(name + ".txt");
        this.run = run;
        this.normal = normal;
    }

    /** Types what the file says, and compares the answers. */
    void check() throws IOException {
        String expected = Files.readString(file);
        expected.lines().forEach(this::play);
        if (System.getProperty("lockstep.transcripts.write") != null) {
            Files.writeString(file, found);
            return;
        }
        assertThat(found.toString()).as("%s", file).isEqualTo(expected);
    }

    private void play(String line) {
        if (line.startsWith("# ")) {
            found.append(line).append('\n');
        } else if (line.startsWith("> ")) {
            found.append(line).append('\n');
            String[] words = line.substring(2).split(" ", 2);
            run.file(words[0], words[1].replace("\\n", "\n"));
        } else if (line.startsWith("$ lockstep")) {
            String arguments = line.substring("$ lockstep".length()).strip();
            Result result = run.run(arguments.isEmpty() ? new String[0] : arguments.split(" +"));
            found.append(line).append('\n').append(normal.apply(result.err() + result.out()));
            if (result.code() != 0) {
                found.append("(exit code ").append(result.code()).append(")\n");
            }
            found.append('\n');
        }
    }
}
