package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The folders of diesel: {@code <version>_<name>/up.sql}, {@code down.sql} and {@code metadata.toml}, which may say
 * {@code run_in_transaction = false}. The version is the folder's name up to the first underscore, without dashes; versions
 * are ordered as text.
 */
public final class DieselLayout implements Layout {
    private static final Pattern FOLDER = Pattern.compile("(?<version>[0-9][0-9-]*)(?:_(?<name>[^/]*))?");
    private static final Pattern SETTING = Pattern.compile("\\s*(?:run_in_transaction|\"run_in_transaction\""
            + "|'run_in_transaction')\\s*=\\s*(?<value>true|false)\\s*(?:#.*)?");
    private static final String UP = "up.sql";
    private static final String DOWN = "down.sql";
    private static final String METADATA = "metadata.toml";

    /** Found as a service. */
    public DieselLayout() {}

    @Override
    public String name() {
        return "diesel";
    }

    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        Set<String> paths = files.all().stream()
                .map(SourceFile::path)
                .filter(path -> path.endsWith("/" + UP) || path.endsWith("/" + DOWN))
                .filter(path -> FOLDER.matcher(folder(path)).matches())
                .collect(Collectors.toSet());
        return paths.stream()
                .filter(path -> path.endsWith("/" + UP))
                .min(String::compareTo)
                .map(path -> new Sign("there is '" + path + "'", paths));
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        Pairs pairs = new Pairs();
        Map<String, List<SourceFile>> folders = new TreeMap<>();
        for (SourceFile file : files.all()) {
            if (Folders.isOnTop(file)) {
                pairs.leaveOut(file.path(), "it lies in no folder of its own");
            } else {
                folders.computeIfAbsent(topFolder(file), any -> new ArrayList<>())
                        .add(file);
            }
        }
        folders.forEach((folder, content) -> add(folder, content, pairs));
        return pairs.listing(Manner.OWN.sorting(Manner.AS_TEXT).strictAs(Policies.ANY_ORDER));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String topFolder(SourceFile file) {
        return file.path().substring(0, file.path().indexOf('/'));
    }

    /** All that lies in a folder, at any depth: what lies deeper does not count, and a folder without up.sql is wrong. */
    private static void add(String folder, List<SourceFile> content, Pairs pairs) {
        Map<String, SourceFile> files = content.stream()
                .collect(Collectors.toMap(
                        file -> file.path().substring(folder.length() + 1), Function.identity(), (a, b) -> a));
        Matcher name = FOLDER.matcher(folder);
        SourceFile first = content.get(0);
        if (!files.containsKey(UP)) {
            pairs.problem(
                    first.script(),
                    "the folder '" + folder + "' has no up.sql",
                    "add it, or move the folder out of the migrations");
        } else if (!name.matches()) {
            pairs.problem(
                    first.script(),
                    "the folder '" + folder + "' does not begin with a version",
                    "name it <digits and dashes>_<name>, or move it out of the migrations");
        } else {
            add(name, files, pairs);
        }
    }

    private static void add(Matcher name, Map<String, SourceFile> files, Pairs pairs) {
        boolean transaction = isTransaction(Optional.ofNullable(files.get(METADATA)), pairs);
        files.forEach((fileName, file) -> {
            if (fileName.equals(UP) || fileName.equals(DOWN)) {
                Script script = file.script();
                Script asked = script.with(script.directives().withTransaction(transaction));
                pairs.add(new Pairs.Half(
                        name.group("version").replace("-", ""),
                        Pairs.words(Optional.ofNullable(name.group("name")).orElse("")),
                        fileName.equals(UP) ? Direction.UP : Direction.DOWN,
                        file.with(asked),
                        0));
            } else if (!fileName.equals(METADATA)) {
                pairs.leaveOut(file.path(), "it is neither up.sql nor down.sql nor metadata.toml");
            }
        });
    }

    /** Without the file yes; where there is one that does not say so, no, as diesel has it. */
    private static boolean isTransaction(Optional<SourceFile> metadata, Pairs pairs) {
        try {
            return metadata.map(file -> Folders.lines(file.script()).stream()
                            .takeWhile(line -> !line.strip().startsWith("["))
                            .map(SETTING::matcher)
                            .filter(Matcher::matches)
                            .anyMatch(setting -> setting.group("value").equals("true")))
                    .orElse(true);
        } catch (ValidationException unreadable) {
            unreadable.problems().forEach(pairs::problem);
            return true;
        }
    }
}
