package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Directives;
import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Translation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of MyBatis Migrations: {@code scripts/<number>_<words>.sql}, where a line {@code -- //@UNDO} parts what applies
 * a migration from what takes it back; {@code environments/<name>.properties} holds settings, and what stands for
 * <code>${name}</code>. The folder of the scripts may be named as well as the one that holds it.
 */
public final class MyBatisLayout implements Layout {
    private static final String SCRIPTS = "scripts/";
    private static final Map<String, String> SPECIAL = Map.of(
            "bootstrap.sql",
            "it is run by hand, once, for what was there before the first migration; make it the first migration where"
                    + " a fresh database needs it",
            "onabort.sql",
            "it is run after a failure, which is rolled back here, or gone on with by the next run");

    /** Found as a service. */
    public MyBatisLayout() {}

    @Override
    public String name() {
        return "mybatis";
    }

    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        List<SourceFile> named = scripts(files).stream()
                .filter(file -> isMigration(file) && idOf(file).isPresent())
                .toList();
        Set<String> paths = named.stream().map(SourceFile::path).collect(Collectors.toSet());
        return Folders.marked(named, MyBatisScript.COMMENT_OR_UNDO)
                .map(file -> new Sign("'" + file.path() + "' has a line that begins with '-- //'", paths));
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        MyBatisEnvironment environment = MyBatisEnvironment.of(files);
        List<SourceFile> scripts = scripts(files);
        Pairs pairs = new Pairs();
        for (SourceFile file : files.all()) {
            if (MyBatisEnvironment.isOne(file)) {
                continue;
            }
            if (!scripts.contains(file)) {
                pairs.leaveOut(file.path(), "it lies outside of the folder with the scripts");
            } else if (!isMigration(file)) {
                pairs.leaveOut(file.path(), SPECIAL.getOrDefault(file.fileName(), "its name does not end in .sql"));
            } else {
                idOf(file)
                        .ifPresentOrElse(
                                id -> add(id, file, environment, pairs),
                                () -> pairs.problem(
                                        file.script(),
                                        "the name does not begin with a whole number: '" + file.path() + "'",
                                        "name it <number>_<words>.sql, or move it out of the folder"));
            }
        }
        return pairs.listing(environment.manner()).noting(environment.notes());
    }

    /** Those directly in {@code scripts}, if there is such a folder; else those directly in the folder itself. */
    private static List<SourceFile> scripts(SourceFiles files) {
        boolean isProject = files.all().stream().anyMatch(file -> file.path().startsWith(SCRIPTS));
        String folder = isProject ? SCRIPTS : "";
        return files.all().stream()
                .filter(file -> file.path().equals(folder + file.fileName()))
                .toList();
    }

    private static boolean isMigration(SourceFile file) {
        return file.fileName().endsWith(".sql") && !SPECIAL.containsKey(file.fileName());
    }

    /** What stands before the first underscore, if it is a whole number; those with a fraction have another order. */
    private static Optional<String> idOf(SourceFile file) {
        return Optional.of(words(file).get(0)).filter(Pattern.compile("\\d+").asMatchPredicate());
    }

    private static List<String> words(SourceFile file) {
        String name = file.fileName();
        return List.of(name.substring(0, name.lastIndexOf('.')).split("_"));
    }

    private static void add(String id, SourceFile file, MyBatisEnvironment environment, Pairs pairs) {
        List<String> words = words(file);
        String description = String.join(" ", words.subList(1, words.size()));
        Script script = file.script();
        Directives asked = script.directives().withTransaction(!environment.is("auto_commit"));
        if (environment.isOwnDelimiter()) {
            asked = asked.withDelimiter(environment.delimiter());
        }
        for (Direction direction : Direction.values()) {
            Content seen = new Translation(
                    Recoded.of(script.content(), environment.charset()),
                    () -> new MyBatisScript(direction, environment));
            pairs.add(new Pairs.Half(
                    id, description, direction, file.with(script.with(seen).with(asked)), 0));
        }
    }
}
