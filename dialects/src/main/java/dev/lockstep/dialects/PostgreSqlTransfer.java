package dev.lockstep.dialects;

import dev.lockstep.dialect.Transfer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * COPY ... FROM STDIN by way of the driver's own interface.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">COPY Operations</a>
 */
final class PostgreSqlTransfer implements Transfer {
    private final PostgreSqlDriver driver;
    private final String sql;

    private PostgreSqlTransfer(PostgreSqlDriver driver, String sql) {
        this.driver = driver;
        this.sql = sql;
    }

    static Transfer of(Connection connection, String sql) throws SQLException {
        return new PostgreSqlTransfer(PostgreSqlDriver.of(connection), sql);
    }

    @Override
    public void send(InputStream data) throws SQLException, IOException {
        try {
            Object copying = driver.call("getCopyAPI");
            copying.getClass()
                    .getMethod("copyIn", String.class, InputStream.class)
                    .invoke(copying, sql, new FullReads(data));
        } catch (InvocationTargetException failed) {
            throw cause(failed);
        } catch (ReflectiveOperationException otherDriver) {
            throw new SQLException("this driver cannot send the data of COPY ... FROM STDIN", otherDriver);
        }
    }

    @Override
    public void cancel() throws SQLException {
        try {
            driver.call("cancelQuery");
        } catch (ReflectiveOperationException failed) {
            throw new SQLException("the COPY could not be cancelled", failed);
        }
    }

    private static SQLException cause(InvocationTargetException failed) throws IOException {
        Throwable cause = failed.getCause();
        if (cause instanceof IOException unreadable) {
            throw unreadable;
        }
        if (cause instanceof RuntimeException unreadable) {
            throw unreadable;
        }
        return cause instanceof SQLException refused ? refused : new SQLException(cause);
    }

    /** The driver makes a message of each read, so that a read that ends with its line would make one of each line. */
    private static final class FullReads extends FilterInputStream {
        FullReads(InputStream data) {
            super(data);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.readNBytes(target, offset, length);
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
