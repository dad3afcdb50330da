package dev.lockstep.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection, which it does not tidy up: a test sees how it was given back. */
final class Pool implements AutoCloseable {
    private final Connection connection;
    private int handedOut;
    private int givenBack;

    Pool(Connection connection) {
        this.connection = connection;
    }

    /** Where connections come from, as a lambda. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    /** A data source that opens connections in this way. */
    static DataSource dataSource(Opener opener) {
        return (DataSource) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return opener.open();
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    DataSource dataSource() {
        return dataSource(() -> {
            handedOut++;
            return handedOut();
        });
    }

    private Connection handedOut() {
        boolean[] closed = new boolean[1];
        return (Connection) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        givenBack += closed[0] ? 0 : 1;
                        closed[0] = true;
                        return null;
                    }
                    if (method.getName().equals("isClosed")) {
                        return closed[0];
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** The one connection. */
    Connection connection() {
        return connection;
    }

    /** Whether every connection that was handed out has come back. */
    boolean isComplete() {
        return handedOut > 0 && handedOut == givenBack;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
