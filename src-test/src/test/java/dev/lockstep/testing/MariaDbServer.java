package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A MariaDB server. The driver insists on TLS unless told otherwise, and a server for tests has none. */
record MariaDbServer(Address address) implements Server {
    private static final String PLAIN = "?sslMode=disable";

    @Override
    public Dbms dbms() {
        return Dbms.MARIADB;
    }

    @Override
    public Place create(String name) throws SQLException {
        try (Connection connection = connectToServer()) {
            Sql.execute(connection, "CREATE DATABASE " + name);
        }
        String dsn = "mysql://" + address.authority() + "/" + name + PLAIN;
        return new Place(name, url(name), address.user(), address.password(), dsn);
    }

    /** Sessions keep their metadata locks while they live, and DROP DATABASE would wait for them. */
    @Override
    public void drop(Place place) throws SQLException {
        try (Connection connection = connectToServer()) {
            for (String id : Sql.column(connection, "SELECT id FROM " + sessionsIn(place))) {
                killIfThere(connection, id);
            }
            Sql.execute(connection, "DROP DATABASE IF EXISTS " + place.name());
        }
    }

    private static void killIfThere(Connection connection, String id) throws SQLException {
        try {
            Sql.execute(connection, "KILL " + id);
        } catch (SQLException e) {
            int noSuchThread = 1094;
            if (e.getErrorCode() != noSuchThread) {
                throw e;
            }
        }
    }

    @Override
    public int sessions(Place place) throws SQLException {
        try (Connection connection = connectToServer()) {
            return Integer.parseInt(Sql.value(connection, "SELECT count(*) FROM " + sessionsIn(place)));
        }
    }

    private static String sessionsIn(Place place) {
        return "information_schema.processlist WHERE db = '" + place.name() + "'";
    }

    @Override
    public boolean canRecord() {
        return true;
    }

    @Override
    public StatementLog record(Place place) throws SQLException {
        return MariaDbLog.start(this, place.name());
    }

    @Override
    public Catalogue catalogue() {
        return new MariaDbCatalogue();
    }

    @Override
    public Connection connectToServer() throws SQLException {
        return DriverManager.getConnection(url(""), address.user(), address.password());
    }

    private String url(String database) {
        return "jdbc:mariadb://" + address.host() + ":" + address.port() + "/" + database + PLAIN;
    }
}
