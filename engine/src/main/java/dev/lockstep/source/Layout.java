package dev.lockstep.source;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How the files of a migration tool are to be read: which of them are migrations, in which order they run, and what they
 * hold. A layout translates its tool's marks into Lockstep's own directives ({@link Translation}); what reads and executes
 * scripts knows only those.
 *
 * <p>To add a layout:
 *
 * <ol>
 *   <li>write one final class that implements this interface, with a public constructor without parameters;
 *   <li>name it as a provider of this service, in {@code module-info.java} and in {@code META-INF/services};
 *   <li>give it a sample project and a test that runs it.
 * </ol>
 *
 * <p>An implementation holds no state but what it was told. Listing reads names; it opens files only where names do not tell enough.
 */
public interface Layout {

    /** The name by which users choose it ({@code --format}). */
    String name();

    /**
     * What shows that these files are laid out in this way; empty if nothing does. Names that several layouts share show
     * nothing by themselves.
     */
    Optional<Sign> sign(SourceFiles files, DialectNames dialects);

    /**
     * The same layout, told what its tool's settings say; that comes before what files of settings say.
     *
     * @param settings values by the names that the tool's files have for them: {@code flyway.placeholderPrefix}
     */
    default Layout told(Map<String, String> settings) {
        return this;
    }

    /** What the files are, for one dialect. */
    Listing list(SourceFiles files, DialectNames dialects);

    /**
     * How the file of a baseline script has to be named that is to stand for all versions up to this one. It is the same for
     * several dialects if they have the same files. Its manifest is named likewise and ends in {@code .txt}.
     *
     * @param last one of those that {@link #list} has found
     * @return the name without a folder; empty if the tool knows no such scripts
     */
    default Optional<String> baselineName(SourceFiles files, DialectNames dialects, Migration last) {
        return Optional.empty();
    }

    /**
     * What speaks for a layout.
     *
     * @param because what was seen, as a clause: {@code 'V1__a.sql' is named V<version>__<description>}
     * @param paths the files that would be migrations
     */
    record Sign(String because, Set<String> paths) {
        /** Copies the set. */
        public Sign {
            paths = Set.copyOf(paths);
        }
    }

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

        /** The same, the name by which a product calls itself first, if it is one of them. */
        public DialectNames preferring(String product) {
            String lower = product.toLowerCase(Locale.ROOT);
            return new DialectNames(
                    own.stream()
                            .sorted(Comparator.comparing(name -> lower.contains(name) ? 0 : 1))
                            .toList(),
                    all);
        }
    }

    /**
     * What was found.
     *
     * @param migrations the migrations for the dialect, in the order in which they run
     * @param leftOut files that are no migrations
     * @param problems files that fit no rule, or contradict each other
     * @param notes what should be known of how the files were read
     * @param manner how versions and scripts are to be read
     * @param baselines scripts that stand for all versions up to their own: the highest one runs instead of them where
     *     nothing has been applied yet; elsewhere they count for nothing
     * @param callbacks scripts that are no migrations and run at certain moments
     */
    record Listing(
            List<Migration> migrations,
            List<LeftOut> leftOut,
            List<Problem> problems,
            List<String> notes,
            Manner manner,
            List<Baseline> baselines,
            Callbacks callbacks) {
        /** Copies the lists. */
        public Listing {
            migrations = List.copyOf(migrations);
            leftOut = List.copyOf(leftOut);
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
            baselines = List.copyOf(baselines);
        }

        /** A listing without notes, read in Lockstep's own manner. */
        public static Listing of(List<Migration> migrations, List<LeftOut> leftOut, List<Problem> problems) {
            return new Listing(migrations, leftOut, problems, List.of(), Manner.OWN, List.of(), Callbacks.NONE);
        }

        /** The same, read in another manner. */
        public Listing in(Manner other) {
            return new Listing(migrations, leftOut, problems, notes, other, baselines, callbacks);
        }

        /** The same with other notes. */
        public Listing noting(List<String> other) {
            return new Listing(migrations, leftOut, problems, other, manner, baselines, callbacks);
        }

        /** The same with baselines. */
        public Listing from(List<Baseline> other) {
            return new Listing(migrations, leftOut, problems, notes, manner, other, callbacks);
        }

        /** The same with callbacks. */
        public Listing calling(Callbacks other) {
            return new Listing(migrations, leftOut, problems, notes, manner, baselines, other);
        }
    }

    /**
     * A file that is no migration.
     *
     * @param path its path below the source
     * @param because why, as a clause: {@code its name does not end in .sql}
     */
    record LeftOut(String path, String because) {
        /** Path and reason. */
        @Override
        public String toString() {
            return path + " (" + because + ")";
        }
    }

    /**
     * The table in which a tool keeps its history.
     *
     * @param tool the tool
     * @param name the table, with or without a schema and a dot before it
     */
    record HistoryTable(String tool, String name) {}

    /**
     * How a tool goes about it.
     *
     * @param order gives each version what it is sorted by, if that is not its number
     * @param substitution what stands for placeholders
     * @param policies what the tool is strict about, which holds as long as the user sets nothing
     * @param history the table of its history, if its settings name it
     */
    record Manner(
            UnaryOperator<Version> order,
            Substitution substitution,
            Policies policies,
            Optional<HistoryTable> history) {
        /** Lockstep's own: versions by number, <code>${name}</code> for what the user sets. */
        public static final Manner OWN =
                new Manner(UnaryOperator.identity(), Substitution.OWN, Policies.STRICT, Optional.empty());

        /** As text by itself. */
        public static final UnaryOperator<Version> AS_TEXT = version -> version.sortedBy(version.text());

        /** The same with other versions. */
        public Manner sorting(UnaryOperator<Version> other) {
            return new Manner(other, substitution, policies, history);
        }

        /** The same with other placeholders. */
        public Manner filling(Substitution other) {
            return new Manner(order, other, policies, history);
        }

        /** The same, strict about other things. */
        public Manner strictAs(Policies other) {
            return new Manner(order, substitution, other, history);
        }

        /** The same, with a table that settings name. */
        public Manner keeping(HistoryTable table) {
            return new Manner(order, substitution, policies, Optional.of(table));
        }
    }
}
