package dev.lockstep.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server; its log can be read if this JVM started it. */
record PostgresServer(Address address, @Nullable Path log) implements Server {
    @Override
    public Dbms dbms() {
        return Dbms.POSTGRESQL;
    }

    @Override
    public Place create(String name) throws SQLException {
        try (Connection connection = connectToServer()) {
            Sql.execute(connection, "CREATE DATABASE " + name + quickest(connection));
        }
        String dsn = "postgres://" + address.authority() + "/" + name + "?sslmode=disable";
        return new Place(name, url(name), address.user(), address.password(), dsn);
    }

    /** Copying files is five times quicker than logging them, if durability does not count; up to 14 it is the only way. */
    private static String quickest(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= 15 ? " STRATEGY FILE_COPY" : "";
    }

    @Override
    public void drop(Place place) throws SQLException {
        try (Connection connection = connectToServer()) {
            Sql.execute(connection, "DROP DATABASE IF EXISTS " + place.name() + " WITH (FORCE)");
        }
    }

    @Override
    public int sessions(Place place) throws SQLException {
        try (Connection connection = connectToServer()) {
            return Integer.parseInt(Sql.value(
                    connection, "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + place.name() + "'"));
        }
    }

    @Override
    public boolean canRecord() {
        return log != null;
    }

    @Override
    public StatementLog record(Place place) throws SQLException {
        if (log == null) {
            throw new IllegalStateException("the log of a PostgreSQL server that was started elsewhere cannot be read");
        }
        setLogging(place, "all");
        return new PostgresLog(log, place.name(), () -> setLogging(place, "none"));
    }

    private void setLogging(Place place, String what) throws SQLException {
        try (Connection connection = connectToServer()) {
            Sql.execute(connection, "ALTER DATABASE " + place.name() + " SET log_statement = '" + what + "'");
        }
    }

    @Override
    public Catalogue catalogue() {
        return new PostgresCatalogue();
    }

    @Override
    public Connection connectToServer() throws SQLException {
        return DriverManager.getConnection(url("postgres"), address.user(), address.password());
    }

    private String url(String database) {
        return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + database;
    }
}
