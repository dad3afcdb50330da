package dev.lockstep.source;

import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of a source, by path, and what lies beside it.
 *
 * @param all all files, sorted by path
 * @param beside finds a file by its path from the source, outside of it too
 */
public record SourceFiles(List<SourceFile> all, Function<String, Optional<Script>> beside) {
    /** Sorts the files. */
    public SourceFiles {
        all = all.stream()
                .sorted(Comparator.comparing(SourceFile::path))
                .map(SourceFiles::peekable)
                .toList();
    }

    private static SourceFile peekable(SourceFile file) {
        Content content = file.script().content();
        return content instanceof PeekableContent
                ? file
                : file.with(file.script().with(new PeekableContent(content)));
    }

    /**
     * The beginning of a file, for those who look what it is. Whoever reads a small file next need not open it again.
     *
     * @param file one of these files
     * @throws IOException if it cannot be read
     */
    public static String head(SourceFile file) throws IOException {
        return file.script().content() instanceof PeekableContent peekable ? peekable.head() : "";
    }

    /** Files with nothing beside them. */
    public SourceFiles(List<SourceFile> all) {
        this(all, path -> Optional.empty());
    }

    /** The manifest of a baseline script: the file beside it that ends in {@code .txt}. */
    public Optional<Script> manifestOf(SourceFile baseline) {
        String path = manifestName(baseline.path());
        return all.stream()
                .filter(file -> file.path().equals(path))
                .map(SourceFile::script)
                .findFirst();
    }

    /** How the manifest of a baseline script is named, by the name of its file. */
    public static String manifestName(String baseline) {
        return baseline.substring(0, baseline.lastIndexOf('.')) + ".txt";
    }

    /**
     * Lists a source.
     *
     * @throws IOException if it is not there or cannot be listed
     */
    public static SourceFiles of(MigrationSource source) throws IOException {
        return new SourceFiles(source.files(), source::beside);
    }
}
