package dev.lockstep.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialects.Lexicons;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each script in {@code golden/<dialect>} beside what the scanner must find in it. With {@code -Dlockstep.golden.write}
 * the golden files are written anew; then read what has changed, line by line, before it is committed.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int TINY = 1;

    @TestFactory
    Stream<DynamicTest> finds_what_the_golden_file_says() throws IOException {
        return scripts().stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    @TestFactory
    Stream<DynamicTest> finds_the_same_with_a_tiny_buffer() throws IOException {
        return scripts().stream()
                .map(file -> DynamicTest.dynamicTest(
                        name(file), () -> assertThat(transcript(file, TINY)).isEqualTo(transcript(file, Window.SIZE))));
    }

    @Test
    void there_are_enough_of_them() throws IOException {
        assertThat(scripts()).hasSizeGreaterThanOrEqualTo(150);
    }

    private static void check(Path file) throws IOException {
        Path golden = Path.of(file.toString().replaceFirst("sql$", "golden"));
        String found = transcript(file, Window.SIZE);
        if (System.getProperty("lockstep.golden.write") != null) {
            Files.writeString(golden, found);
        }
        assertThat(found).isEqualTo(Files.readString(golden));
    }

    private static String transcript(Path file, int size) throws IOException {
        Script script = new Script(file.getFileName().toString(), () -> Files.newInputStream(file));
        return Transcript.of(script, Lexicons.BY_NAME.get(dialect(file)), size);
    }

    private static String name(Path file) {
        return dialect(file) + "/" + file.getFileName();
    }

    private static String dialect(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
