package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leak check: every connection that was handed out, and where. The drivers themselves know which are closed. */
final class OpenConnections {
    private record Opened(Connection connection, Throwable where) {
        boolean isOpen() {
            try {
                return !connection.isClosed();
            } catch (SQLException e) {
                throw new IllegalStateException("a driver does not know whether its connection is closed", e);
            }
        }
    }

    private final List<Opened> handedOut = new ArrayList<>();

    synchronized Connection track(Connection connection) {
        handedOut.removeIf(opened -> !opened.isOpen());
        handedOut.add(new Opened(connection, new Throwable("opened here by " + Thread.currentThread())));
        return connection;
    }

    synchronized int count() {
        return (int) handedOut.stream().filter(Opened::isOpen).count();
    }

    /** Closes what is left; returns what to complain about, if anything was. */
    synchronized @Nullable AssertionError closeAll() throws SQLException {
        List<Opened> left = handedOut.stream().filter(Opened::isOpen).toList();
        handedOut.clear();
        if (left.isEmpty()) {
            return null;
        }
        AssertionError leak = new AssertionError(left.size() + " connections were left open");
        for (Opened opened : left) {
            leak.addSuppressed(opened.where());
            end(opened.connection());
        }
        return leak;
    }

    /** Frees what the driver holds, without a word to the server where that is possible. SQLite's driver ignores abort. */
    static void end(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        connection.close();
    }
}
