package dev.lockstep.source;

import dev.lockstep.model.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place that holds the files of migrations. */
public interface MigrationSource {

    /** The place as it is shown in messages, for example {@code ./migrations} or {@code classpath:db/migrations}. */
    String name();

    /**
     * All files of the place and of the folders below it, in any order, unopened.
     *
     * @throws IOException if the place is not there or cannot be listed
     */
    List<SourceFile> files() throws IOException;

    /**
     * A file that belongs to the place but need not lie in it, by its path from there: {@code ../tool.conf}. Empty if
     * there is none, or the source knows of nothing outside.
     */
    default Optional<Script> beside(String path) {
        return Optional.empty();
    }

    /**
     * A file of a source.
     *
     * @param path its path below the source, with {@code /} between folders
     * @param script its bytes, under the name that messages show
     */
    record SourceFile(String path, Script script) {
        /** The same place, with its script read otherwise. */
        public SourceFile with(Script other) {
            return new SourceFile(path, other);
        }

        /** The last part of the path. */
        public String fileName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** The files in a directory, of the default or of any other file system. */
    static MigrationSource directory(Path directory) {
        return new DirectorySource(directory);
    }

    /** The files in a folder of the class path, in folders and in jars, as the thread's context class loader sees it. */
    static MigrationSource classpath(String folder) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return classpath(folder, context == null ? MigrationSource.class.getClassLoader() : context);
    }

    /** The files in a folder of the class path, as this class loader sees it. */
    static MigrationSource classpath(String folder, ClassLoader loader) {
        return new ClasspathSource(folder, loader);
    }

    /** Files in memory: text by path. */
    static MigrationSource memory(Map<String, String> textByPath) {
        return new MemorySource(textByPath);
    }

    /** The files of several sources together. */
    static MigrationSource all(List<MigrationSource> sources) {
        return sources.size() == 1 ? sources.get(0) : new CombinedSource(sources);
    }
}
