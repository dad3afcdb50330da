package dev.lockstep.plan;

import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Kind;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files beside history: how every migration stands, in the order in which they run. A pure function. */
public final class Assessment {
    private final Ledger ledger;
    private final Optional<Version> newestApplied;
    private final Optional<Version> newestFile;

    private Assessment(List<Candidate> candidates, Ledger ledger) {
        this.ledger = ledger;
        this.newestApplied =
                Stream.concat(ledger.current().stream(), halfApplied(ledger)).max(Comparator.naturalOrder());
        this.newestFile = candidates.stream()
                .map(candidate -> candidate.migration().id())
                .filter(MigrationId.Versioned.class::isInstance)
                .map(id -> ((MigrationId.Versioned) id).version())
                .max(Comparator.naturalOrder());
    }

    /** What is applied in part is gone on with first, so that it counts as applied for all others. */
    private static Stream<Version> halfApplied(Ledger ledger) {
        return ledger.dirty().stream()
                .filter(row -> row.action() != Action.DOWN)
                .map(HistoryEntry::migration)
                .filter(MigrationId.Versioned.class::isInstance)
                .map(id -> ((MigrationId.Versioned) id).version());
    }

    /** How the candidates and the migrations of the history stand. */
    public static List<Standing> of(List<Candidate> candidates, Ledger ledger) {
        Assessment assessment = new Assessment(candidates, ledger);
        Map<MigrationId, Standing> standings = new HashMap<>();
        for (Candidate candidate : candidates) {
            standings.put(candidate.migration().id(), assessment.withFile(candidate));
        }
        for (HistoryEntry entry : ledger.newest()) {
            if (!standings.containsKey(entry.migration())) {
                assessment.withoutFile(entry).ifPresent(standing -> standings.put(standing.id(), standing));
            }
        }
        List<Standing> sorted = new ArrayList<>(standings.values());
        sorted.sort(Comparator.comparing(Standing::id, MigrationId.RUN_ORDER));
        return sorted;
    }

    private Standing withFile(Candidate candidate) {
        Migration migration = candidate.migration();
        Optional<HistoryEntry> entry = ledger.newest(migration.id());
        State state;
        if (entry.isPresent() && entry.get().state().dirty()) {
            state = State.DIRTY;
        } else if (!ledger.isApplied(migration.id())) {
            state = isBelowNewest(migration.id()) ? State.OUT_OF_ORDER : State.PENDING;
        } else {
            state = entry.map(row -> compared(candidate, row)).orElse(State.BASELINE);
        }
        return new Standing(migration.id(), state, Optional.of(migration), entry);
    }

    private boolean isBelowNewest(MigrationId id) {
        return id instanceof MigrationId.Versioned versioned
                && newestApplied.isPresent()
                && versioned.version().compareTo(newestApplied.get()) < 0;
    }

    private State compared(Candidate candidate, HistoryEntry row) {
        Optional<Checksum> recorded = row.script().checksum();
        if (recorded.isEmpty()) {
            return State.BASELINE;
        }
        Kind kind = row.migration().kind();
        if (kind == Kind.REPEATABLE && ledger.hasDownAfter(row)) {
            return State.PENDING;
        }
        if (kind == Kind.DATA || row.script().rawChecksum().equals(candidate.rawChecksum())) {
            return State.APPLIED;
        }
        if (candidate.checksum().equals(recorded)) {
            return State.REFORMATTED;
        }
        return kind == Kind.REPEATABLE ? State.PENDING : State.CHANGED;
    }

    /** A row that expects no file, and one that was taken back, has nothing to say where there is no file. */
    private Optional<Standing> withoutFile(HistoryEntry entry) {
        boolean expectsFile = entry.script().checksum().isPresent();
        if (entry.state().dirty()) {
            return Optional.of(new Standing(entry.migration(), State.DIRTY, Optional.empty(), Optional.of(entry)));
        }
        if (!Ledger.isApplied(entry)) {
            return Optional.empty();
        }
        State state = !expectsFile ? State.BASELINE : isAhead(entry.migration()) ? State.AHEAD : State.MISSING;
        return Optional.of(new Standing(entry.migration(), state, Optional.empty(), Optional.of(entry)));
    }

    private boolean isAhead(MigrationId id) {
        return id instanceof MigrationId.Versioned versioned
                && (newestFile.isEmpty() || versioned.version().compareTo(newestFile.get()) > 0);
    }
}
