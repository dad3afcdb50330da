package dev.lockstep.cli.url;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a database is and how to get in. What it shows of itself holds no secret.
 *
 * @param vendor the database, if it is one that is known by name
 * @param jdbc what the driver is given, without any secret
 * @param shown what people are shown
 * @param file the file, where the database is one
 * @param options what the driver is told beside it
 * @param secrets what it is told and nobody else may see
 */
public record DatabaseUrl(
        Optional<Vendor> vendor,
        String jdbc,
        String shown,
        Optional<Path> file,
        Map<String, String> options,
        Map<String, Secret> secrets) {
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    /** Copies the maps. */
    public DatabaseUrl {
        options = Map.copyOf(options);
        secrets = Map.copyOf(secrets);
    }

    /**
     * Reads a URL in any of the accepted forms.
     *
     * @param origin where it comes from, for messages
     * @param directory what the path of a file is relative to
     * @throws dev.lockstep.model.ConfigurationException naming the part that is wrong, and no secret
     */
    public static DatabaseUrl parse(String text, String origin, Path directory) {
        return new UrlReader(new Faults(origin), directory).read(text.strip());
    }

    /** The same database, with another user or password where one is given; a file knows neither. */
    public DatabaseUrl withLogin(Optional<String> user, Optional<Secret> password) {
        if (file.isPresent()) {
            return this;
        }
        Map<String, String> newOptions = new TreeMap<>(options);
        user.ifPresent(name -> newOptions.put(USER, name));
        Map<String, Secret> newSecrets = new TreeMap<>(secrets);
        password.ifPresent(secret -> newSecrets.put(PASSWORD, secret));
        return new DatabaseUrl(vendor, jdbc, shown, file, newOptions, newSecrets);
    }

    /** A database in memory in place of the file, for those who only look and find no file. */
    public DatabaseUrl inMemory() {
        return new DatabaseUrl(vendor, "jdbc:sqlite::memory:", shown, Optional.empty(), Map.of(), Map.of());
    }

    /** Everything that must not appear in any output. */
    public List<Secret> allSecrets() {
        return new ArrayList<>(secrets.values());
    }

    /** What is shown anyway: the URL, and the user's name. */
    public String allPublic() {
        return shown + " " + options.getOrDefault(USER, "");
    }

    /** Where its servers listen; none for a file, and where only the driver understands the URL. */
    public List<Endpoint> endpoints() {
        return file.isPresent() ? List.of() : Endpoint.of(jdbc, vendor);
    }

    /** Whether the URL says nothing of TLS. */
    boolean leavesTlsOpen() {
        String said = (jdbc + options.keySet()).toLowerCase(Locale.ROOT);
        return !said.contains("sslmode") && !said.contains("usessl");
    }

    Properties properties() {
        Properties properties = new Properties();
        vendor.ifPresent(known -> properties.putAll(known.defaults()));
        properties.putAll(options);
        secrets.forEach((name, secret) -> properties.setProperty(name, secret.reveal()));
        return properties;
    }

    /** What people are shown. */
    @Override
    public String toString() {
        return shown;
    }
}
