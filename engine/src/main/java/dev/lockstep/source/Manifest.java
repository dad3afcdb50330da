package dev.lockstep.source;

import dev.lockstep.model.Checksum;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a baseline script has replaced: a line for each script, with version, checksum and file. Lines that begin with
 * {@code #} are for people. A version may have several lines, of which any will do.
 *
 * @param lines the lines, in the order of their versions
 */
public record Manifest(List<Line> lines) {
    /** The manifest of a baseline that has replaced nothing. */
    public static final Manifest EMPTY = new Manifest(List.of());

    private static final Pattern LINE = Pattern.compile("(\\d++(?:\\.\\d++)*+)\\s+([^\\s:]+:\\S+)\\s+(\\S.*)");

    /** Copies the list. */
    public Manifest {
        lines = List.copyOf(lines);
    }

    /**
     * A script that was replaced.
     *
     * @param version its version
     * @param checksum over its tokens
     * @param file its file's name
     */
    public record Line(Version version, Checksum checksum, String file) {
        /** As it is written. */
        @Override
        public String toString() {
            return version + "  " + checksum + "  " + file;
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if the file cannot be read
     * @throws ValidationException if a line is none
     */
    public static Manifest read(Script file) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line(line.strip(), new Place(file.name(), number, 1, line, 0)));
                }
            }
        }
        return new Manifest(lines);
    }

    private static Line line(String text, Place place) {
        Matcher words = LINE.matcher(text);
        if (!words.matches()) {
            throw new ValidationException(Problem.at(
                    place,
                    "this line names no version, checksum and file",
                    "put the file back as 'lockstep squash' has written it"));
        }
        return new Line(Version.of(words.group(1)), Checksum.parse(words.group(2)), words.group(3));
    }

    /** The versions that it names. */
    public Set<Version> versions() {
        return lines.stream().map(Line::version).collect(Collectors.toSet());
    }

    /** As it is written, without the lines for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
