package dev.lockstep.engine;

import dev.lockstep.testing.Poll;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A pool of one connection, which it does not tidy up: a test sees how it was given back. Whoever wants it while somebody else
 * has it waits.
 */
final class Pool implements AutoCloseable {
    private final Connection connection;
    private final Duration patience;
    private final Semaphore free = new Semaphore(1);
    private final AtomicInteger handedOut = new AtomicInteger();
    private final AtomicInteger givenBack = new AtomicInteger();

    /** A pool that lets others wait as long as it takes. */
    Pool(Connection connection) {
        this(connection, Poll.GENEROUS.multipliedBy(2));
    }

    /** A pool that refuses others after such a time. */
    Pool(Connection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
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
            awaitFree();
            handedOut.incrementAndGet();
            return handedOut();
        });
    }

    private void awaitFree() throws SQLException {
        try {
            if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException("the only connection is in use");
    }

    private Connection handedOut() {
        boolean[] closed = new boolean[1];
        return (Connection) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!closed[0]) {
                            closed[0] = true;
                            givenBack.incrementAndGet();
                            free.release();
                        }
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
        return handedOut.get() > 0 && handedOut.get() == givenBack.get();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
