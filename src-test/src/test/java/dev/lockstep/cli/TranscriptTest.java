package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every transcript that needs no more than a folder. */
class TranscriptTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> says_what_the_transcript_says() throws IOException {
        try (Stream<Path> files = Files.list(Transcript.FOLDER)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(5);
            return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
        }
    }

    private void check(String name) throws IOException {
        Path here = Files.createDirectories(folder.resolve(name));
        new Transcript(name, new CommandLineRun(here), text -> normal(text, here)).check();
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
