package dev.lockstep.crash;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.FaultDriver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A program that migrates over the fault driver: for a process that dies at a call. */
final class MigrateUnderFault {
    private MigrateUnderFault() {}

    /** Arguments: JDBC URL, user, password, folder, and {@code up} or {@code down}. */
    public static void main(String[] arguments) {
        DataSource dataSource = new OneLogin(arguments[0], arguments[1], arguments[2]);
        migrate(dataSource, Path.of(arguments[3]), arguments[4]);
        System.out.println("done");
    }

    /** The same work, in the process of whoever asks for it. */
    static void migrate(DataSource dataSource, Path folder, String direction) {
        Lockstep lockstep =
                Lockstep.builder(dataSource, MigrationSource.directory(folder)).build();
        if (direction.equals("up")) {
            lockstep.migrate();
        } else {
            lockstep.down(Target.EVERYTHING);
        }
    }

    private record OneLogin(String url, String user, String password) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return DriverManager.getConnection(FaultDriver.url(url), user, password);
        }

        @Override
        public Connection getConnection(String otherUser, String otherPassword) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
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
}
