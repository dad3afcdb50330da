package dev.lockstep.testing;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source as an application has it: no pool, one real connection for each call. */
final class TestDataSource implements DataSource {
    /** Opens a connection, with {@code user} and {@code password} among the properties where the database has accounts. */
    @FunctionalInterface
    interface Opener {
        Connection open(String url, Properties login) throws SQLException;
    }

    private final Server.Place place;
    private final Opener opener;

    TestDataSource(Server.Place place, Opener opener) {
        this.place = place;
        this.opener = opener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(place.user(), place.password());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties login = new Properties();
        if (!user.isEmpty()) {
            login.setProperty("user", user);
            login.setProperty("password", password);
        }
        return opener.open(place.url(), login);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!isWrapperFor(type)) {
            throw new SQLException("not a wrapper for " + type);
        }
        return type.cast(this);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
