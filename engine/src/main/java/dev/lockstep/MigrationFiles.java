package dev.lockstep;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Kind;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Script;
import dev.lockstep.model.Squash;
import dev.lockstep.model.Statement;
import dev.lockstep.model.Step;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import dev.lockstep.run.Dialects;
import dev.lockstep.run.Folder;
import dev.lockstep.run.Inventory;
import dev.lockstep.run.Reading;
import dev.lockstep.run.Squashing;
import dev.lockstep.source.Baseline;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files of migrations by themselves, as one dialect sees them; no database is asked. */
public final class MigrationFiles {
    private final Folder folder;
    private final Layout format;
    private final Dialects dialects;
    private final Inventory files;

    private MigrationFiles(Folder folder, Layout format, Dialects dialects, Inventory files) {
        this.folder = folder;
        this.format = format;
        this.dialects = dialects;
        this.files = files;
    }

    /**
     * Lists the files and reads their names.
     *
     * @param dialect a name of the dialect, for example {@code postgresql}
     * @throws LockstepException if the source or the dialect is not there, or names fit no rule or contradict each other
     */
    public static MigrationFiles of(MigrationSource source, Layout format, String dialect) {
        Dialects known = new Dialects(Dialects.found());
        Folder folder = Folder.list(source);
        return new MigrationFiles(folder, format, known, folder.inventory(format, known, known.ofName(dialect)));
    }

    /** The migrations, in the order in which they run. */
    public List<Migration> migrations() {
        return files.migrations();
    }

    /** Files that are no migrations. */
    public List<Layout.LeftOut> leftOut() {
        return files.leftOut();
    }

    /** The highest version; empty if there are only repeatable and data migrations. */
    public Optional<Version> latest() {
        return Stream.concat(migrations().stream(), files.baselines().stream().map(Baseline::migration))
                .map(Migration::id)
                .filter(id -> id.kind() == Kind.VERSIONED)
                .map(id -> ((MigrationId.Versioned) id).version())
                .max(Comparator.naturalOrder());
    }

    /**
     * Reads every script, up and down.
     *
     * @throws LockstepException with all problems of all scripts
     */
    public void validate() {
        Reading.checkScripts(files);
    }

    /**
     * What a database at a version has to run to arrive at a target: the versions in between, with their statements. No database
     * is asked, so nothing but versions counts.
     *
     * @throws LockstepException if one of these scripts cannot be read
     */
    public Plan plan(Version from, Target target) {
        List<Step> steps = migrations().stream()
                .filter(migration -> isBetween(migration.id(), from, target))
                .limit(target instanceof Target.Steps most ? most.count() : Long.MAX_VALUE)
                .map(migration -> new Step(
                        migration.id(),
                        migration.description(),
                        Direction.UP,
                        migration.up(),
                        files.outline(migration.up()),
                        Optional.empty()))
                .toList();
        return new Plan(files.dialect().names().get(0), Optional.of(from), steps, List.of());
    }

    private boolean isBetween(MigrationId id, Version from, Target target) {
        return id instanceof MigrationId.Versioned versioned
                && versioned.version().compareTo(files.order().apply(from)) > 0
                && (!(target instanceof Target.To to)
                        || versioned.version().compareTo(files.order().apply(to.version())) <= 0);
    }

    /**
     * Makes one baseline script of all scripts up to a version, and a manifest of what it replaces; writes nothing. Databases
     * without a history begin with that script; those that ran all that it replaces go on without it, and without their
     * files.
     *
     * @param dump a script that does the same as all of them, such as a dump of a database at this version; empty if they
     *     are to be joined, each as a part of the script
     * @throws LockstepException if there is no such version, if the tool whose files they are knows no such scripts, or if a
     *     script cannot be read
     */
    public Squash squash(Version to, Optional<Script> dump) {
        return new Squashing(folder, format, dialects, files.dialect(), to).squash(dump);
    }

    /**
     * Reads the statements of any script as a dialect does.
     *
     * @param dialect a name of the dialect
     * @throws LockstepException if the script cannot be read
     */
    public static void split(Script script, String dialect, Consumer<Statement> reader) {
        Dialect chosen = new Dialects(Dialects.found()).ofName(dialect);
        Reading.statements(script, chosen.traits(), reader);
    }
}
