package dev.lockstep.source.layout;

import dev.lockstep.model.Directives;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.FlywayConf;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes scripts of files, by Flyway's settings and by those beside a file, in {@code <file>.conf}. */
final class FlywayScripts {
    private static final String SETTINGS = ".conf";
    private static final Set<String> KNOWN =
            Set.of("encoding", "executeInTransaction", "placeholderReplacement", "shouldExecute");

    private final FlywaySettings settings;
    private final FlywayPlaceholders placeholders;
    private final Map<String, Script> settingsByPath;

    FlywayScripts(FlywaySettings settings, FlywayPlaceholders placeholders, List<SourceFile> files) {
        this.settings = settings;
        this.placeholders = placeholders;
        this.settingsByPath = files.stream()
                .filter(file -> file.path().endsWith(SETTINGS))
                .collect(Collectors.toMap(SourceFile::path, SourceFile::script, (one, other) -> one));
    }

    /** Whether the file holds the settings of a script that is there. */
    static boolean isOfScript(String path, Set<String> paths) {
        return path.endsWith(SETTINGS) && paths.contains(path.substring(0, path.length() - SETTINGS.length()));
    }

    /**
     * The script of a file; empty if its settings say that it is not to run.
     *
     * @throws ValidationException if its settings make no sense
     */
    Optional<Script> script(SourceFile file) {
        Optional<Script> beside = Optional.ofNullable(settingsByPath.get(file.path() + SETTINGS));
        Map<String, String> own =
                beside.map(conf -> FlywayConf.read(conf, placeholders::filled)).orElse(Map.of());
        Set<String> unknown = new TreeSet<>(own.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw wrong(beside.get(), String.join(", ", unknown) + ": there is no such setting of a script");
        }
        Function<String, String> setting = name -> own.getOrDefault(name, settings.get(name));
        if (beside.isPresent() && !shouldExecute(beside.get(), own.getOrDefault("shouldExecute", "true"))) {
            return Optional.empty();
        }
        Directives directives = Directives.NONE
                .withTransaction(Boolean.parseBoolean(setting.apply("executeInTransaction")))
                .withPlaceholders(Boolean.parseBoolean(setting.apply("placeholderReplacement")));
        Script script = file.script().with(directives);
        Charset encoding = charset(setting.apply("encoding"), beside.orElse(script));
        return Optional.of(script.with(Recoded.of(script.content(), encoding)));
    }

    private static boolean shouldExecute(Script conf, String condition) {
        return FlywayCondition.holds(condition)
                .orElseThrow(() -> wrong(conf, "shouldExecute=" + condition + " is neither true nor false"));
    }

    private static Charset charset(String name, Script where) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new ValidationException(List.of(problem(where, "there is no encoding '" + name + "'")), unknown);
        }
    }

    private static ValidationException wrong(Script conf, String what) {
        return new ValidationException(problem(conf, what));
    }

    private static Problem problem(Script conf, String what) {
        return Problem.at(
                Place.of(conf),
                what,
                "known are encoding, executeInTransaction, placeholderReplacement and shouldExecute, each as Flyway"
                        + " documents it");
    }

    /**
     * Whether the script holds the placeholder for the time of the run. Flyway runs a repeatable migration again when
     * what its placeholders stand for has changed: one with the time runs every time, which many have it for.
     */
    boolean namesTime(Script script) {
        if (!script.directives().placeholders()) {
            return false;
        }
        String timestamp = placeholders.timestamp();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(script.open(), StandardCharsets.UTF_8))) {
            return reader.lines().anyMatch(line -> line.contains(timestamp));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }
}
