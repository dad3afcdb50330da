package dev.lockstep.source;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Problem;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.util.List;

/** How the names of files tell what they are. */
public interface Layout {

    /** The name by which users choose it ({@code --format}). */
    String name();

    /**
     * What the files are, for one dialect.
     *
     * @param files all files of the source, in any order
     * @param dialects the names that may stand in file names
     */
    Listing list(List<SourceFile> files, DialectNames dialects);

    /**
     * The names of dialects in file names.
     *
     * @param own the names of the dialect at hand, the best first
     * @param all the names of all dialects that are known
     */
    record DialectNames(List<String> own, List<String> all) {
        /** Copies the lists. */
        public DialectNames {
            own = List.copyOf(own);
            all = List.copyOf(all);
        }
    }

    /**
     * What was found.
     *
     * @param migrations the migrations for the dialect, in the order in which they run
     * @param leftOut files that are no migrations, by path
     * @param problems files that fit no rule, or contradict each other
     */
    record Listing(List<Migration> migrations, List<String> leftOut, List<Problem> problems) {
        /** Copies the lists. */
        public Listing {
            migrations = List.copyOf(migrations);
            leftOut = List.copyOf(leftOut);
            problems = List.copyOf(problems);
        }
    }
}
