package dev.lockstep.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The release of Lockstep, which the build writes down. */
public final class Release {
    /** For example {@code 1.4.2}. */
    public static final String VERSION = read();

    private Release() {}

    private static String read() {
        try (InputStream stream = Release.class.getResourceAsStream("release.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(stream, "release.properties is missing in the jar"));
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
