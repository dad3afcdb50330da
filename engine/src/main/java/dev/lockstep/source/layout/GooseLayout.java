package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Translation;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of goose: {@code <number>_<name>.sql} in one folder, with annotations in comments ({@code -- +goose Up},
 * {@code Down}, {@code StatementBegin}, {@code StatementEnd}, {@code NO TRANSACTION}, {@code ENVSUB ON}, {@code ENVSUB OFF}).
 * Migrations in Go are listed and cannot be executed.
 */
public final class GooseLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("(?<version>[0-9]+)_(?<name>.*)\\.(?<type>sql|go)");
    private static final Pattern UP = Pattern.compile("--\\s*\\+goose\\s+Up\\s*", Pattern.CASE_INSENSITIVE);
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Found as a service. */
    public GooseLayout() {}

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        List<SourceFile> named =
                files.all().stream().filter(file -> whyNot(file).isEmpty()).toList();
        Set<String> paths = named.stream().map(SourceFile::path).collect(Collectors.toSet());
        List<SourceFile> sql =
                named.stream().filter(file -> file.fileName().endsWith(".sql")).toList();
        return Folders.marked(sql, UP).map(file -> new Sign("'" + file.path() + "' has a line '-- +goose Up'", paths));
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        Pairs pairs = new Pairs();
        for (SourceFile file : files.all()) {
            Optional<String> reason = whyNot(file);
            if (reason.isPresent()) {
                pairs.leaveOut(file.path(), reason.get());
            } else {
                add(file, pairs);
            }
        }
        return pairs.listing(Manner.OWN.filling(new GooseVariables()));
    }

    private static Optional<String> whyNot(SourceFile file) {
        Matcher name = NAME.matcher(file.fileName());
        if (!Folders.isOnTop(file)) {
            return Optional.of("it lies in a folder below");
        }
        if (!name.matches() || file.fileName().endsWith("_test.go")) {
            return Optional.of("it is not named <number>_<name>.sql or .go");
        }
        BigInteger version = new BigInteger(name.group("version"));
        return version.signum() == 0 || version.compareTo(HIGHEST) > 0
                ? Optional.of("its number is not between 1 and " + HIGHEST)
                : Optional.empty();
    }

    private static void add(SourceFile file, Pairs pairs) {
        Matcher name = NAME.matcher(file.fileName());
        name.matches();
        boolean isSql = name.group("type").equals("sql");
        for (Direction direction : Direction.values()) {
            Script script = isSql ? section(file.script(), direction) : refused(file);
            pairs.add(new Pairs.Half(
                    name.group("version"), Pairs.words(name.group("name")), direction, file.with(script), 0));
        }
    }

    private static Script section(Script file, Direction direction) {
        return file.with(new Translation(file.content(), () -> new GooseAnnotations(file, direction)));
    }

    private static Script refused(SourceFile file) {
        return Script.refused(
                file.script().name(),
                Problem.at(
                        Place.of(file.script()),
                        "'" + file.path() + "' is a migration in Go, which cannot be executed here",
                        "write it as SQL under the same number; or apply it with goose and then run 'lockstep adopt'"));
    }
}
