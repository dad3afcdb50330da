package dev.lockstep.run;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Kind;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Report;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run has done so far, kept so that a failure can tell it too. */
final class Tally {
    private final long start;
    private Optional<Version> from = Optional.empty();
    private Ledger before = Ledger.EMPTY;
    private List<String> planned = List.of();
    private final List<String> noted = new ArrayList<>();
    private final List<HistoryEntry> rows = new ArrayList<>();
    private final List<Report.Done> done = new ArrayList<>();
    private long nextPlace;

    Tally(long start) {
        this.start = start;
    }

    /** The run is planned, for the first time or anew. */
    void plan(Ledger now, List<String> notes) {
        if (done.isEmpty()) {
            from = now.current();
        }
        before = now;
        planned = notes;
        nextPlace = now.nextId();
        rows.clear();
    }

    /** How far a run goes that has come so far. */
    Optional<Target> left(Target target) {
        if (!(target instanceof Target.Steps steps)) {
            return Optional.of(target);
        }
        int versions = (int)
                done.stream().filter(step -> step.id().kind() == Kind.VERSIONED).count();
        return versions < steps.count() ? Optional.of(Target.steps(steps.count() - versions)) : Optional.empty();
    }

    /** A step is durable, with its row. */
    void add(HistoryEntry row, Report.Done finished) {
        rows.add(row);
        nextPlace = Math.max(nextPlace, row.id() + 1);
        done.add(finished);
    }

    /** Something to know of what has been done. */
    void note(String text) {
        noted.add(text);
    }

    /** The id that the next fresh step claims. */
    long nextPlace() {
        return nextPlace;
    }

    /** The history as it is now. */
    Ledger ledger() {
        return before.with(rows);
    }

    Report report() {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        List<String> notes = Stream.concat(planned.stream(), noted.stream()).toList();
        return new Report(from, ledger().current(), done, notes, duration);
    }

    LockstepException attachedTo(LockstepException failed) {
        failed.attach(report());
        return failed;
    }
}
