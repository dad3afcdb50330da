package dev.lockstep.source.layout;

import dev.lockstep.model.Kind;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.source.Baseline;
import dev.lockstep.source.Callbacks;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.layout.FlywayName.Language;
import dev.lockstep.source.layout.FlywayName.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One pass over the files of a Flyway project. */
final class FlywayFiles {
    private final SourceFiles files;
    private final FlywaySettings settings;
    private final FlywayPlaceholders placeholders;
    private final FlywayScripts scripts;
    private final Set<String> paths;
    private final Map<Key, Found> found = new LinkedHashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** What two files must not have in common: a version, a description, or a callback's whole name. */
    private record Key(Role role, Object identity) {}

    private record Found(FlywayName name, SourceFile file, Script script) {}

    private FlywayFiles(SourceFiles files, FlywaySettings settings) {
        this.files = files;
        this.settings = settings;
        this.placeholders = new FlywayPlaceholders(settings);
        this.scripts = new FlywayScripts(settings, placeholders, files.all());
        this.paths = files.all().stream().map(SourceFile::path).collect(Collectors.toSet());
        problems.addAll(settings.problems());
        notes.addAll(settings.notes());
    }

    static FlywayFiles read(SourceFiles files, FlywaySettings settings) {
        FlywayFiles read = new FlywayFiles(files, settings);
        files.all().forEach(read::take);
        return read;
    }

    private void take(SourceFile file) {
        try {
            take(file, FlywayName.of(file.fileName(), settings));
        } catch (FlywayName.Unfit unfit) {
            unfit(file, String.valueOf(unfit.getMessage()));
        } catch (ValidationException wrong) {
            problems.addAll(wrong.problems());
        }
    }

    /** Flyway passes over names that fit no rule, unless it is told to look at them. */
    private void unfit(SourceFile file, String why) {
        boolean isScript = settings.all("sqlMigrationSuffixes").stream()
                .anyMatch(suffix -> file.fileName().endsWith(suffix));
        if (isScript && settings.is("validateMigrationNaming")) {
            problems.add(Problem.at(
                    Place.of(file.script()),
                    "'" + file.path() + "' is no migration: " + why,
                    "rename it, or take flyway.validateMigrationNaming out of the settings"));
        } else if (!FlywayScripts.isOfScript(file.path(), paths) && !isManifest(file)) {
            leftOut.add(new LeftOut(file.path(), why));
        }
    }

    private boolean isManifest(SourceFile file) {
        return of(Role.BASELINE).stream()
                .anyMatch(baseline ->
                        SourceFiles.manifestName(baseline.file().path()).equals(file.path()));
    }

    private void take(SourceFile file, FlywayName name) {
        Optional<String> reason = whyNot(name);
        if (reason.isPresent()) {
            leftOut.add(new LeftOut(file.path(), reason.get()));
            if (name.role() == Role.CALLBACK) {
                notes.add("'" + file.path() + "' is not executed: " + reason.get());
            }
            return;
        }
        if (name.language() != Language.SQL) {
            add(name, file, refused(file, name.language()));
            return;
        }
        scripts.script(file)
                .ifPresentOrElse(
                        script -> add(name, file, script),
                        () -> leftOut.add(new LeftOut(file.path(), "its shouldExecute is false")));
    }

    private Optional<String> whyNot(FlywayName name) {
        if (name.role() != Role.CALLBACK) {
            return Optional.empty();
        }
        if (settings.is("skipDefaultCallbacks")) {
            return Optional.of("flyway.skipDefaultCallbacks is set");
        }
        if (!FlywayEvents.happens(name.prefix())) {
            return Optional.of("the event " + name.prefix() + " does not happen here");
        }
        return name.language() == Language.SQL ? Optional.empty() : Optional.of("it is no SQL");
    }

    private static Script refused(SourceFile file, Language language) {
        boolean isJava = language == Language.JAVA;
        Problem problem = Problem.at(
                Place.of(file.script()),
                "'" + file.path() + "' is a migration in "
                        + (isJava ? "Java or another language of the JVM" : "a language of the shell")
                        + ", which Lockstep does not execute",
                "write it as SQL under the same version; or apply it with Flyway and then run 'lockstep adopt'"
                        + (isJava
                                ? "; or do its work in the application, between a migrate(Target.to(...)) up to the version"
                                        + " before it and the next, and give the version an SQL file without a statement"
                                : ""));
        return Script.refused(file.script().name(), problem);
    }

    private void add(FlywayName name, SourceFile file, Script script) {
        Found one = new Found(name, file, script);
        Found rival = found.putIfAbsent(key(name), one);
        if (rival != null && !isSameClass(rival, one)) {
            problems.add(Problem.at(
                    Place.of(file.script()),
                    "two files are the same " + label(name) + ": '"
                            + rival.file().script().name() + "' and '"
                            + file.script().name() + "'",
                    "rename one of them, or remove it"));
        }
    }

    /** A class may lie beside its source. */
    private static boolean isSameClass(Found one, Found other) {
        return one.name().language() == Language.JAVA
                && other.name().language() == Language.JAVA
                && withoutSuffix(one).equals(withoutSuffix(other));
    }

    private static String withoutSuffix(Found found) {
        String path = found.file().path();
        return path.substring(0, path.lastIndexOf('.'));
    }

    private static Key key(FlywayName name) {
        return switch (name.role()) {
            case CALLBACK -> new Key(name.role(), name.words());
            case REPEATABLE -> new Key(name.role(), name.description());
            default -> new Key(name.role(), Version.of(name.version()));
        };
    }

    private static String label(FlywayName name) {
        return switch (name.role()) {
            case VERSIONED -> "version " + name.version();
            case BASELINE -> "baseline " + name.version();
            case UNDO -> "undo script of " + name.version();
            case REPEATABLE -> "repeatable migration '" + name.description() + "'";
            case CALLBACK -> "callback " + name.words();
        };
    }

    Listing listing() {
        List<Migration> migrations = new ArrayList<>(all(Role.VERSIONED));
        undoOnly();
        of(Role.REPEATABLE).forEach(each -> migrations.add(repeatable(each)));
        migrations.sort(Comparator.comparing(Migration::id, MigrationId.RUN_ORDER));
        Callbacks callbacks = FlywayEvents.callbacks(of(Role.CALLBACK).stream()
                .map(each ->
                        new FlywayEvents.Call(each.name().prefix(), each.name().description(), each.script()))
                .toList());
        tellCallbacks();
        return Listing.of(migrations, leftOut, problems)
                .in(settings.manner().filling(placeholders))
                .noting(notes)
                .from(of(Role.BASELINE).stream().map(this::baseline).toList())
                .calling(callbacks);
    }

    private Collection<Found> of(Role role) {
        return found.values().stream()
                .filter(each -> each.name().role() == role)
                .toList();
    }

    private List<Migration> all(Role role) {
        return of(role).stream().map(each -> versioned(each, role)).toList();
    }

    private Migration versioned(Found each, Role role) {
        Version version = Version.of(each.name().version());
        Optional<Script> down = role == Role.VERSIONED
                ? Optional.ofNullable(found.get(new Key(Role.UNDO, version))).map(Found::script)
                : Optional.empty();
        return new Migration(new MigrationId.Versioned(version), each.name().description(), each.script(), down);
    }

    private Baseline baseline(Found each) {
        return new Baseline(versioned(each, Role.BASELINE), files.manifestOf(each.file()));
    }

    private Migration repeatable(Found each) {
        Kind kind = each.name().language() == Language.SQL && scripts.namesTime(each.script())
                ? Kind.DATA
                : Kind.REPEATABLE;
        String description = each.name().description();
        return new Migration(new MigrationId.Named(kind, description), description, each.script(), Optional.empty());
    }

    private void undoOnly() {
        of(Role.UNDO).stream()
                .filter(each -> !found.containsKey(
                        new Key(Role.VERSIONED, Version.of(each.name().version()))))
                .forEach(each -> leftOut.add(new LeftOut(
                        each.file().path(), "there is no version " + each.name().version() + " that it could undo")));
    }

    /** They leave no trace in the history, so that whoever reads a plan is told of them. */
    private void tellCallbacks() {
        String names =
                of(Role.CALLBACK).stream().map(each -> each.file().path()).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            notes.add("callbacks are executed too: " + names);
        }
    }
}
