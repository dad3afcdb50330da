package dev.lockstep.cli.url;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections from the one driver that the URL calls for; the others are not even loaded, which would take time. */
public final class DirectDataSource implements DataSource {
    private static final String NO_TLS = "ssl not enabled in the server";

    private final DatabaseUrl url;
    private final Driver driver;

    /**
     * Finds the driver; opens no connection.
     *
     * @throws ConfigurationException if there is none
     */
    public DirectDataSource(DatabaseUrl url) {
        this.url = url;
        this.driver = url.vendor().map(DirectDataSource::known).orElseGet(() -> offered(url));
    }

    private static Driver known(Vendor vendor) {
        try {
            return Class.forName(vendor.driver())
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException absent) {
            throw new ConfigurationException(List.of(missing(vendor.dialect())), absent);
        }
    }

    private static Driver offered(DatabaseUrl url) {
        for (Driver each : ServiceLoader.load(Driver.class)) {
            if (accepts(each, url.jdbc())) {
                return each;
            }
        }
        throw new ConfigurationException(missing(url.shown()));
    }

    private static boolean accepts(Driver driver, String jdbc) {
        try {
            return driver.acceptsURL(jdbc);
        } catch (SQLException refused) {
            return false;
        }
    }

    private static Problem missing(String what) {
        return Problem.of(
                "there is no JDBC driver for " + what,
                "put the driver's jar on the class path; see that the URL begins as it should");
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connected(url.properties());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return connected(url.withLogin(Optional.of(user), Optional.of(new Secret(password)))
                .properties());
    }

    /**
     * A server without TLS is taken as it is where the URL does not ask for TLS, as the clients of PostgreSQL and MySQL
     * do ("prefer"); MariaDB's driver has no such mode.
     */
    private Connection connected(Properties properties) throws SQLException {
        try {
            return connect(properties);
        } catch (SQLException refused) {
            if (!url.leavesTlsOpen() || !String.valueOf(refused.getMessage()).contains(NO_TLS)) {
                throw refused;
            }
            properties.setProperty("sslMode", "disable");
            return connect(properties);
        }
    }

    private Connection connect(Properties properties) throws SQLException {
        Connection connection = driver.connect(url.jdbc(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take " + url.shown());
        }
        return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        // Nothing is logged.
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the time-out is an option of the URL");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("this wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
