package dev.lockstep.changelogs;

import dev.lockstep.Lockstep;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project of another tool, in a folder of its own, where that tool can work on it too.
 *
 * @param folder where it is
 */
record Project(Path folder) {
    private static final Path SAMPLES = Path.of("src/test/resources/layouts");

    /** The sample for a tool: what is for all databases, and what is for this one. */
    static Project sample(String tool, TestDatabase db, Path folder) throws IOException {
        copy(SAMPLES.resolve(tool).resolve("common"), folder);
        copy(SAMPLES.resolve(tool).resolve(db.dbms().toString()), folder);
        return new Project(folder);
    }

    /** A project with these files: path, text, path, text. */
    static Project of(Path folder, String... pathsAndTexts) throws IOException {
        Project project = new Project(folder);
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            project.write(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return project;
    }

    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Lockstep.Builder builder(TestDatabase db, String format) {
        return Lockstep.builder(db.dataSource(), MigrationSource.directory(folder))
                .format(format);
    }

    Lockstep lockstep(TestDatabase db, String format) {
        return builder(db, format).build();
    }

    /** Gives a database a history, so that it may be compared with one that has. */
    static void withHistory(TestDatabase db) {
        Lockstep.builder(db.dataSource(), MigrationSource.memory(Map.of("1_nothing.up.sql", "")))
                .adoptFrom("none")
                .build()
                .migrate();
    }

    /**
     * The state of a database, but for a mode that MariaDB's driver sets and triggers remember: Lockstep takes it back, so
     * that names are read as the server reads them.
     */
    static String snapshot(TestDatabase db, String... except) throws SQLException {
        return db.snapshot(except).replace("IGNORE_SPACE,", "");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from).filter(Files::isRegularFile)) {
            files.forEach(file -> {
                Path target = to.resolve(from.relativize(file).toString());
                try {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
