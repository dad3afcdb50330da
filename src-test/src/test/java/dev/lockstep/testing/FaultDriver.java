package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The real drivers under the faults of a whole process, for child JVMs: {@code jdbc:fault:postgresql://...} connects as
 * {@code jdbc:postgresql://...} does, and {@link Faults#jvmArguments} say what will go wrong.
 */
public final class FaultDriver implements Driver {
    private static final String PREFIX = "jdbc:fault:";
    private static final Faults FAULTS = Faults.ofThisProcess();

    static {
        register();
    }

    /** The service loader's. */
    public FaultDriver() {}

    private static void register() {
        try {
            DriverManager.registerDriver(new FaultDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The URL that takes a JDBC URL through this driver. */
    public static String url(String jdbcUrl) {
        return PREFIX + jdbcUrl.substring("jdbc:".length());
    }

    @Override
    public @Nullable Connection connect(String url, Properties login) throws SQLException {
        return acceptsURL(url) ? FAULTS.connect("jdbc:" + url.substring(PREFIX.length()), login) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties login) throws SQLException {
        String real = "jdbc:" + url.substring(PREFIX.length());
        return DriverManager.getDriver(real).getPropertyInfo(real, login);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
