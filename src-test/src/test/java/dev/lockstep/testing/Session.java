package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One connection of a run: its wire, and whether it is lost. */
final class Session {
    private final Faults faults;
    private final int number;
    private final Wire wire;
    private final CountDownLatch released = new CountDownLatch(1);
    private @Nullable Connection target;
    private volatile boolean lost;

    Session(Faults faults, int number, Wire wire) {
        this.faults = faults;
        this.number = number;
        this.wire = wire;
        faults.add(this);
    }

    Faults faults() {
        return faults;
    }

    Wire wire() {
        return wire;
    }

    boolean isLost() {
        return lost;
    }

    /** What the caller gets for the driver's connection. */
    Connection opened(Connection connection) {
        target = connection;
        return JdbcProxy.connection(connection, this);
    }

    /** Does a call that may reach the server, or what the fault makes of it. */
    @Nullable
    Object call(String method, String sql, Strike.Body body) throws SQLException {
        Call call = faults.record(number, method, sql);
        if (!call.isClose() && (lost || faults.isDead())) {
            wire.close();
            throw lost(call);
        }
        Fault due = faults.due(call);
        try {
            return due == null ? body.run() : due.strike(new Strike(this, call, faults.moment(), body));
        } catch (Throwable e) {
            throw Rethrow.<RuntimeException>unchanged(e);
        }
    }

    SQLException lost(Call call) {
        return lost("at or before call " + call);
    }

    SQLException lost(String when) {
        return new SQLNonTransientConnectionException("the connection was lost " + when, "08006");
    }

    /** Loses the connection. */
    void kill() {
        kill(List.of(this));
    }

    /** Loses them together: what they share, such as a file, is seen as it was when the first one went. */
    static void kill(List<Session> sessions) {
        sessions.forEach(session -> session.wire.freeze());
        sessions.forEach(Session::lose);
        sessions.forEach(session -> session.wire.thaw());
    }

    private void lose() {
        lost = true;
        wire.close();
        released.countDown();
        abortTarget();
    }

    /** Frees what the driver holds in this JVM; the server cannot hear of it any more. */
    private void abortTarget() {
        try {
            if (target != null) {
                OpenConnections.end(target);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a driver cannot let go of a lost connection", e);
        }
    }

    /** Ends a stall. */
    void release() {
        released.countDown();
        if (wire.isStalled()) {
            lost = true;
            wire.close();
        }
    }

    void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Rethrow {
        /** Throws what the driver threw, checked or not, as if nothing were in between. */
        @SuppressWarnings("unchecked")
        static <E extends Throwable> RuntimeException unchanged(Throwable e) throws E {
            throw (E) e;
        }
    }
}
