package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Place;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.source.Layout;
import dev.lockstep.source.LockstepLayout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Translation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of Ory's pop: {@code <digits>_<name>[.<dialect>][.autocommit].up.sql} and {@code .down.sql}, in the folder and
 * in those below. A file for the dialect beats the general one, for each direction by itself; {@code .autocommit} has
 * every statement commit by itself. Versions are ordered as text. A file that is a Go template cannot be executed, nor can
 * one that is written in fizz.
 */
public final class PopLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("(?<version>\\d+)_(?<name>[^.]+)(?:\\.(?<dialect>[a-z0-9]+))??"
            + "(?<autocommit>\\.autocommit)?\\.(?<direction>up|down)\\.(?<type>sql|fizz)");
    private static final Pattern DATE_AND_STEP = Pattern.compile("(19|20)\\d{18}");
    private static final Layout OWN = new LockstepLayout();

    /** Found as a service. */
    public PopLayout() {}

    @Override
    public String name() {
        return "pop";
    }

    /** Versions made of date and step, and names that only pop knows; or several files for one script, of which Lockstep cannot read one. */
    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        List<SourceFile> named = files.all().stream()
                .filter(file -> NAME.matcher(file.fileName()).matches())
                .toList();
        Set<String> paths = named.stream().map(SourceFile::path).collect(Collectors.toSet());
        return named.stream()
                .filter(file -> speaks(file.fileName()))
                .findFirst()
                .or(() -> rival(named, dialects))
                .map(file -> new Sign(
                        "'" + file.path() + "' is named <date and step>_<name>[.<dialect>][.autocommit].up.sql",
                        paths));
    }

    private static boolean speaks(String fileName) {
        Matcher name = matched(fileName);
        return name.group("autocommit") != null
                || name.group("type").equals("fizz")
                || DATE_AND_STEP.matcher(name.group("version")).matches();
    }

    /** A file for a dialect that nobody but pop knows, beside another for the same version. */
    private static Optional<SourceFile> rival(List<SourceFile> named, DialectNames dialects) {
        Set<String> own =
                OWN.sign(new SourceFiles(named), dialects).map(Sign::paths).orElse(Set.of());
        Map<String, Long> files = named.stream()
                .map(file -> matched(file.fileName()))
                .collect(Collectors.groupingBy(PopLayout::half, Collectors.counting()));
        return named.stream()
                .filter(file -> matched(file.fileName()).group("dialect") != null)
                .filter(file ->
                        files.getOrDefault(half(matched(file.fileName())), 0L) > 1 && !own.contains(file.path()))
                .findFirst();
    }

    private static String half(Matcher name) {
        return name.group("version") + name.group("direction");
    }

    private static Matcher matched(String fileName) {
        Matcher name = NAME.matcher(fileName);
        name.matches();
        return name;
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        Pairs pairs = new Pairs();
        for (SourceFile file : files.all()) {
            Matcher name = NAME.matcher(file.fileName());
            if (!name.matches()) {
                pairs.leaveOut(file.path(), "it is not named <digits>_<name>[.<dialect>][.autocommit].up.sql");
                continue;
            }
            Optional<String> dialect = Optional.ofNullable(name.group("dialect"));
            int rank =
                    dialect.map(dialects.own()::indexOf).orElse(dialects.own().size());
            if (rank < 0) {
                pairs.leaveOut(file.path(), "it is for " + dialect.orElseThrow());
            } else {
                pairs.add(new Pairs.Half(
                        name.group("version"),
                        Pairs.words(name.group("name")),
                        name.group("direction").equals("up") ? Direction.UP : Direction.DOWN,
                        file.with(script(file, name)),
                        rank));
            }
        }
        return pairs.listing(Manner.OWN.sorting(Manner.AS_TEXT).strictAs(Policies.ANY_ORDER));
    }

    private static Script script(SourceFile file, Matcher name) {
        Script script = file.script();
        if (name.group("type").equals("fizz")) {
            return Script.refused(
                    script.name(),
                    Problem.at(
                            Place.of(script),
                            "'" + file.path() + "' is written in fizz, which is no SQL",
                            "write it as SQL under the same name, ending in .sql"));
        }
        return script.with(new Translation(script.content(), () -> new NoTemplate(script)))
                .with(script.directives().withTransaction(name.group("autocommit") == null));
    }

    /** Keeps every line; a template is not taken for SQL. */
    private static final class NoTemplate implements Translation.Rule {
        private final MarkReader marks;

        NoTemplate(Script file) {
            this.marks = new MarkReader(file);
        }

        @Override
        public String see(String line) {
            marks.at(line);
            if (line.contains("{{")) {
                throw marks.wrong(
                        "a Go template, which cannot be executed here",
                        "write down the SQL that it stands for, in a file for each dialect where they differ");
            }
            return line;
        }
    }
}
