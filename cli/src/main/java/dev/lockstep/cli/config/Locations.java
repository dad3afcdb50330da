package dev.lockstep.cli.config;

import dev.lockstep.cli.shell.Shell;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import dev.lockstep.source.MigrationSource;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The places that a location names: a folder, a folder of the class path, or each folder whose path has a form, where
 * {@code ?} is one character, {@code *} some of one folder's name, and a part {@code **} any folders or none.
 *
 * @param shell where relative paths begin
 */
record Locations(Shell shell) {
    private static final String CLASSPATH = "classpath:";
    private static final Pattern WILDCARD = Pattern.compile("[*?]");
    private static final Pattern PART = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?|[^*?]+");

    /** The sources at a location. */
    List<MigrationSource> sources(String location) {
        if (isOnClasspath(location)) {
            return List.of(MigrationSource.classpath(location.substring(CLASSPATH.length())));
        }
        if (!WILDCARD.matcher(location).find()) {
            return List.of(MigrationSource.directory(path(location)));
        }
        return matching(location).stream().map(MigrationSource::directory).toList();
    }

    static boolean isOnClasspath(String location) {
        return location.startsWith(CLASSPATH);
    }

    /** The path that a name stands for. */
    Path path(String location) {
        try {
            return shell.resolve(location);
        } catch (InvalidPathException notAPath) {
            throw new ConfigurationException(
                    List.of(Problem.of("'" + location + "' is no folder's name", "name the folder with -d FOLDER")),
                    notAPath);
        }
    }

    /** Folders below a folder that is meant belong to it. */
    private List<Path> matching(String location) {
        String root = location.replaceFirst("[^/]*[*?].*", "");
        Pattern form = form(location.substring(root.length()));
        Path start = path(root);
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                            String path = start.relativize(folder).toString().replace('\\', '/');
                            if (!form.matcher(path).matches()) {
                                return FileVisitResult.CONTINUE;
                            }
                            found.add(folder);
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                    });
        } catch (IOException unreadable) {
            throw new ConfigurationException(List.of(nothing(location)), unreadable);
        }
        if (found.isEmpty()) {
            throw new ConfigurationException(nothing(location));
        }
        return found.stream().sorted().toList();
    }

    private static Problem nothing(String location) {
        return Problem.of("no folder is called " + location, "name the folders with -d FOLDER");
    }

    private static Pattern form(String text) {
        StringBuilder regex = new StringBuilder();
        PART.matcher(text)
                .results()
                .map(part -> part.group())
                .forEach(part -> regex.append(
                        switch (part) {
                            case "**/" -> "(?:[^/]+/)*";
                            case "**" -> ".*";
                            case "*" -> "[^/]+";
                            case "?" -> "[^/]";
                            default -> Pattern.quote(part);
                        }));
        return Pattern.compile(regex.toString());
    }
}
