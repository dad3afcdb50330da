package dev.lockstep.source.layout;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.layout.FlywayName.Language;
import dev.lockstep.source.layout.FlywayName.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of Flyway: {@code V1_2__name.sql} with {@code U1_2__name.sql} to take it back, {@code R__name.sql},
 * {@code B1__name.sql} for databases where nothing was applied yet, and scripts for events, such as
 * {@code beforeMigrate.sql}; each with its own settings in {@code <file>.conf}. Prefixes, separator, suffixes and
 * placeholders are those of the settings. Migrations in Java are listed and cannot be executed.
 */
public final class FlywayLayout implements Layout {

    private final Map<String, String> told;

    /** Found as a service. */
    public FlywayLayout() {
        this(Map.of());
    }

    private FlywayLayout(Map<String, String> told) {
        this.told = Map.copyOf(told);
    }

    @Override
    public Layout told(Map<String, String> settings) {
        return new FlywayLayout(settings);
    }

    @Override
    public String name() {
        return "flyway";
    }

    /** Names of repeatable migrations show nothing by themselves, since Lockstep's own are the same. */
    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        FlywaySettings settings = FlywaySettings.of(files, told);
        Set<String> paths = new TreeSet<>();
        Optional<SourceFile> first = Optional.empty();
        for (SourceFile file : files.all()) {
            Optional<FlywayName> name = nameOf(file, settings);
            if (name.isPresent()) {
                paths.add(file.path());
                boolean tells = name.get().role() != Role.REPEATABLE
                        && name.get().role() != Role.CALLBACK
                        && !name.get().prefix().isEmpty();
                first = first.or(() -> tells ? Optional.of(file) : Optional.empty());
            }
        }
        return first.map(file -> new Sign(
                "'" + file.path() + "' is named "
                        + nameOf(file, settings).map(FlywayName::prefix).orElse("") + "<version>"
                        + settings.get("sqlMigrationSeparator") + "<description>",
                paths));
    }

    private static Optional<FlywayName> nameOf(SourceFile file, FlywaySettings settings) {
        try {
            return Optional.of(FlywayName.of(file.fileName(), settings))
                    .filter(name -> name.language() == Language.SQL);
        } catch (FlywayName.Unfit unfit) {
            return Optional.empty();
        }
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        return FlywayFiles.read(files, FlywaySettings.of(files, told)).listing();
    }

    @Override
    public Optional<String> baselineName(SourceFiles files, DialectNames dialects, Migration last) {
        FlywaySettings settings = FlywaySettings.of(files, told);
        if (!settings.get("encoding").equalsIgnoreCase("UTF-8")) {
            throw new ValidationException(Problem.of(
                    "flyway.encoding is " + settings.get("encoding") + ", and a baseline script is written in UTF-8",
                    "write the files in UTF-8, and take the setting away"));
        }
        return Optional.of(settings.get("baselineMigrationPrefix")
                + last.id()
                + settings.get("sqlMigrationSeparator")
                + last.description().replace(' ', '_')
                + settings.all("sqlMigrationSuffixes").get(0));
    }
}
