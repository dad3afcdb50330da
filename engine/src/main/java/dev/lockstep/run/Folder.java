package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Migration;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.source.Layout;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Substitution.Facts;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a source, listed and not yet read: which of them count, the dialect will tell.
 *
 * @param name the source's name
 * @param files all its files
 */
public record Folder(String name, SourceFiles files) {
    private static final int LONGEST_NAME = 250;
    private static final String REMEDY =
            "name the right folder with -d FOLDER; 'lockstep new NAME' makes the first migration";

    /**
     * Lists a source.
     *
     * @throws ConfigurationException if it is not there
     */
    public static Folder list(MigrationSource source) {
        try {
            return new Folder(source.name(), SourceFiles.of(source));
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of(Problem.of(
                            "the migrations folder '" + source.name() + "' cannot be read: " + reason(unreadable),
                            REMEDY)),
                    unreadable);
        }
    }

    /** Why a folder or a file cannot be read, as a clause. */
    static String reason(IOException unreadable) {
        return switch (unreadable.getClass().getSimpleName()) {
            case "NoSuchFileException", "FileNotFoundException" -> "it does not exist";
            case "NotDirectoryException" -> "it is not a folder";
            case "AccessDeniedException" -> "reading it is not permitted";
            default -> String.valueOf(unreadable.getMessage());
        };
    }

    /**
     * Reads the names of the files as the session's dialect does; the session reads versions and placeholders likewise.
     *
     * @throws ConfigurationException if none is a migration
     * @throws ValidationException if names fit no rule or contradict each other
     */
    Inventory inventory(Settings settings, Dialects dialects, Session session) throws SQLException {
        Facts facts = new Facts(settings.placeholders(), "", Optional.of(session.surroundings()), Instant.now());
        String product = session.connection().getMetaData().getDatabaseProductName();
        Listing listing = settings.format()
                .list(files, dialects.namesFor(session.dialect()).preferring(product));
        Inventory inventory =
                inventory(listing, session.dialect(), session.traits(), facts).strictAs(settings.policies());
        session.readAs(inventory);
        return inventory;
    }

    private static Stream<Problem> tooLong(Migration migration) {
        int length = Math.max(
                migration.id().toString().length(), migration.description().length());
        return length <= LONGEST_NAME
                ? Stream.empty()
                : Stream.of(Problem.at(
                        Place.of(migration.up()),
                        "its name has " + length + " characters; the history takes no more than " + LONGEST_NAME,
                        "give the file a shorter name"));
    }

    /** The same without a database, and with nothing set for placeholders. */
    public Inventory inventory(Layout format, Dialects dialects, Dialect dialect) {
        Facts facts = new Facts(Map.of(), "", Optional.empty(), Instant.now());
        return inventory(format.list(files, dialects.namesFor(dialect)), dialect, dialect.traits(), facts);
    }

    private Inventory inventory(Listing listing, Dialect dialect, Traits traits, Facts facts) {
        List<Problem> problems = Stream.concat(
                        listing.problems().stream(),
                        listing.migrations().stream().flatMap(Folder::tooLong))
                .toList();
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        if (listing.migrations().isEmpty() && listing.baselines().isEmpty()) {
            throw new ConfigurationException(
                    Problem.of("there is no migration for " + dialect.names().get(0) + " in '" + name + "'", REMEDY));
        }
        return new Inventory(
                dialect, traits, listing, new Placeholders(listing.manner().substitution(), facts));
    }
}
