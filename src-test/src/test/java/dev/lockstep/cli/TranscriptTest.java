package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people see, word for word, in {@code transcripts/<name>.txt}: a file's lines that begin with {@code $} are typed,
 * those that begin with {@code >} make a file (path, then its text; {@code \n} ends a line), the rest is what they answer.
 * With {@code -Dlockstep.transcripts.write} the answers are written anew; then read what has changed before it is
 * committed.
 */
class TranscriptTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> says_what_the_transcript_says() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            List<Path> sorted = files.sorted().toList();
            assertThat(sorted).hasSizeGreaterThan(5);
            return sorted.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    private void check(Path file) throws IOException {
        String expected = Files.readString(file);
        Path here = Files.createDirectories(folder.resolve(file.getFileName().toString()));
        StringBuilder found = new StringBuilder();
        CommandLineRun run = new CommandLineRun(here);
        expected.lines().forEach(line -> play(line, run, here, found));
        if (System.getProperty("lockstep.transcripts.write") != null) {
            Files.writeString(file, found);
        }
        assertThat(found.toString()).isEqualTo(expected);
    }

    private static void play(String line, CommandLineRun run, Path here, StringBuilder found) {
        if (line.startsWith("# ")) {
            found.append(line).append('\n');
        } else if (line.startsWith("> ")) {
            found.append(line).append('\n');
            String[] words = line.substring(2).split(" ", 2);
            run.file(words[0], words[1].replace("\\n", "\n"));
        } else if (line.startsWith("$ lockstep")) {
            String arguments = line.substring("$ lockstep".length()).strip();
            Result result = run.run(arguments.isEmpty() ? new String[0] : arguments.split(" +"));
            found.append(line).append('\n').append(normal(result.err(), here)).append(normal(result.out(), here));
            if (result.code() != 0) {
                found.append("(exit code ").append(result.code()).append(")\n");
            }
            found.append('\n');
        }
    }

    /** Without what differs from run to run: the folder, times, and who it was. */
    private static String normal(String text, Path here) {
        return text.replace(here + "/", "")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", "2026-01-31 12:00:00 UTC")
                .replaceAll("20\\d{12}", "20260131120000")
                .replaceAll("(?<= (in|after) )\\d+(\\.\\d)? m?s", "5 ms")
                .replaceAll("\\d+ MB, \\d+ MB free", "1 MB, 5000 MB free")
                .replaceAll(" by \\S+ on \\S+/\\d+(?=[:,])", " by root on host/4711")
                .replaceAll("UTC  [^\\n]*", "UTC  5 ms  root on host/4711")
                .replaceAll("took +by", "took  by");
    }
}
