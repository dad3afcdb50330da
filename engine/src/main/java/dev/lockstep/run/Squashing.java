package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Squash;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Baseline;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Manifest;
import dev.lockstep.source.SourceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes one baseline script of all that a database without a history would run up to a version. */
public final class Squashing {
    private static final Pattern HISTORY = Pattern.compile("(?is)\\w+\\s+TABLE\\s[^(;]*schema_history\\b.*");

    private final Folder folder;
    private final Layout format;
    private final Dialects dialects;
    private final Dialect dialect;
    private final Version to;
    private final Inventory files;

    /** The files of a folder up to a version; for a dialect, and for those that have the same files. */
    public Squashing(Folder folder, Layout format, Dialects dialects, Dialect dialect, Version to) {
        this.folder = folder;
        this.format = format;
        this.dialects = dialects;
        this.dialect = dialect;
        this.to = to;
        this.files = folder.inventory(format, dialects, dialect);
    }

    /**
     * What is to be written, and what it makes superfluous.
     *
     * @param dump a script that does the same as all others together; empty if those are to be joined
     * @throws ConfigurationException if there is no such version, or the tool has no baseline scripts
     * @throws ValidationException if a script cannot be read
     */
    public Squash squash(Optional<Script> dump) {
        List<Migration> fresh = upToIt(files.migrations(Ledger.EMPTY, new Target.To(to)));
        Migration last = fresh.stream()
                .filter(migration -> version(migration).equals(to))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        Problem.of("there is no version " + to, "'lockstep status' tells which there are")));
        String name = name(dialect, last)
                .orElseThrow(() -> new ConfigurationException(Problem.of(
                        "the tool whose files these are knows no baseline scripts",
                        "only the files of Lockstep and of Flyway can be squashed")));
        List<Dialect> sharing = dialects.all().stream()
                .filter(each -> name(each, last).equals(Optional.of(name)))
                .toList();
        List<Script> superfluous = superfluous(sharing);
        Optional<Baseline> there = files.baselines().stream()
                .filter(baseline -> baseline.migration().equals(last))
                .findFirst();
        if (there.isPresent()) {
            if (there.get().manifest().isEmpty()) {
                throw withoutManifest(last.up());
            }
            return new Squash(to, List.of(), 0, superfluous);
        }
        Manifest replaced = replaced(sharing);
        Script script = dump.map(file -> asBaseline(name, file)).orElseGet(() -> joined(name, fresh));
        String manifest = "# What " + name + " has replaced: version, checksum, file.\n"
                + "# A database in which all of this was applied goes on without that script.\n" + replaced;
        return new Squash(
                to,
                List.of(script, Script.ofText(SourceFiles.manifestName(name), manifest)),
                replaced.versions().size(),
                superfluous);
    }

    /** Without the originals, databases that ran them would not be accepted. */
    private static ConfigurationException withoutManifest(Script baseline) {
        return new ConfigurationException(Problem.of(
                "the baseline script '" + baseline + "' is there already, and has no manifest",
                "move it to another folder, and squash again with --from and its name there; or, if 'lockstep squash' was"
                        + " interrupted while it wrote it, delete it and squash again"));
    }

    /** A dump of a database that was migrated holds the history too, unless it was left out. */
    private Script asBaseline(String name, Script dump) {
        try {
            ScriptReader.outline(dump, dialect.traits(), reader -> {
                String text = reader.firstWord().matches("CREATE|DROP")
                        ? reader.statement().text()
                        : "";
                if (HISTORY.matcher(text).lookingAt()) {
                    throw new ValidationException(Problem.at(
                            reader.place(0),
                            "this dump holds the history table, which must not be overwritten by its own first step",
                            "dump the database without it"));
                }
            });
        } catch (IOException unreadable) {
            throw Inventory.unreadable(dump, unreadable);
        }
        return new Script(name, dump.content());
    }

    private Script joined(String name, List<Migration> fresh) {
        String head = "-- Everything up to version " + to
                + ", for databases that begin here. What it has replaced is listed in\n" + "-- "
                + SourceFiles.manifestName(name) + ". Each part is executed as a script of its own.\n";
        JoinedScripts scripts =
                new JoinedScripts(head, fresh.stream().map(Migration::up).toList());
        Script script = new Script(name, scripts);
        try {
            scripts.check(script, dialect.traits());
        } catch (IOException unreadable) {
            throw Inventory.unreadable(folder.name(), unreadable);
        }
        return script;
    }

    /** What databases may have run instead, as each dialect reads it that has the same baseline. */
    private Manifest replaced(List<Dialect> sharing) {
        List<Migration> scripts = new ArrayList<>(upToIt(files.migrations()));
        List<Manifest.Line> lines = new ArrayList<>();
        for (Baseline earlier : baselines()) {
            scripts.add(earlier.migration());
            earlier.manifest()
                    .ifPresent(file -> lines.addAll(files.manifest(file).lines()));
        }
        for (Migration migration : scripts) {
            String file = migration.up().name().replaceFirst(".*[/\\\\]", "");
            checksums(migration.up(), sharing)
                    .forEach(checksum -> lines.add(new Manifest.Line(version(migration), checksum, file)));
        }
        return new Manifest(lines.stream()
                .distinct()
                .sorted(Comparator.comparing(Manifest.Line::version))
                .toList());
    }

    /** The checksum by the rules of the dialect at hand, and by those of others where they differ and it can be read. */
    private Stream<Checksum> checksums(Script script, List<Dialect> sharing) {
        Stream<Checksum> others = sharing.stream()
                .filter(each -> !each.equals(dialect))
                .flatMap(each -> {
                    try {
                        return Stream.of(tokens(script, each));
                    } catch (ValidationException unreadable) {
                        return Stream.empty();
                    }
                });
        return Stream.concat(Stream.of(tokens(script, dialect)), others).distinct();
    }

    private static Checksum tokens(Script script, Dialect reader) {
        try {
            return ScriptReader.outline(script, reader.traits(), statement -> {})
                    .checksum();
        } catch (IOException unreadable) {
            throw Inventory.unreadable(script, unreadable);
        }
    }

    /** All that the baseline stands for, but for what another dialect needs that has none. */
    private List<Script> superfluous(List<Dialect> sharing) {
        Set<Script> needed = dialects.all().stream()
                .filter(each -> !sharing.contains(each) && isNamed(each))
                .map(each -> folder.inventory(format, dialects, each))
                .filter(others -> others.baselines().stream()
                        .allMatch(baseline -> baseline.version().compareTo(to) < 0))
                .flatMap(others -> others.migrations().stream())
                .flatMap(Squashing::scripts)
                .collect(Collectors.toSet());
        Stream<Script> earlier = baselines().stream()
                .filter(baseline -> !baseline.version().equals(to))
                .flatMap(
                        baseline -> Stream.concat(Stream.of(baseline.migration().up()), baseline.manifest().stream()));
        return Stream.concat(upToIt(files.migrations()).stream().flatMap(Squashing::scripts), earlier)
                .filter(script -> !needed.contains(script))
                .toList();
    }

    /** Whether the name of a file says that it is for this dialect. */
    private boolean isNamed(Dialect reader) {
        return folder.files().all().stream()
                .anyMatch(file ->
                        reader.names().stream().anyMatch(name -> file.fileName().contains("." + name + ".")));
    }

    private static Stream<Script> scripts(Migration migration) {
        return Stream.concat(Stream.of(migration.up()), migration.down().stream());
    }

    private Optional<String> name(Dialect reader, Migration last) {
        return format.baselineName(folder.files(), dialects.namesFor(reader), last);
    }

    private List<Baseline> baselines() {
        return files.baselines().stream()
                .filter(baseline -> baseline.version().compareTo(to) <= 0)
                .toList();
    }

    private List<Migration> upToIt(List<Migration> migrations) {
        return migrations.stream()
                .filter(migration -> migration.id() instanceof MigrationId.Versioned versioned
                        && versioned.version().compareTo(to) <= 0)
                .toList();
    }

    private static Version version(Migration migration) {
        return ((MigrationId.Versioned) migration.id()).version();
    }
}
