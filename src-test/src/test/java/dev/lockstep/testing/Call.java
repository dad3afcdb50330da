package dev.lockstep.testing;

/**
 * A JDBC call that may have reached the server.
 *
 * @param number from 1 on, over all connections of the run
 * @param connection which of the run's connections, from 1 on
 * @param method such as {@code Statement.execute}
 * @param sql the whole text, of a batch all texts; empty where there is none
 */
public record Call(int number, int connection, String method, String sql) {
    static final String CONNECT = "connect";

    private static final int SHORT = 60;

    /** Whether it sends a statement, or ends a transaction. */
    public boolean isRoundTrip() {
        return executes() || method.endsWith(".commit") || method.endsWith(".rollback");
    }

    boolean isConnect() {
        return method.equals(CONNECT);
    }

    boolean isClose() {
        return method.equals("Connection.close");
    }

    boolean executes() {
        return method.contains(".execute");
    }

    /** One line: {@code #7 on 1: Statement.execute CREATE TABLE ...}. */
    @Override
    public String toString() {
        String text = sql.strip().replaceAll("\\s+", " ");
        String start = text.length() <= SHORT ? text : text.substring(0, SHORT) + "...";
        return ("#" + number + " on " + connection + ": " + method + " " + start).strip();
    }
}
