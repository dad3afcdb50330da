package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on troubleshooting shows, some command has said in a test; {@code ...} stands for lines left out. */
class TroubleshootingPageTest {
    private static final Path PAGE = Path.of("../docs/troubleshooting.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^\\.\\.\\.\\n");

    @Test
    void every_output_on_the_page_is_in_a_transcript() throws IOException {
        List<String> shown = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```\n", "").replace("```", ""))
                .flatMap(LEFT_OUT::splitAsStream)
                .toList();
        List<String> transcripts = transcripts();

        assertThat(shown).hasSizeGreaterThan(15);
        assertThat(shown)
                .allSatisfy(part ->
                        assertThat(transcripts).anyMatch(transcript -> ("\n" + transcript).contains("\n" + part)));
    }

    private static List<String> transcripts() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Transcript.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
