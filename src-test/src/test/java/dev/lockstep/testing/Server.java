package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A place where databases can be created, whoever started it. */
sealed interface Server permits PostgresServer, MariaDbServer, SqliteFiles {
    Dbms dbms();

    /** Creates an empty database. */
    Place create(String name) throws SQLException;

    /** Drops the database; sessions that are still in it are ended. */
    void drop(Place place) throws SQLException;

    /** How many sessions are in the database, as the server counts them. */
    int sessions(Place place) throws SQLException;

    boolean canRecord();

    /** Starts to record what the server receives for this database, from sessions that begin after this. */
    StatementLog record(Place place) throws SQLException;

    Catalogue catalogue();

    /** A connection to the server itself, to create databases with. */
    Connection connectToServer() throws SQLException;

    /** A database as the outside world names it. */
    record Place(String name, String url, String user, String password, String dsn) {
        Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }
}
