package dev.lockstep.history;

import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The history, folded: the row that tells the state of each migration. */
public final class Ledger {
    /** A history without a row. */
    public static final Ledger EMPTY = new Ledger(List.of());

    private final List<HistoryEntry> rows;
    private final Map<MigrationId, HistoryEntry> newest = new LinkedHashMap<>();
    private final Map<MigrationId, HistoryEntry> lastUp = new HashMap<>();
    private final List<HistoryEntry> overtaken = new ArrayList<>();
    private Optional<Version> baseline = Optional.empty();
    private long lastId;
    private long lastDown;

    /** Folds the rows, which are in the order of their ids. */
    public Ledger(List<HistoryEntry> rows) {
        this.rows = List.copyOf(rows);
        rows.forEach(this::take);
    }

    /** The history after these rows were written, new ones or new states of old ones. */
    public Ledger with(List<HistoryEntry> written) {
        Map<Long, HistoryEntry> byId = new TreeMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        written.forEach(row -> byId.put(row.id(), row));
        return new Ledger(List.copyOf(byId.values()));
    }

    private void take(HistoryEntry row) {
        lastId = row.id();
        if (row.action() == Action.BASELINE
                && !row.state().dirty()
                && row.migration() instanceof MigrationId.Versioned versioned) {
            baseline = Optional.of(versioned.version());
            newest.values().removeIf(older -> !older.state().dirty() && isBelowBaseline(older.migration()));
        }
        if (isBaselineReverted(row)) {
            baseline = Optional.empty();
        }
        if (row.action() == Action.DOWN) {
            lastDown = row.id();
        }
        if (row.action() != Action.DOWN) {
            lastUp.put(row.migration(), row);
        }
        if (!isAboutStatement(row)) {
            HistoryEntry older = newest.get(row.migration());
            if (older != null && older.state().dirty()) {
                overtaken.add(older);
            }
            if (row.action() != Action.RESOLVE) {
                newest.remove(row.migration());
            }
            newest.put(row.migration(), row);
        }
    }

    /** A baseline whose script was interrupted, and of which a person said then that nothing is there. */
    private boolean isBaselineReverted(HistoryEntry row) {
        return isResolution(row, Resolution.REVERTED)
                && row.migration() instanceof MigrationId.Versioned versioned
                && baseline.equals(Optional.of(versioned.version()));
    }

    /** The migration whose baseline script was begun here, ended or not; empty if the history began otherwise. */
    public Optional<MigrationId> baselineScript() {
        return rows.stream()
                .filter(row -> row.action() == Action.BASELINE
                        && row.script().checksum().isPresent())
                .map(HistoryEntry::migration)
                .filter(id -> newest(id)
                        .filter(row -> isResolution(row, Resolution.REVERTED))
                        .isEmpty())
                .reduce((older, newer) -> newer);
    }

    /** The row that tells a migration's state; empty if the history does not know it. */
    public Optional<HistoryEntry> newest(MigrationId id) {
        return Optional.ofNullable(newest.get(id));
    }

    /** The newest row of an application of a migration, ended or not, or of a word about it; empty if there is none. */
    public Optional<HistoryEntry> lastUp(MigrationId id) {
        return Optional.ofNullable(lastUp.get(id));
    }

    /**
     * The newest row of every migration, in the order in which the migrations were begun; a row that only settles what
     * was done before does not change the order.
     */
    public Collection<HistoryEntry> newest() {
        return newest.values();
    }

    /** Whether the migration was applied and not taken back since, or lies at or below the baseline. */
    public boolean isApplied(MigrationId id) {
        return newest(id).map(Ledger::isApplied).orElseGet(() -> isBelowBaseline(id));
    }

    /** Whether the row says that its migration is applied. */
    public static boolean isApplied(HistoryEntry row) {
        return !row.state().dirty() && row.action() != Action.DOWN && !isResolution(row, Resolution.REVERTED);
    }

    private static boolean isResolution(HistoryEntry row, Resolution resolution) {
        return row.action() == Action.RESOLVE && row.state().progress().equals(column(resolution));
    }

    /** Of a word about the statement in flight alone the migration's own row tells what came of it. */
    private static boolean isAboutStatement(HistoryEntry row) {
        boolean isOneStatement = row.state().progress().startsWith(column(Resolution.APPLIED) + " ");
        return isResolution(row, Resolution.RETRY) || (row.action() == Action.RESOLVE && isOneStatement);
    }

    /** How the progress column tells that a statement, and not the whole migration, was resolved. */
    public static String column(Resolution resolution, int statement) {
        return column(resolution) + " " + statement;
    }

    /** How the progress column of a row tells the resolution. */
    public static String column(Resolution resolution) {
        return resolution.name().toLowerCase(Locale.ROOT);
    }

    private boolean isBelowBaseline(MigrationId id) {
        return id instanceof MigrationId.Versioned versioned
                && baseline.isPresent()
                && versioned.version().compareTo(baseline.get()) <= 0;
    }

    /**
     * What can be taken back: the versioned and the listed migrations that are applied, in full or in part, in the order in
     * which they were begun; the baseline is none of them.
     */
    public List<HistoryEntry> begun() {
        return newest.values().stream()
                .filter(row -> !(row.migration() instanceof MigrationId.Named))
                .filter(row -> row.action() != Action.BASELINE)
                .filter(row -> row.state().dirty() || isApplied(row))
                .toList();
    }

    /** The steps that began and did not end, in the order in which they began. */
    public List<HistoryEntry> dirty() {
        return newest.values().stream().filter(row -> row.state().dirty()).toList();
    }

    /** Rows of steps that did not end, and that a later row of the same migration has overtaken. */
    public List<HistoryEntry> overtaken() {
        return overtaken;
    }

    /** The newest applied version, the baseline included; empty if nothing is applied. */
    public Optional<Version> current() {
        List<Version> versions = new ArrayList<>();
        baseline.ifPresent(versions::add);
        for (HistoryEntry row : newest.values()) {
            if (row.migration() instanceof MigrationId.Versioned versioned && isApplied(row)) {
                versions.add(versioned.version());
            }
        }
        return versions.stream().max(Version::compareTo);
    }

    /** The version up to which everything counts as applied. */
    public Optional<Version> baseline() {
        return baseline;
    }

    /** Whether anything was taken back after this row was written. */
    public boolean hasDownAfter(HistoryEntry row) {
        return lastDown > row.id();
    }

    /** The id for the next row. */
    public long nextId() {
        return lastId + 1;
    }

    /** Whether the history has no row. */
    public boolean isEmpty() {
        return newest.isEmpty();
    }
}
