package dev.lockstep.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of the driver, whose calls pass by the faults. What it hands out is wrapped in turn. */
final class JdbcProxy implements InvocationHandler {
    /** By what a method declares: SQLite's result sets are their own metadata. */
    private static final Set<Class<?>> WRAPPED = Set.of(
            Connection.class,
            CallableStatement.class,
            PreparedStatement.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class);

    /** What may reach the server on a connection; the drivers differ, so the widest of them counts. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "commit",
            "rollback",
            "close",
            "setAutoCommit",
            "setSavepoint",
            "releaseSavepoint",
            "setReadOnly",
            "setTransactionIsolation",
            "getTransactionIsolation",
            "setCatalog",
            "getCatalog",
            "setSchema",
            "getSchema",
            "isValid");

    private final Object target;
    private final Class<?> type;
    private final Session session;
    private final @Nullable Object parent;
    private final String prepared;
    private final List<String> batch = new ArrayList<>();

    private JdbcProxy(Object target, Class<?> type, Session session, @Nullable Object parent, String prepared) {
        this.target = target;
        this.type = type;
        this.session = session;
        this.parent = parent;
        this.prepared = prepared;
    }

    static Connection connection(Connection target, Session session) {
        return (Connection) wrap(target, Connection.class, session, null, "");
    }

    private static Object wrap(Object target, Class<?> type, Session session, @Nullable Object parent, String sql) {
        JdbcProxy handler = new JdbcProxy(target, type, session, parent, sql);
        return Proxy.newProxyInstance(JdbcProxy.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        return switch (method.getName()) {
            case "equals" -> proxy == first;
            case "hashCode" -> System.identityHashCode(proxy);
            case "unwrap" ->
                first instanceof Class<?> wanted && wanted.isInstance(proxy) ? proxy : onTarget(method, arguments);
            case "isWrapperFor" ->
                first instanceof Class<?> wanted && (wanted.isInstance(proxy) || (boolean) onTarget(method, arguments));
            case "isClosed" -> session.isLost() || (boolean) onTarget(method, arguments);
            case "getConnection", "getStatement" -> parent == null ? onTarget(method, arguments) : parent;
            default -> {
                failIfLost(method);
                yield passOn(proxy, method, arguments, first instanceof String sql ? sql : "");
            }
        };
    }

    /** The drivers have words of their own for the calls on a dead connection that stay in the client. */
    private void failIfLost(Method method) throws SQLException {
        boolean ends = Set.of("close", "abort", "toString").contains(method.getName());
        if (type == Connection.class && session.isLost() && !ends && !mayReachServer(method)) {
            throw session.lost("before " + method.getName());
        }
    }

    private @Nullable Object passOn(Object proxy, Method method, Object @Nullable [] arguments, String sql)
            throws Throwable {
        Object result = mayReachServer(method)
                ? session.call(
                        type.getSimpleName() + "." + method.getName(),
                        text(method, sql),
                        () -> onTarget(method, arguments))
                : onTarget(method, arguments);
        remember(method, sql);
        return wrapped(result, proxy, method, sql);
    }

    private boolean mayReachServer(Method method) {
        String name = method.getName();
        if (type == Connection.class) {
            return OF_CONNECTION.contains(name);
        }
        return type == DatabaseMetaData.class
                ? method.getReturnType() == ResultSet.class
                : target instanceof Statement && name.startsWith("execute");
    }

    private String text(Method method, String sql) {
        if (method.getName().endsWith("Batch")) {
            return String.join(";\n", batch);
        }
        return prepared.isEmpty() ? sql : prepared;
    }

    private void remember(Method method, String sql) {
        switch (method.getName()) {
            case "addBatch" -> batch.add(prepared.isEmpty() ? sql : prepared);
            case "clearBatch", "executeBatch", "executeLargeBatch" -> batch.clear();
            case "abort" -> session.release();
            default -> {}
        }
    }

    private @Nullable Object wrapped(@Nullable Object result, Object proxy, Method method, String sql) {
        Class<?> as = method.getReturnType();
        if (result == null || !WRAPPED.contains(as)) {
            return result;
        }
        Object owner = type == ResultSet.class ? parent : proxy;
        return wrap(result, as, session, owner, method.getName().startsWith("prepare") ? sql : "");
    }

    private @Nullable Object onTarget(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String toString() {
        return "call by call: " + target;
    }
}
