package dev.lockstep.run;

import dev.lockstep.dialect.Probe;
import dev.lockstep.foreign.ForeignHistories.Found;
import dev.lockstep.foreign.ForeignHistory.Likeness;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.history.Action;
import dev.lockstep.history.History;
import dev.lockstep.history.History.NewRow;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Adoption.FileState;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Status;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.run.Progress.Intent;
import dev.lockstep.source.Baseline;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of another tool's history is new to Lockstep's, as rows to be written and as what people are shown. */
final class Takeover {
    private final Inventory files;
    private final Found found;
    private final Ledger before;
    private final String self;
    private final List<MigrationId> known;
    private final Map<MigrationId, Migration> migrations = new HashMap<>();
    private final List<HistoryEntry> rows = new ArrayList<>();
    private final List<Adoption.Row> shown = new ArrayList<>();

    private Takeover(Session session, Inventory files, Found found) throws SQLException {
        this.files = files;
        this.found = found;
        this.before = session.ledger();
        this.known = files.known();
        this.self = Identity.SELF.with(session.surroundings());
        files.migrations().forEach(migration -> migrations.put(migration.id(), migration));
    }

    /** Reads the tool's history beside the files and Lockstep's own. */
    static Takeover of(Session session, Inventory files, Found found) throws SQLException {
        Takeover takeover = new Takeover(session, files, found);
        for (ForeignRow row : found.tool().rows(found.table(), takeover.known)) {
            if (takeover.isNews(row)) {
                takeover.take(row);
            }
        }
        return takeover;
    }

    /** Of what was adopted before, only what the tool has done since is news; what Lockstep has done itself is newer. */
    private boolean isNews(ForeignRow row) {
        if (row.state() instanceof ForeignRow.State.Baseline
                && before.baseline().isPresent()) {
            return false;
        }
        Optional<HistoryEntry> known = before.newest(row.id());
        if (known.isEmpty()) {
            return !before.isApplied(row.id());
        }
        boolean isLater = row.stamp()
                .at()
                .filter(at -> at.getEpochSecond() > known.get().stamp().at().getEpochSecond())
                .isPresent();
        boolean isMended = known.get().state().dirty() && !(row.state() instanceof ForeignRow.State.Dirty);
        return known.get().action() == Action.ADOPT && (isLater || isMended);
    }

    private void take(ForeignRow row) {
        Optional<Migration> file = file(row);
        FileState likeness = file.map(migration -> likeness(row, migration)).orElse(FileState.ABSENT);
        Instant at = row.stamp().at().orElseGet(Instant::now);
        String by = row.stamp().by().isEmpty() ? self : row.stamp().by();
        String description = file.map(Migration::description).orElse(row.description());
        Optional<Outline> outline = file.flatMap(migration -> files.asItIs(migration.up()));
        HistoryEntry entry = new HistoryEntry(
                before.nextId() + rows.size(),
                row.id(),
                description,
                row.state() instanceof ForeignRow.State.Baseline ? Action.BASELINE : Action.ADOPT,
                file.map(migration -> print(row, migration, outline, likeness)).orElseGet(() -> without(row)),
                state(row, outline.map(Outline::statements).orElse(0)),
                new Stamp(by, at, Release.VERSION));
        rows.add(entry);
        shown.add(new Adoption.Row(
                row.id(),
                description,
                entry.script().name(),
                state(row.state()),
                likeness,
                new Status.Applied(at, by, row.stamp().duration(), Release.VERSION)));
    }

    private Optional<Migration> file(ForeignRow row) {
        return isBaselineScript(row)
                ? files.baselines().stream()
                        .map(Baseline::migration)
                        .filter(script -> script.id().equals(row.id()))
                        .findFirst()
                : Optional.ofNullable(migrations.get(row.id()));
    }

    /** Whether it is a baseline that the tool made by executing a script, and not just by a word. */
    private static boolean isBaselineScript(ForeignRow row) {
        return row.state() instanceof ForeignRow.State.Baseline
                && row.checksum().isPresent();
    }

    private FileState likeness(ForeignRow row, Migration migration) {
        try {
            Likeness likeness = found.tool()
                    .compare(row, migration.up(), text -> files.placeholders().fillKnown(text));
            return switch (likeness) {
                case SAME -> FileState.SAME;
                case EDITED -> FileState.EDITED;
                case UNKNOWN -> FileState.UNVERIFIED;
            };
        } catch (IOException unreadable) {
            throw Inventory.unreadable(migration.up(), unreadable);
        }
    }

    private static ScriptPrint without(ForeignRow row) {
        return new ScriptPrint(row.script(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * A repeatable migration that may have been edited since is to run again, so its row must not say that its file is the one.
     * Where a script cannot be read as Lockstep reads scripts, its bytes have to do; of one that is no SQL nothing is kept.
     */
    private ScriptPrint print(ForeignRow row, Migration file, Optional<Outline> outline, FileState likeness) {
        String name = file.up().name();
        boolean hasDown = file.down().isPresent();
        boolean isWord = row.state() instanceof ForeignRow.State.Baseline && !isBaselineScript(row);
        if (file.up().content().refusal().isPresent() || isWord) {
            return new ScriptPrint(name, Optional.empty(), Optional.empty(), hasDown);
        }
        if (runsAgain(row.id()) && likeness != FileState.SAME) {
            Optional<Checksum> foreign =
                    Optional.of(new Checksum(found.tool().name(), row.checksum().orElse("none")));
            return new ScriptPrint(name, foreign, foreign, hasDown);
        }
        Checksum raw = outline.map(Outline::rawChecksum).orElseGet(() -> files.raw(file.up()));
        return new ScriptPrint(
                name, Optional.of(outline.map(Outline::checksum).orElse(raw)), Optional.of(raw), hasDown);
    }

    private static State state(ForeignRow row, int statements) {
        Duration duration = row.stamp().duration();
        if (row.state() instanceof ForeignRow.State.Dirty dirty) {
            int last = Math.max(1, statements);
            Progress progress = Progress.NONE.next(new Intent(last, "", new Probe.Blind(dirty.because()), ""));
            return new State(true, last, 0, progress.text(), Optional.of(dirty.because()), duration);
        }
        return State.finished(statements, duration);
    }

    private static Adoption.State state(ForeignRow.State state) {
        if (state instanceof ForeignRow.State.Dirty) {
            return Adoption.State.DIRTY;
        }
        return state instanceof ForeignRow.State.Baseline ? Adoption.State.BASELINE : Adoption.State.APPLIED;
    }

    /** Writes all rows; those that they overtake are dirty no more. */
    void write(History history) throws SQLException {
        history.insert(rows.stream().map(this::withDownScript).iterator());
        for (HistoryEntry overtaken : before.with(rows).overtaken()) {
            history.update(overtaken.with(overtaken.state().settled()));
        }
    }

    private NewRow withDownScript(HistoryEntry row) {
        Optional<Migration> file = Optional.ofNullable(migrations.get(row.migration()));
        return new NewRow(row, file.flatMap(Migration::down).map(files::text));
    }

    Adoption shown() {
        Ledger after = before.with(rows);
        return new Adoption(found.tool().name(), found.place(), before.current(), after.current(), shown, notes(after));
    }

    /**
     * Checks that there is nothing to be wary of.
     *
     * @throws ValidationException if there is
     */
    void mustAgree() {
        List<Problem> problems = differences(before.with(rows)).stream()
                .map(note -> Problem.of(note, "settle that first; or adopt it as it is, without --strict"))
                .toList();
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
    }

    private List<String> notes(Ledger after) {
        List<String> notes = new ArrayList<>(files.notes());
        notes.addAll(differences(after));
        return notes;
    }

    private List<String> differences(Ledger after) {
        List<String> notes = new ArrayList<>();
        for (Adoption.Row row : shown) {
            switch (row.file()) {
                case EDITED -> notes.add(edited(row));
                case ABSENT -> absent(row).ifPresent(notes::add);
                default -> {}
            }
        }
        rows.stream()
                .filter(row -> row.state().dirty())
                .forEach(row -> notes.add(row.migration() + " is adopted as dirty: "
                        + row.state().error().orElse("") + "; look what of it is there, then run 'lockstep resolve "
                        + row.migration() + "'"));
        passedOver(after).ifPresent(notes::add);
        return notes;
    }

    private String edited(Adoption.Row row) {
        return row.id() + " (" + row.script() + ") was edited after "
                + found.tool().name() + " had executed it: "
                + (runsAgain(row.id())
                        ? "it runs again"
                        : "it counts as applied as it is now; compare the database with it");
    }

    private boolean runsAgain(MigrationId id) {
        return Optional.ofNullable(migrations.get(id))
                .filter(migration -> migration.repetition() == Repetition.ON_CHANGE)
                .isPresent();
    }

    /** What a baseline script has replaced needs no file any more. */
    private Optional<String> absent(Adoption.Row row) {
        return row.state() == Adoption.State.BASELINE || known.contains(row.id())
                ? Optional.empty()
                : Optional.of(row.id() + " was applied, and there is no file for it");
    }

    /** What the tool passed over: older versions than the newest that it applied. */
    private Optional<String> passedOver(Ledger after) {
        Optional<Version> newest = after.current();
        List<String> passed = known.stream()
                .filter(MigrationId.Versioned.class::isInstance)
                .filter(id -> after.newest(id).isEmpty() && !after.isApplied(id))
                .filter(id -> newest.isPresent()
                        && ((MigrationId.Versioned) id).version().compareTo(newest.get()) < 0)
                .map(MigrationId::toString)
                .toList();
        return passed.isEmpty()
                ? Optional.empty()
                : Optional.of("not applied, though a higher version is: " + String.join(", ", passed));
    }
}
