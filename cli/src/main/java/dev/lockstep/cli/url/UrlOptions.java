package dev.lockstep.cli.url;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The options after a URL's question mark, the secret ones apart. */
final class UrlOptions {
    private static final Set<String> SECRET_WORDS =
            Set.of("password", "passwd", "passphrase", "pwd", "secret", "token");

    /** How the tools whose URLs people bring along call what the drivers call otherwise. */
    private static final Map<String, String> POSTGRESQL_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "search_path", "currentSchema",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> MARIADB_NAMES =
            Map.of("sslmode", "sslMode", "ssl-mode", "sslMode", "tls", "sslMode");
    private static final Map<String, String> MARIADB_TLS = Map.of(
            "true", "verify-full",
            "skip-verify", "trust",
            "false", "disable",
            "preferred", "trust",
            "prefer", "trust",
            "require", "trust",
            "required", "trust");

    private final Faults faults;
    private final Map<String, String> plain = new TreeMap<>();
    private final Map<String, Secret> secret = new TreeMap<>();

    private UrlOptions(Faults faults) {
        this.faults = faults;
    }

    /** Reads {@code a=b&c=d}, percent-decoded. */
    static UrlOptions read(String query, Vendor vendor, Faults faults) {
        UrlOptions options = new UrlOptions(faults);
        if (!query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                options.take(pair, vendor);
            }
        }
        return options;
    }

    Map<String, String> plain() {
        return plain;
    }

    Map<String, Secret> secret() {
        return secret;
    }

    private void take(String pair, Vendor vendor) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            throw faults.in("options", "each is NAME=VALUE, and they are separated by &", "write ?sslmode=require");
        }
        String name = decoded(pair.substring(0, equals));
        String value = decoded(pair.substring(equals + 1));
        if (isSecret(name)) {
            secret.put(name, new Secret(value));
        } else if (vendor == Vendor.MARIADB) {
            String own = MARIADB_NAMES.getOrDefault(name, name);
            boolean isTls = own.equals("sslMode");
            plain.put(own, isTls ? MARIADB_TLS.getOrDefault(value.toLowerCase(Locale.ROOT), value) : value);
        } else {
            plain.put(POSTGRESQL_NAMES.getOrDefault(name, name), value);
        }
    }

    private String decoded(String text) {
        return Percent.decode(text)
                .orElseThrow(() -> faults.in(
                        "options", "a % is not followed by two hexadecimal digits", "write %25 for a percent sign"));
    }

    static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(lower::contains);
    }
}
