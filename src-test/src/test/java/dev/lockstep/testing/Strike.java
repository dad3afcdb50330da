package dev.lockstep.testing;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A fault meeting its call. */
record Strike(Session session, Call call, Moment moment, Body body) {
    /** The call itself, as the driver does it. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object run() throws Throwable;
    }

    Object halt() throws Throwable {
        return lose(session.faults()::killAll);
    }

    Object cut() throws Throwable {
        return lose(session::kill);
    }

    Object haltProcess() {
        if (moment != Moment.BEFORE) {
            runWhateverComes();
        }
        Runtime.getRuntime().halt(137);
        throw new AssertionError("unreachable");
    }

    /** A connection whose close fails is closed all the same, and one that nobody got is not left open. */
    Object fail(SQLException error) throws Throwable {
        if (moment != Moment.BEFORE || call.isClose()) {
            body.run();
        }
        if (call.isConnect()) {
            session.kill();
        }
        throw error;
    }

    @Nullable
    Object stall() throws Throwable {
        if (session.wire().stall(moment)) {
            return body.run();
        }
        if (moment != Moment.BEFORE) {
            runWhateverComes();
        }
        session.awaitRelease();
        return lose(session::kill, Moment.BEFORE);
    }

    private Object lose(Runnable kill) throws SQLException {
        return lose(kill, moment);
    }

    private Object lose(Runnable kill, Moment when) throws SQLException {
        if (when == Moment.UNANSWERED) {
            session.wire().cutOnAnswer();
        }
        Throwable natural = when == Moment.BEFORE ? null : runWhateverComes();
        kill.run();
        SQLException lost = session.lost(call);
        if (natural != null) {
            lost.initCause(natural);
        }
        throw lost;
    }

    /** The client is about to be gone: what the driver makes of the answer is nobody's concern, but kept as the cause. */
    private @Nullable Throwable runWhateverComes() {
        try {
            body.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
