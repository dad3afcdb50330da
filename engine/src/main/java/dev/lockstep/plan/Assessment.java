package dev.lockstep.plan;

import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Version;
import dev.lockstep.source.Manifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files beside history: how every migration stands, in the order in which they run. The files are in that order already;
 * what only the history knows comes where its kind, version or name puts it. A pure function.
 */
public final class Assessment {
    private final Ledger ledger;
    private final Map<MigrationId, List<Checksum>> replaced;
    private final Optional<Version> newestApplied;
    private final Optional<Version> newestFile;
    private final long lastRowWithFile;

    private Assessment(List<Candidate> candidates, Manifest manifest, Ledger ledger) {
        this.ledger = ledger;
        this.replaced = manifest.lines().stream()
                .collect(Collectors.groupingBy(
                        line -> new MigrationId.Versioned(line.version()),
                        LinkedHashMap::new,
                        Collectors.mapping(Manifest.Line::checksum, Collectors.toList())));
        this.newestApplied =
                Stream.concat(ledger.current().stream(), halfApplied(ledger)).max(Comparator.naturalOrder());
        this.newestFile = Stream.concat(
                        candidates.stream()
                                .map(candidate -> candidate.migration().id()),
                        replaced.keySet().stream())
                .filter(MigrationId.Versioned.class::isInstance)
                .map(id -> ((MigrationId.Versioned) id).version())
                .max(Comparator.naturalOrder());
        this.lastRowWithFile = candidates.stream()
                .filter(candidate -> candidate.migration().repetition() == Repetition.ONCE)
                .flatMap(candidate -> ledger.newest(candidate.migration().id()).stream())
                .mapToLong(HistoryEntry::id)
                .max()
                .orElse(0);
    }

    /** What is applied in part is gone on with first, so that it counts as applied for all others. */
    private static Stream<Version> halfApplied(Ledger ledger) {
        return ledger.dirty().stream()
                .filter(row -> row.action() != Action.DOWN)
                .map(HistoryEntry::migration)
                .filter(MigrationId.Versioned.class::isInstance)
                .map(id -> ((MigrationId.Versioned) id).version());
    }

    /**
     * How the candidates and the migrations of the history stand.
     *
     * @param replaced what baseline scripts have replaced with which this history did not begin
     */
    public static List<Standing> of(List<Candidate> candidates, Manifest replaced, Ledger ledger) {
        Assessment assessment = new Assessment(candidates, replaced, ledger);
        Set<MigrationId> known =
                candidates.stream().map(candidate -> candidate.migration().id()).collect(Collectors.toSet());
        Deque<Standing> withoutFile = Stream.concat(
                        ledger.newest().stream().flatMap(entry -> assessment.withoutFile(entry).stream()),
                        assessment.replaced.keySet().stream().flatMap(id -> assessment.replaced(id).stream()))
                .filter(standing -> !known.contains(standing.id()))
                .sorted(Comparator.comparing(Standing::id, MigrationId.RUN_ORDER))
                .collect(Collectors.toCollection(ArrayDeque::new));
        List<Standing> standings = new ArrayList<>();
        for (Candidate candidate : candidates) {
            while (!withoutFile.isEmpty() && isBefore(withoutFile.element(), candidate)) {
                standings.add(withoutFile.remove());
            }
            standings.add(assessment.withFile(candidate));
        }
        standings.addAll(withoutFile);
        return standings;
    }

    private static boolean isBefore(Standing standing, Candidate candidate) {
        return MigrationId.RUN_ORDER.compare(
                        standing.id(), candidate.migration().id())
                < 0;
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
        Repetition repetition = candidate.migration().repetition();
        if (repetition == Repetition.ON_CHANGE && ledger.hasDownAfter(row)) {
            return State.PENDING;
        }
        if (repetition == Repetition.ALWAYS || row.script().rawChecksum().equals(candidate.rawChecksum())) {
            return State.APPLIED;
        }
        if (candidate.checksum().equals(recorded)) {
            return State.REFORMATTED;
        }
        return repetition == Repetition.ON_CHANGE ? State.PENDING : State.CHANGED;
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
        State state = !expectsFile ? State.BASELINE : lost(entry);
        return Optional.of(new Standing(entry.migration(), state, Optional.empty(), Optional.of(entry)));
    }

    /** Why the file of an applied migration is not there. */
    private State lost(HistoryEntry entry) {
        List<Checksum> checksums = replaced.getOrDefault(entry.migration(), List.of());
        if (!checksums.isEmpty()) {
            return entry.script().checksum().filter(checksums::contains).isPresent() ? State.SQUASHED : State.CHANGED;
        }
        return isAhead(entry) ? State.AHEAD : State.MISSING;
    }

    /** What a baseline script has replaced, and is not applied here, is pending without a file. */
    private Optional<Standing> replaced(MigrationId id) {
        Optional<HistoryEntry> entry = ledger.newest(id);
        boolean isOpen = !ledger.isApplied(id)
                && entry.filter(row -> row.state().dirty()).isEmpty();
        return isOpen ? Optional.of(new Standing(id, State.PENDING, Optional.empty(), entry)) : Optional.empty();
    }

    /** A newer release has put versions above all others, and run what is listed after all that is known here. */
    private boolean isAhead(HistoryEntry entry) {
        if (entry.migration() instanceof MigrationId.Versioned versioned) {
            return newestFile.isEmpty() || versioned.version().compareTo(newestFile.get()) > 0;
        }
        return entry.migration() instanceof MigrationId.Listed && entry.id() > lastRowWithFile;
    }
}
