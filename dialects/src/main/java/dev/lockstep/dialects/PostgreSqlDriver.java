package dev.lockstep.dialects;

import dev.lockstep.dialect.Pooling;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What only the driver's own connection knows and does. The driver is no dependency, so its methods are looked for by name; the
 * connection may be a pool's, and then the driver's is inside it.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/publicapi/org/postgresql/PGConnection.html">PGConnection</a>
 */
record PostgreSqlDriver(Class<?> type, Object connection) {
    private static final String CONNECTION = "org.postgresql.PGConnection";

    /**
     * The driver's own connection.
     *
     * @throws SQLException if it is another driver's
     */
    static PostgreSqlDriver of(Connection connection) throws SQLException {
        ClassLoader loader = connection.unwrap(Connection.class).getClass().getClassLoader();
        try {
            Class<?> type = Class.forName(CONNECTION, false, loader);
            return new PostgreSqlDriver(type, connection.unwrap(type));
        } catch (ClassNotFoundException otherDriver) {
            throw new SQLException("this needs the driver org.postgresql", otherDriver);
        }
    }

    /**
     * Whether the server's session is the connection's own. A pooler answers the login itself, and invents the number that
     * the driver is told there, since it is half of the key by which a statement is cancelled. From then on the driver leaves no
     * prepared statements in sessions, where the next one to ask for them may not find them.
     *
     * @param session the number that the server tells
     * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP">BackendKeyData</a>
     * @see <a href="https://jdbc.postgresql.org/documentation/server-prepare/">Server Prepared Statements</a>
     */
    static Pooling pooling(Connection connection, String session) {
        try {
            PostgreSqlDriver driver = of(connection);
            if (session.equals(String.valueOf(driver.call("getBackendPID")))) {
                return Pooling.NONE;
            }
            driver.type.getMethod("setPrepareThreshold", int.class).invoke(driver.connection, 0);
        } catch (SQLException | ReflectiveOperationException otherDriver) {
            return Pooling.UNKNOWN;
        }
        return Pooling.UNKNOWN;
    }

    /** What a method without parameters answers. */
    Object call(String method) throws ReflectiveOperationException {
        return type.getMethod(method).invoke(connection);
    }
}
