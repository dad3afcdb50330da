package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.source.Layout;
import dev.lockstep.source.LockstepLayout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of golang-migrate: {@code <version>_<anything>.up.<extension>} and {@code .down.<extension>} in one folder.
 * The two need not agree in anything but the version, which is a number of 64 bits. All else in the folder is left out.
 */
public final class GolangMigrateLayout implements Layout {
    private static final Pattern NAME =
            Pattern.compile("(?<version>[0-9]+)_(?<description>.*)\\.(?<direction>down|up)\\.(?<extension>.*)");
    private static final BigInteger HIGHEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final Pattern OF_POP = Pattern.compile(".*\\.autocommit\\.(up|down)\\.sql|.*\\.fizz");
    private static final Layout OWN = new LockstepLayout();

    /** Found as a service. */
    public GolangMigrateLayout() {}

    @Override
    public String name() {
        return "golang-migrate";
    }

    /** Names that Lockstep has too say nothing; one that it has not does, if all of them together make sense here. */
    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        Set<String> paths = files.all().stream()
                .filter(file -> isMigration(file))
                .map(SourceFile::path)
                .collect(Collectors.toSet());
        if (paths.isEmpty() || !list(files, dialects).problems().isEmpty()) {
            return Optional.empty();
        }
        Set<String> own = OWN.sign(files, dialects).map(Sign::paths).orElse(Set.of());
        return files.all().stream()
                .map(SourceFile::path)
                .filter(path -> paths.contains(path)
                        && !own.contains(path)
                        && !OF_POP.matcher(path).matches())
                .findFirst()
                .map(odd -> new Sign("'" + odd + "' is named <version>_<text>.up.<extension>", paths));
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        Pairs pairs = new Pairs();
        for (SourceFile file : files.all()) {
            Matcher name = NAME.matcher(file.fileName());
            if (!Folders.isOnTop(file)) {
                pairs.leaveOut(file.path(), "it lies in a folder below");
            } else if (!name.matches()) {
                pairs.leaveOut(file.path(), "it is not named <version>_<text>.up.<extension> or .down.<extension>");
            } else if (!isVersion(name)) {
                pairs.leaveOut(file.path(), "its version does not fit into 64 bits");
            } else {
                pairs.add(new Pairs.Half(
                        name.group("version"),
                        Pairs.words(name.group("description")),
                        Direction.valueOf(name.group("direction").toUpperCase(Locale.ROOT)),
                        file,
                        0));
            }
        }
        return pairs.listing(Manner.OWN);
    }

    private static boolean isMigration(SourceFile file) {
        Matcher name = NAME.matcher(file.fileName());
        return Folders.isOnTop(file) && name.matches() && isVersion(name);
    }

    private static boolean isVersion(Matcher name) {
        return new BigInteger(name.group("version")).compareTo(HIGHEST) <= 0;
    }
}
