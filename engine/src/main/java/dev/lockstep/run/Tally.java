package dev.lockstep.run;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run has done so far, kept so that a failure can tell it too. */
final class Tally {
    private final Ledger before;
    private final List<String> notes;
    private final long start;
    private final List<HistoryEntry> rows = new ArrayList<>();
    private final List<Report.Done> done = new ArrayList<>();
    private long nextPlace;

    Tally(Ledger before, List<String> notes, long start) {
        this.before = before;
        this.notes = new ArrayList<>(notes);
        this.start = start;
        this.nextPlace = before.nextId();
    }

    /** A step is durable, with its row. */
    void add(HistoryEntry row, Report.Done finished) {
        rows.add(row);
        nextPlace = Math.max(nextPlace, row.id() + 1);
        done.add(finished);
    }

    /** Something to know of what has been done. */
    void note(String text) {
        notes.add(text);
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
        return new Report(before.current(), ledger().current(), done, notes, duration);
    }

    LockstepException attachedTo(LockstepException failed) {
        failed.attach(report());
        return failed;
    }
}
