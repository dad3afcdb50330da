package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run under observation: it records every JDBC call that may reach the server, on whatever connection and thread, and
 * lets one {@link Fault} strike at one of them. For every crash point of a scenario: count the calls of an undisturbed run,
 * then for each k take a fresh database and {@code Faults.at(k, moment, fault)}.
 *
 * <p>A connection reaches its server through a tunnel of this JVM, which can be cut and held. What an unwrapped object of
 * the driver does is not seen, but goes through the same tunnel.
 *
 * <p>An SQLite database has no wire. A halt closes its file and gives it back as it was at that instant, journals
 * included, which is what the next process finds after a kill. For that time no other connection of this JVM may be in the
 * file. A file lock that the run holds beside it is released by the run's own unwinding, no sooner; where that matters,
 * take a child process and {@link Fault#HALT_PROCESS}.
 */
public final class Faults {
    private static final String PROPERTY = "lockstep.test.fault";

    private final Predicate<Call> when;
    private final Moment moment;
    private final @Nullable Fault fault;
    private final @Nullable Path file;
    private final CallLog log = new CallLog();
    private final List<Session> sessions = new ArrayList<>();
    private final CountDownLatch fired = new CountDownLatch(1);
    private int connections;
    private boolean dead;

    private Faults(Predicate<Call> when, Moment moment, @Nullable Fault fault, @Nullable Path file) {
        this.when = when;
        this.moment = moment;
        this.fault = fault;
        this.file = file;
    }

    /** No fault: records only. */
    public static Faults counting() {
        return new Faults(call -> false, Moment.BEFORE, null, null);
    }

    /** The fault strikes at the k-th call, from 1 on. */
    public static Faults at(int k, Moment moment, Fault fault) {
        return when(call -> call.number() == k, moment, fault);
    }

    /** The fault strikes at the first call that fits. */
    public static Faults when(Predicate<Call> call, Moment moment, Fault fault) {
        return new Faults(call, moment, fault, null);
    }

    /**
     * What makes a child JVM run under a fault: arguments for it, whose database URL then is {@link FaultDriver#url}.
     *
     * @param log where the child writes its calls, one per line, each before it is done
     */
    public static List<String> jvmArguments(int k, Moment moment, Fault fault, Path log) {
        return List.of(
                "-D" + PROPERTY + "=" + fault,
                "-D" + PROPERTY + ".at=" + k,
                "-D" + PROPERTY + ".moment=" + moment,
                "-D" + PROPERTY + ".log=" + log);
    }

    /** The same without a fault: the child only writes its calls. */
    public static List<String> jvmArguments(Path log) {
        return jvmArguments(Integer.MAX_VALUE, Moment.BEFORE, Fault.HALT_PROCESS, log);
    }

    /** What the properties of this JVM say. */
    static Faults ofThisProcess() {
        int at = Integer.getInteger(PROPERTY + ".at", Integer.MAX_VALUE);
        Moment moment = Moment.valueOf(System.getProperty(PROPERTY + ".moment", "BEFORE"));
        Fault fault = Fault.named(System.getProperty(PROPERTY, Fault.HALT_PROCESS.toString()));
        String log = System.getProperty(PROPERTY + ".log");
        return new Faults(call -> call.number() == at, moment, fault, log == null ? null : Path.of(log));
    }

    /** The calls so far. */
    public CallLog log() {
        return log;
    }

    /** Whether the fault has struck. */
    public boolean fired() {
        return fired.getCount() == 0;
    }

    /** Waits until the fault has struck, in another thread. */
    public void awaitFired() {
        Poll.until("the fault has not struck: " + this, this::fired);
    }

    /** How often the client waited for the server, as seen on the wires since the connections were open. */
    public synchronized int turns() {
        return sessions.stream().mapToInt(session -> session.wire().turns()).sum();
    }

    /** Ends a stall: what was silent is now lost. */
    public void release() {
        openSessions().forEach(Session::release);
    }

    Connection connect(String url, Properties login) throws SQLException {
        Wire wire = Wire.to(url);
        int number = reserve();
        Session session = new Session(this, number, wire);
        try {
            return (Connection) session.call(Call.CONNECT, "", () -> {
                Connection target = DriverManager.getConnection(wire.url(), login);
                wire.opened(target);
                return session.opened(target);
            });
        } catch (SQLException e) {
            wire.close();
            throw e;
        }
    }

    private synchronized int reserve() {
        return ++connections;
    }

    /** Nothing of the run is left: all its connections end at once, as they do with their process. */
    void killAll() {
        synchronized (this) {
            dead = true;
        }
        Session.kill(openSessions());
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized void add(Session session) {
        sessions.add(session);
    }

    private synchronized List<Session> openSessions() {
        return sessions.stream().filter(session -> !session.isLost()).toList();
    }

    Call record(int connection, String method, String sql) {
        Call call = log.add(connection, method, sql);
        if (file != null) {
            append(file, call);
        }
        return call;
    }

    private static void append(Path file, Call call) {
        try {
            Files.writeString(file, call + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fault, if it is this call's. It strikes once. */
    synchronized @Nullable Fault due(Call call) {
        if (fired() || fault == null || !when.test(call)) {
            return null;
        }
        fired.countDown();
        return fault;
    }

    Moment moment() {
        return moment;
    }

    @Override
    public String toString() {
        return (fault == null ? "no fault" : fault + " " + moment) + "; calls so far:\n" + log;
    }
}
