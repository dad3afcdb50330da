package dev.lockstep.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A fresh database on a real server, for one test. Closing it drops it, and fails if a connection that was opened through
 * it is still open: who opens must close.
 *
 * <p>A test asks for it with {@link EachDatabase}, or with {@link #fresh} where it needs many.
 */
public final class TestDatabase implements AutoCloseable {
    private final Server server;
    private final Server.Place place;
    private final OpenConnections open = new OpenConnections();

    private TestDatabase(Server server) throws SQLException {
        this.server = server;
        this.place = server.create(
                "lockstep_" + UUID.randomUUID().toString().substring(0, 13).replace('-', '_'));
    }

    /** An empty database on this JVM's server of that kind. */
    public static TestDatabase fresh(Dbms dbms) throws SQLException {
        return on(Servers.of(dbms));
    }

    static TestDatabase on(Server server) throws SQLException {
        return new TestDatabase(server);
    }

    public Dbms dbms() {
        return server.dbms();
    }

    /** The name on the server. */
    public String name() {
        return place.name();
    }

    /** The JDBC URL, without credentials. */
    public String url() {
        return place.url();
    }

    public String user() {
        return place.user();
    }

    public String password() {
        return place.password();
    }

    /** The other form, credentials included: {@code postgres://...}, {@code mysql://...}, {@code sqlite:...}. */
    public String dsn() {
        return place.dsn();
    }

    /** The file of an SQLite database. */
    public Path file() {
        if (dbms() != Dbms.SQLITE) {
            throw new IllegalStateException(dbms() + " has no file");
        }
        return SqliteFiles.file(place);
    }

    /** A plain connection of the driver, with nothing in between. */
    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** Opens plain connections of the driver; each counts until it is closed. */
    public DataSource dataSource() {
        return new TestDataSource(place, (url, login) -> open.track(java.sql.DriverManager.getConnection(url, login)));
    }

    /** Opens plain connections to this database that lead through something else. */
    DataSource dataSource(Server.Place through) {
        return new TestDataSource(
                through, (url, login) -> open.track(java.sql.DriverManager.getConnection(url, login)));
    }

    /** Opens connections whose calls are recorded, and disturbed as the faults say. */
    public DataSource dataSource(Faults faults) {
        return new TestDataSource(place, (url, login) -> open.track(faults.connect(url, login)));
    }

    /** How many connections of the data sources have not been closed; a connection that a fault killed does not count. */
    public int openConnections() {
        return open.count();
    }

    /** How many sessions the server has in this database, from whatever process; 0 for SQLite, which has no sessions. */
    public int sessions() throws SQLException {
        return server.sessions(place);
    }

    /** Waits until the server has noticed that its clients are gone. */
    public void awaitNoSessions() {
        Poll.until("sessions of " + name() + " are still there", () -> sessions() == 0);
    }

    /** Executes statements on a connection of its own. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = place.connect()) {
            Sql.execute(connection, statements);
        }
    }

    /** The first column of the only row, asked on a connection of its own. */
    public String value(String query) throws SQLException {
        try (Connection connection = place.connect()) {
            return Sql.value(connection, query);
        }
    }

    /**
     * The whole state as text, to be compared: every object of the schema with its definition, and every row.
     *
     * @param except tables whose rows do not count ({@code log}), and columns whose values do not ({@code log.at}). What is
     *     left out anyway: the position of sequences and AUTO_INCREMENT, which a rolled back statement moves as well
     */
    public String snapshot(String... except) throws SQLException {
        try (Connection connection = place.connect()) {
            return new Snapshot(server.catalogue(), except).take(connection);
        }
    }

    /** Whether the server's own record can be had: not of SQLite, nor of a PostgreSQL that was started elsewhere. */
    public boolean canRecordStatements() {
        return server.canRecord();
    }

    /** Starts to record what the server itself receives, in sessions that begin from now on. */
    public StatementLog recordStatements() throws SQLException {
        return server.record(place);
    }

    /** Drops the database; fails if connections were left open, and says where they were opened. */
    @Override
    public void close() throws SQLException {
        AssertionError leak = open.closeAll();
        server.drop(place);
        if (leak != null) {
            throw leak;
        }
    }

    @Override
    public String toString() {
        return dbms() + " " + name();
    }
}
