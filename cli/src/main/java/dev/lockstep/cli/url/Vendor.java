package dev.lockstep.cli.url;

import java.util.Map;
import java.util.Optional;

/** The databases whose URLs and drivers the command line knows. */
public enum Vendor {
    /** PostgreSQL. */
    POSTGRESQL("postgresql", "org.postgresql.Driver", 5432),
    /** MariaDB, and MySQL through the same driver. */
    MARIADB("mariadb", "org.mariadb.jdbc.Driver", 3306),
    /** SQLite. */
    SQLITE("sqlite", "org.sqlite.JDBC", 0);

    private final String dialect;
    private final String driver;
    private final int port;

    Vendor(String dialect, String driver, int port) {
        this.dialect = dialect;
        this.driver = driver;
        this.port = port;
    }

    /** The dialect's name, which is also the name in a JDBC URL. */
    public String dialect() {
        return dialect;
    }

    /** The port where a URL names none; 0 for a file. */
    int port() {
        return port;
    }

    /** The class of the JDBC driver. */
    String driver() {
        return driver;
    }

    /**
     * What a connection is given unless the URL says something else: a host that is dead is noticed soon, a firewall
     * that forgets idle connections does not break a statement of hours, no server may ask for local files, TLS is
     * used where the server offers it, and SQLite takes statements as long as its own shell does.
     */
    Map<String, String> defaults() {
        return switch (this) {
            case POSTGRESQL ->
                Map.of(
                        "ApplicationName",
                        "lockstep",
                        "tcpKeepAlive",
                        "true",
                        "connectTimeout",
                        "10",
                        "loginTimeout",
                        "20");
            case MARIADB -> Map.of("connectTimeout", "10000", "allowLocalInfile", "false", "sslMode", "trust");
            case SQLITE -> Map.of();
        };
    }

    /** What has a session find unqualified names in this schema first; empty where there is only one. */
    public Optional<String> entering(String schema) {
        return switch (this) {
            case POSTGRESQL -> {
                String quoted = ('"' + schema.replace("\"", "\"\"") + '"').replace("'", "''");
                yield Optional.of(
                        "SELECT set_config('search_path', '" + quoted + ",' || current_setting('search_path'), false)");
            }
            case MARIADB -> Optional.of("USE `" + schema.replace("`", "``") + "`");
            case SQLITE -> Optional.empty();
        };
    }

    /** The database that a URL is for, if it is one that is known by name. */
    public static Optional<Vendor> ofUrl(String url) {
        return ofScheme(url.replaceFirst("^jdbc:", "").replaceFirst(":.*", ""));
    }

    /** The database whose URLs begin with this scheme. */
    static Optional<Vendor> ofScheme(String scheme) {
        return switch (scheme) {
            case "postgresql", "postgres" -> Optional.of(POSTGRESQL);
            case "mariadb", "mysql" -> Optional.of(MARIADB);
            case "sqlite", "sqlite3" -> Optional.of(SQLITE);
            default -> Optional.empty();
        };
    }
}
