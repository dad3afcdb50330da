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

    /** At the end of the session's name: {@code web-3/4711}. */
    private static final Pattern IDENTITY = Pattern.compile("(\\S+)/(\\d+)$");

    private Holders() {}

    static Optional<Holder> find(Session session, Lock lock) throws SQLException {
        Optional<DatabaseSession> seen = lock.holder();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        session.lookAgain();
        Optional<Holder.Work> work = session.newestDirty().map(Holders::work);
        return Optional.of(new Holder(seen.get(), work, isGone(seen.get().application())));
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
        return who.length() < SHORTEST_CUT
                && identity.find()
                && identity.group(1).equals(Identity.SELF.host())
                && ProcessHandle.of(Long.parseLong(identity.group(2)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}
