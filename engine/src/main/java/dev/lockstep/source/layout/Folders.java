package dev.lockstep.source.layout;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** What layouts ask of files. */
final class Folders {
    private static final Pattern DIRECTED = Pattern.compile(".*\\.(up|down)\\.sql");
    private static final int MOST_LINES = 200;

    private Folders() {}

    /** Whether the file lies in the folder itself, not in one below. */
    static boolean isOnTop(SourceFile file) {
        return file.path().indexOf('/') < 0;
    }

    /**
     * The first of these files that has such a line near its top; only the first and the last are looked into, of those
     * whose names do not tell the direction already.
     */
    static Optional<SourceFile> marked(List<SourceFile> named, Pattern mark) {
        List<SourceFile> files = named.stream()
                .filter(file -> !DIRECTED.matcher(file.fileName()).matches())
                .toList();
        Set<SourceFile> ends = new LinkedHashSet<>();
        if (!files.isEmpty()) {
            ends.add(files.get(0));
            ends.add(files.get(files.size() - 1));
        }
        return ends.stream().filter(file -> hasLine(file, mark)).findFirst();
    }

    private static boolean hasLine(SourceFile file, Pattern mark) {
        return head(file)
                .lines()
                .limit(MOST_LINES)
                .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                .anyMatch(mark.asMatchPredicate());
    }

    /** The lines of a small file, such as one with settings. */
    static List<String> lines(Script file) {
        try (InputStream stream = file.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /** The properties of a file. */
    static Properties properties(Script file) {
        try (InputStream stream = file.open()) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static String head(SourceFile file) {
        try {
            return SourceFiles.head(file);
        } catch (IOException unreadable) {
            throw unreadable(file.script(), unreadable);
        }
    }

    static ValidationException unreadable(Script file, Exception cause) {
        Problem problem = Problem.at(
                Place.of(file),
                "the file cannot be read: " + cause.getMessage(),
                "see that it exists and that this user may read it");
        return new ValidationException(List.of(problem), cause);
    }
}
