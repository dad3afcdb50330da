package dev.lockstep.source;

import dev.lockstep.model.Kind;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Version;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lockstep's own file names: {@code <version>_<description>[.<dialect>].up.sql} and {@code .down.sql}, where a file
 * without {@code .up} is an up script, and one with {@code .baseline} instead stands for all versions up to its own; {@code
 * R__<name>[.<dialect>].sql} and {@code D__<name>[.<dialect>].sql}. A file for the dialect beats the general one. Files
 * whose names do not end in {@code .sql} are left out.
 */
public final class LockstepLayout implements Layout {
    private static final Pattern VERSIONED =
            Pattern.compile("(?<version>\\d++(?:\\.\\d++)*+)_(?<description>[^.]+)(?:\\.(?<dialect>[^.]+?))??"
                    + "(?:\\.(?<use>up|down|baseline))?\\.sql");
    private static final Pattern NAMED =
            Pattern.compile("(?<kind>[RD])__(?<description>[^.]+)(?:\\.(?<dialect>[^.]+))?\\.sql");
    private static final Pattern SPEAKING = Pattern.compile(".*\\.(up|down|baseline)\\.sql|D__.*");
    private static final Pattern MANIFEST = Pattern.compile(".*\\.baseline\\.txt");
    private static final String RULE =
            "rename it to <version>_<description>[.<dialect>].up.sql, .down.sql or .baseline.sql, "
                    + "R__<name>.sql or D__<name>.sql, or move it out of the folder";

    /** The layout, which has no settings. */
    public LockstepLayout() {}

    @Override
    public String name() {
        return "lockstep";
    }

    /** The names that say more than a number; a tool that has the same shows itself by others beside them. */
    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        Set<String> paths = files.all().stream()
                .filter(file -> nameOf(file.fileName())
                        .filter(name -> name.dialect().stream().allMatch(dialects.all()::contains))
                        .isPresent())
                .filter(file -> SPEAKING.matcher(file.fileName()).matches())
                .map(SourceFile::path)
                .collect(Collectors.toCollection(TreeSet::new));
        return paths.stream()
                .findFirst()
                .map(first -> new Sign("'" + first + "' is named as Lockstep's own files are", paths));
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        Reading reading = new Reading(files, dialects);
        files.all().forEach(reading::take);
        return reading.listing();
    }

    /** Named for the dialect, as soon as a file is that it might replace. */
    @Override
    public Optional<String> baselineName(SourceFiles files, DialectNames dialects, Migration last) {
        boolean isGeneral = files.all().stream()
                .flatMap(file -> nameOf(file.fileName()).stream())
                .filter(name ->
                        name.id().kind() == Kind.VERSIONED && MigrationId.RUN_ORDER.compare(name.id(), last.id()) <= 0)
                .allMatch(name -> name.dialect().isEmpty());
        return Optional.of(last.id() + "_" + last.description().replace(' ', '_')
                + (isGeneral ? "" : "." + dialects.own().get(0)) + ".baseline.sql");
    }

    /** What a script is for. */
    private enum Use {
        UP,
        DOWN,
        BASELINE
    }

    /** What a file's name says. */
    private record Name(MigrationId id, String description, Optional<String> dialect, Use use) {}

    /** A file of which the name has been read. */
    private record Named(Name name, SourceFile file) {}

    /** The files that say they are the same script, of which one is chosen. */
    private record Role(MigrationId id, Use use) {}

    /** One pass over the files of a source. */
    private static final class Reading {
        private final SourceFiles files;
        private final DialectNames dialects;
        private final Map<Role, List<Named>> byRole = new LinkedHashMap<>();
        private final Map<MigrationId, Named> firstOf = new LinkedHashMap<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        Reading(SourceFiles files, DialectNames dialects) {
            this.files = files;
            this.dialects = dialects;
        }

        void take(SourceFile file) {
            if (!file.fileName().toLowerCase(Locale.ROOT).endsWith(".sql")) {
                if (!MANIFEST.matcher(file.fileName()).matches()) {
                    leftOut.add(new LeftOut(file.path(), "its name does not end in .sql"));
                }
                return;
            }
            Optional<Name> name = nameOf(file.fileName());
            if (name.isEmpty()) {
                report(file, "the name of '" + file.path() + "' fits no rule", RULE);
            } else {
                name.get()
                        .dialect()
                        .filter(dialect -> !dialects.all().contains(dialect))
                        .ifPresentOrElse(
                                unknown -> report(
                                        file,
                                        "'" + file.path() + "' names the dialect '" + unknown + "', which is not known",
                                        "the known ones are " + String.join(", ", dialects.all())),
                                () -> add(new Named(name.get(), file)));
            }
        }

        private void add(Named named) {
            Named first = firstOf.putIfAbsent(named.name().id(), named);
            if (first != null && !first.name().description().equals(named.name().description())) {
                report(
                        named.file(),
                        "two migrations have the version " + named.name().id() + ": '"
                                + first.file().script().name() + "' and '"
                                + named.file().script().name() + "'",
                        "give one of them a version of its own");
                return;
            }
            List<Named> rivals = byRole.computeIfAbsent(
                    new Role(named.name().id(), named.name().use()), role -> new ArrayList<>());
            rivals.stream()
                    .filter(rival -> rival.name().dialect().equals(named.name().dialect()))
                    .findFirst()
                    .ifPresent(rival -> report(
                            named.file(),
                            "two files are the same script: '"
                                    + rival.file().script().name() + "' and '"
                                    + named.file().script().name() + "'",
                            "remove one, or give it a version of its own"));
            rivals.add(named);
        }

        private void report(SourceFile file, String what, String remedy) {
            problems.add(Problem.at(Place.of(file.script()), what, remedy));
        }

        Listing listing() {
            List<Migration> migrations = new ArrayList<>();
            List<Baseline> baselines = new ArrayList<>();
            for (Map.Entry<MigrationId, Named> entry : firstOf.entrySet()) {
                Optional<Script> up = script(entry.getKey(), Use.UP);
                Optional<Script> down = script(entry.getKey(), Use.DOWN);
                String description = entry.getValue().name().description();
                up.ifPresent(script -> migrations.add(new Migration(entry.getKey(), description, script, down)));
                chosen(new Role(entry.getKey(), Use.BASELINE))
                        .ifPresent(file -> baselines.add(new Baseline(
                                new Migration(entry.getKey(), description, file.script(), Optional.empty()),
                                files.manifestOf(file))));
                if (up.isEmpty() && down.isPresent()) {
                    problems.add(Problem.at(
                            Place.of(down.get()),
                            "version " + entry.getKey() + " has a down script and no up script",
                            "add the up script, or remove this file"));
                }
            }
            leaveOutRivals();
            migrations.sort(Comparator.comparing(Migration::id, MigrationId.RUN_ORDER));
            return Listing.of(migrations, leftOut, problems).from(baselines);
        }

        /** The file for the dialect, by its best name, else the general one. */
        private Optional<SourceFile> chosen(Role role) {
            return byRole.getOrDefault(role, List.of()).stream()
                    .filter(named -> rank(named) >= 0)
                    .min(Comparator.comparingInt(this::rank))
                    .map(Named::file);
        }

        /** Files for other dialects, and those that a better one for the same script beats. */
        private void leaveOutRivals() {
            byRole.forEach((role, rivals) -> {
                Optional<SourceFile> meant = chosen(role);
                rivals.stream()
                        .filter(named -> !meant.equals(Optional.of(named.file())))
                        .forEach(named -> leftOut.add(new LeftOut(
                                named.file().path(),
                                rank(named) < 0
                                        ? "it is for " + named.name().dialect().orElseThrow()
                                        : "'" + meant.orElseThrow().path() + "' is meant instead")));
            });
        }

        private Optional<Script> script(MigrationId id, Use use) {
            return chosen(new Role(id, use)).map(SourceFile::script);
        }

        private int rank(Named named) {
            return named.name()
                    .dialect()
                    .map(dialects.own()::indexOf)
                    .orElse(dialects.own().size());
        }
    }

    private static Optional<Name> nameOf(String fileName) {
        Matcher versioned = VERSIONED.matcher(fileName);
        if (versioned.matches()) {
            Use use = Optional.ofNullable(versioned.group("use"))
                    .map(word -> Use.valueOf(word.toUpperCase(Locale.ROOT)))
                    .orElse(Use.UP);
            MigrationId id = new MigrationId.Versioned(Version.of(versioned.group("version")));
            return Optional.of(name(id, versioned, use));
        }
        Matcher named = NAMED.matcher(fileName);
        if (named.matches()) {
            Kind kind = named.group("kind").equals("R") ? Kind.REPEATABLE : Kind.DATA;
            MigrationId id = new MigrationId.Named(kind, description(named));
            return Optional.of(name(id, named, Use.UP));
        }
        return Optional.empty();
    }

    private static Name name(MigrationId id, Matcher matcher, Use use) {
        return new Name(id, description(matcher), Optional.ofNullable(matcher.group("dialect")), use);
    }

    private static String description(Matcher matcher) {
        return matcher.group("description").replace('_', ' ').strip();
    }
}
