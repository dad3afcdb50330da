package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the project's main code lies: its sources in the working copy, its classes on the class path. */
final class Project {

    private static final List<String> MODULES = List.of("engine", "dialects", "cli");

    private Project() {}

    static JavaClasses mainClasses() {
        return Compiled.MAIN;
    }

    static List<SourceFile> mainSources() {
        return MODULES.stream().flatMap(Project::sources).map(SourceFile::read).toList();
    }

    static List<SourceFile> engineSources() {
        return sources("engine").map(SourceFile::read).toList();
    }

    private static Stream<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("engine/src/main"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Read once for all rules. */
    private static final class Compiled {
        static final JavaClasses MAIN = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lockstep");
    }
}
