package dev.lockstep.layouts;

import dev.lockstep.Lockstep;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A Flyway project on disk, run with Lockstep and with Flyway itself. */
record FlywayProject(Path folder, List<String> locations) {
    private static final String SETTINGS = "flyway.conf";

    /** The sample, with the folder for this kind of database. */
    static FlywayProject sample(TestDatabase db) throws URISyntaxException {
        Path folder = Path.of(FlywayProject.class
                        .getResource("/layouts/flyway/flyway.conf")
                        .toURI())
                .getParent();
        return new FlywayProject(folder, List.of("common", db.dbms().name().toLowerCase(Locale.ROOT)));
    }

    /** A project with these files, all in one folder: path, text, path, text. */
    static FlywayProject of(Path folder, String... pathsAndTexts) throws IOException {
        Path sql = Files.createDirectories(folder.resolve("sql"));
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            Path file = sql.resolve(pathsAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, pathsAndTexts[i + 1]);
        }
        return new FlywayProject(folder, List.of("sql"));
    }

    MigrationSource source() {
        return MigrationSource.all(locations.stream()
                .map(location -> MigrationSource.directory(folder.resolve(location)))
                .toList());
    }

    Lockstep.Builder lockstep(TestDatabase db) {
        return Lockstep.builder(db.dataSource(), source()).format("flyway");
    }

    /** Flyway with the same files and the settings of {@code flyway.conf}. */
    FluentConfiguration flyway(TestDatabase db) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        if (Files.exists(folder.resolve(SETTINGS))) {
            Properties properties = new Properties();
            try (InputStream stream = Files.newInputStream(folder.resolve(SETTINGS))) {
                properties.load(stream);
            }
            properties.stringPropertyNames().stream()
                    .filter(name -> !name.equals("flyway.url"))
                    .forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        return Flyway.configure()
                .configuration(settings)
                .dataSource(db.url(), db.user(), db.password())
                .locations(locations.stream()
                        .map(location -> "filesystem:" + folder.resolve(location))
                        .toArray(String[]::new));
    }

    /**
     * What a tool made of the database, without its own history; and without the mode that MariaDB's driver asks for in
     * every session, which Lockstep takes back and Flyway leaves.
     */
    static String made(TestDatabase db) throws SQLException {
        db.execute("DROP TABLE IF EXISTS schema_history", "DROP TABLE IF EXISTS flyway_schema_history");
        return db.snapshot().replace("IGNORE_SPACE,", "");
    }
}
