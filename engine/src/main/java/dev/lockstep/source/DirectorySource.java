package dev.lockstep.source;

import dev.lockstep.model.Script;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A directory, with the folders below it; links are followed, names that begin with a dot are left alone. */
record DirectorySource(Path directory) implements MigrationSource {

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public List<SourceFile> files() throws IOException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        List<SourceFile> files = new ArrayList<>();
        Files.walkFileTree(
                directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!isHidden(file)) {
                            files.add(sourceFile(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    @Override
    public Optional<Script> beside(String path) {
        return Optional.of(directory.resolve(path).normalize())
                .filter(Files::isRegularFile)
                .map(file -> new Script(file.toString(), () -> Files.newInputStream(file)));
    }

    private boolean isHidden(Path path) {
        return !path.equals(directory) && path.getFileName().toString().startsWith(".");
    }

    private SourceFile sourceFile(Path file) {
        String separator = file.getFileSystem().getSeparator();
        String path = directory.relativize(file).toString().replace(separator, "/");
        return new SourceFile(path, new Script(file.toString(), () -> Files.newInputStream(file)));
    }
}
