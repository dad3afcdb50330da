package dev.lockstep.run;

import dev.lockstep.dialect.Lock;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Holder;
import dev.lockstep.plan.Planner;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who holds the lock: the database tells of the session, the history of the step. */
final class Holders {
    private static final int SHORTEST_CUT = 63;

    /** In the session's name: {@code lockstep web-3/4711}, {@code lockstep web-3/4711 at 12 up}. */
    private static final Pattern IDENTITY = Pattern.compile("(\\S+)/(\\d+)(" + Identity.AT + ".*)?$");

    private Holders() {}

    static Optional<Holder> find(Session session, Lock lock) throws SQLException {
        Optional<DatabaseSession> seen = lock.holder();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        session.lookAgain();
        Optional<Holder.Work> work = session.newestDirty().map(Holders::work);
        DatabaseSession holder = called(lock, seen.get(), work);
        return Optional.of(new Holder(holder, work, isGone(holder.application())));
    }

    /** Whoever began the step may be whoever is at it now, or has died and left it to another. */
    private static DatabaseSession called(Lock lock, DatabaseSession holder, Optional<Holder.Work> work)
            throws SQLException {
        Matcher identity = IDENTITY.matcher(work.map(Holder.Work::by).orElse(""));
        return holder.application().isEmpty() && identity.find() && lock.isTakenBy(holder, identity.group())
                ? holder.calledBy("lockstep " + identity.group())
                : holder;
    }

    private static Holder.Work work(HistoryEntry row) {
        return new Holder.Work(
                row.migration(),
                Planner.directionOf(row),
                row.state().done(),
                row.state().total(),
                row.stamp().by(),
                row.stamp().at());
    }

    /** Only of this very machine can it be known, and only where no database has cut the name off. */
    private static boolean isGone(String who) {
        Matcher identity = IDENTITY.matcher(who);
        return identity.find()
                && (who.length() < SHORTEST_CUT || identity.group(3) != null)
                && identity.group(1).equals(Identity.SELF.host())
                && ProcessHandle.of(Long.parseLong(identity.group(2)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}
