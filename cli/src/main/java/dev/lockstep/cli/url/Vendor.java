package dev.lockstep.cli.url;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases whose URLs and drivers the command line knows. */
public enum Vendor {
    /** PostgreSQL. */
    POSTGRESQL(
            "postgresql",
            "org.postgresql.Driver",
            List.of("postgresql", "postgres"),
            Map.of(
                    "ApplicationName",
                    "lockstep",
                    "tcpKeepAlive",
                    "true",
                    "connectTimeout",
                    "10",
                    "loginTimeout",
                    "20")),
    /** MariaDB, and MySQL through the same driver. */
    MARIADB(
            "mariadb",
            "org.mariadb.jdbc.Driver",
            List.of("mariadb", "mysql"),
            Map.of("connectTimeout", "10000", "allowLocalInfile", "false")),
    /** SQLite. */
    SQLITE("sqlite", "org.sqlite.JDBC", List.of("sqlite", "sqlite3"), Map.of());

    private final String dialect;
    private final String driver;
    private final List<String> schemes;
    private final Map<String, String> defaults;

    Vendor(String dialect, String driver, List<String> schemes, Map<String, String> defaults) {
        this.dialect = dialect;
        this.driver = driver;
        this.schemes = schemes;
        this.defaults = defaults;
    }

    /** The dialect's name, which is also the name in a JDBC URL. */
    public String dialect() {
        return dialect;
    }

    /** The class of the JDBC driver. */
    String driver() {
        return driver;
    }

    /** What a connection is given unless the URL says something else. */
    Map<String, String> defaults() {
        return defaults;
    }

    /** The database whose URLs begin with this scheme. */
    static Optional<Vendor> ofScheme(String scheme) {
        for (Vendor vendor : values()) {
            if (vendor.schemes.contains(scheme)) {
                return Optional.of(vendor);
            }
        }
        return Optional.empty();
    }
}
