package dev.lockstep.cli.url;

import dev.lockstep.model.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the forms of URLs apart. */
final class UrlReader {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+-]{1,19}");
    private static final String FORMS =
            "write postgres://USER:PASSWORD@HOST:PORT/DATABASE, mysql://USER:PASSWORD@HOST:PORT/DATABASE, sqlite:FILE,"
                    + " or a jdbc: URL";
    private static final String IN_MEMORY = ":memory:";

    private final Faults faults;
    private final Path directory;

    UrlReader(Faults faults, Path directory) {
        this.faults = faults;
        this.directory = directory;
    }

    DatabaseUrl read(String text) {
        if (text.isEmpty()) {
            throw faults.in("scheme", "it is empty", FORMS);
        }
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        if (scheme.equals("jdbc")) {
            return jdbc(rest);
        }
        Vendor vendor = Vendor.ofScheme(scheme).orElseThrow(() -> unknown(scheme, rest));
        if (vendor == Vendor.SQLITE) {
            return sqlite(rest.startsWith("//") ? rest.substring(2) : rest);
        }
        if (!rest.startsWith("//")) {
            throw faults.in("scheme", scheme + ": is not followed by //", FORMS);
        }
        return new NetworkUrl(faults, vendor, scheme).read(rest.substring(2));
    }

    /** A scheme is repeated only where it cannot be anything else, such as a user's name or half a password. */
    private ConfigurationException unknown(String scheme, String rest) {
        boolean isScheme = rest.startsWith("//") && SCHEME.matcher(scheme).matches();
        String why =
                isScheme ? "'" + scheme + "' is none that Lockstep knows" : "it begins with none that Lockstep knows";
        return faults.in("scheme", why, FORMS);
    }

    private DatabaseUrl jdbc(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw faults.in("scheme", "jdbc: is not followed by the name of a driver and a colon", FORMS);
        }
        String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        Optional<Vendor> vendor = Vendor.ofScheme(name);
        if (vendor.isEmpty()) {
            return new DatabaseUrl(vendor, "jdbc:" + text, "jdbc:" + name + ":…", Optional.empty(), Map.of(), Map.of());
        }
        if (vendor.get() == Vendor.SQLITE) {
            return sqlite(rest);
        }
        // A bracketed address group, as in "//address=(host=...)", is the driver's own language.
        if (rest.startsWith("//") && !rest.startsWith("//address=")) {
            return new NetworkUrl(faults, vendor.get(), "jdbc:" + name).read(rest.substring(2));
        }
        return other(vendor.get(), rest);
    }

    /** A form that only the driver understands: the options are taken off it, so that it keeps no secret. */
    private DatabaseUrl other(Vendor vendor, String text) {
        int mark = text.indexOf('?');
        String place = mark < 0 ? text : text.substring(0, mark);
        UrlOptions options = UrlOptions.read(mark < 0 ? "" : text.substring(mark + 1), vendor, faults);
        String jdbc = "jdbc:" + vendor.dialect() + ":" + place;
        return new DatabaseUrl(
                Optional.of(vendor),
                jdbc,
                "jdbc:" + vendor.dialect() + ":…",
                Optional.empty(),
                options.plain(),
                options.secret());
    }

    private DatabaseUrl sqlite(String text) {
        int mark = text.indexOf('?');
        String name = mark < 0 ? text : text.substring(0, mark);
        String tail = mark < 0 ? "" : text.substring(mark);
        Optional<Path> file = sqliteFile(name);
        String shown = "sqlite:" + name;
        String jdbc = "jdbc:sqlite:" + file.map(Path::toString).orElse(name) + tail;
        return new DatabaseUrl(Optional.of(Vendor.SQLITE), jdbc, shown, file, Map.of(), Map.of());
    }

    private Optional<Path> sqliteFile(String name) {
        if (name.equals(IN_MEMORY) || name.startsWith("file:")) {
            return Optional.empty();
        }
        if (name.isEmpty()) {
            throw faults.in("file", "none is named", "write sqlite:FILE, or sqlite::memory:");
        }
        try {
            return Optional.of(directory.resolve(name));
        } catch (InvalidPathException notAPath) {
            throw faults.in("file", notAPath.getReason(), "write sqlite:FILE, or sqlite::memory:");
        }
    }
}
