package dev.lockstep.run;

import dev.lockstep.history.Action;
import dev.lockstep.history.History;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.HistoryEntry.Stamp;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Report;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Script;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.plan.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes to the history what a person decided, without executing a migration: repair, baseline, resolve. */
public final class Upkeep {
    private final Workspace workspace;

    /** Writes in this workspace. */
    public Upkeep(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * A row to be appended.
     *
     * @param down the down script that the row keeps
     * @param progress how a dirty step was resolved; empty for all else
     * @param note what the person is told
     * @param settled the dirty row as it is from now on; empty where none is settled
     */
    private record Amendment(
            MigrationId id,
            String description,
            Action action,
            ScriptPrint script,
            Optional<String> down,
            String progress,
            String note,
            Optional<HistoryEntry> settled) {}

    /** Records that the files as they are now are right. */
    public Report repair() {
        Folder folder = Folder.list(workspace.source());
        return underLock((session, ledger) -> {
            Inventory files = folder.inventory(workspace.settings(), workspace.dialects(), session);
            List<Amendment> amendments = new ArrayList<>();
            for (Standing standing : files.standings(ledger, Target.EVERYTHING)) {
                switch (standing.state()) {
                    case CHANGED ->
                        amendments.add(
                                standing.migration().isPresent()
                                        ? asItIsNow(standing, files, "its changed content counts as applied")
                                        : withoutFile(session, standing));
                    case REFORMATTED -> amendments.add(asItIsNow(standing, files, "its new form is recorded"));
                    case MISSING -> amendments.add(withoutFile(session, standing));
                    default -> {}
                }
            }
            return amendments;
        });
    }

    private static Amendment asItIsNow(Standing standing, Inventory files, String note) {
        Script up = standing.migration().orElseThrow().up();
        Optional<String> down = standing.migration().orElseThrow().down().map(files::text);
        Outline outline = files.outline(up);
        ScriptPrint print = new ScriptPrint(
                up.name(), Optional.of(outline.checksum()), Optional.of(outline.rawChecksum()), down.isPresent());
        return accepted(standing, print, down, note);
    }

    private static Amendment withoutFile(Session session, Standing standing) throws SQLException {
        HistoryEntry entry = standing.entry().orElseThrow();
        ScriptPrint print = new ScriptPrint(
                entry.script().name(),
                Optional.empty(),
                Optional.empty(),
                entry.script().hasDown());
        Optional<String> down = session.history().downScript(entry.id());
        return accepted(standing, print, down, "its missing file is no longer expected");
    }

    private static Amendment accepted(Standing standing, ScriptPrint print, Optional<String> down, String note) {
        String progress = Ledger.column(Resolution.APPLIED);
        return new Amendment(
                standing.id(), standing.description(), Action.RESOLVE, print, down, progress, note, Optional.empty());
    }

    /** Declares that everything up to the version is there already. */
    public Report baseline(Version version) {
        if (version.isZero()) {
            throw new ConfigurationException(Problem.of(
                    "a baseline at version 0 says nothing: no migration is at or below it",
                    "name the newest version that is in the database already"));
        }
        return underLock((session, ledger) -> {
            ledger.current().ifPresent(current -> {
                throw new ValidationException(Problem.of(
                        "the history already holds applied versions, up to " + current,
                        "a baseline is for a database without a history; see 'lockstep status'"));
            });
            ledger.dirty().stream().findFirst().ifPresent(dirty -> {
                throw new ValidationException(Problem.of(
                        dirty.migration() + " began and did not end",
                        "run 'lockstep migrate', or settle it with 'lockstep resolve " + dirty.migration() + "'"));
            });
            return List.of(new Amendment(
                    new MigrationId.Versioned(version),
                    "baseline",
                    Action.BASELINE,
                    ScriptPrint.NONE,
                    Optional.empty(),
                    "",
                    "everything up to it counts as applied",
                    Optional.empty()));
        });
    }

    /** Settles a dirty migration. */
    public Report resolve(String migration, Resolution resolution) {
        return underLock((session, ledger) -> {
            HistoryEntry dirty = ledger.dirty().stream()
                    .filter(entry -> isCalled(entry.migration(), migration))
                    .findFirst()
                    .orElseThrow(() -> new ValidationException(Problem.of(
                            "'" + migration + "' is not dirty: there is nothing to resolve",
                            "'lockstep status' tells what is dirty")));
            Verdict verdict = Verdict.of(dirty, resolution);
            HistoryEntry kept = ledger.lastUp(dirty.migration()).orElse(dirty);
            return List.of(new Amendment(
                    dirty.migration(),
                    dirty.description(),
                    Action.RESOLVE,
                    kept.script(),
                    session.history().downScript(kept.id()),
                    verdict.word(),
                    verdict.note(),
                    Optional.of(dirty.with(verdict.state()))));
        });
    }

    private static boolean isCalled(MigrationId id, String name) {
        if (id instanceof MigrationId.Versioned versioned && Version.isVersion(name)) {
            return versioned.version().equals(Version.of(name));
        }
        return id.toString().equals(name);
    }

    @FunctionalInterface
    private interface Decision {
        List<Amendment> on(Session session, Ledger ledger) throws SQLException;
    }

    /** Takes the lock, decides upon the history as it is then, and writes all rows in one transaction. */
    private Report underLock(Decision decision) {
        return workspace.inSession(
                session -> new LockQueue(session, workspace.settings()).holding(() -> amend(session, decision)));
    }

    private static Report amend(Session session, Decision decision) throws SQLException {
        long start = System.nanoTime();
        session.lookAgain();
        Ledger before = session.ledger();
        List<Amendment> amendments = decision.on(session, before);
        if (!amendments.isEmpty()) {
            Stamp stamp = new Stamp(Identity.SELF.with(session.surroundings()), Instant.now(), Release.VERSION);
            session.write(history -> {
                append(history, before.nextId(), stamp, amendments);
                return amendments;
            });
        }
        List<String> notes =
                amendments.stream().map(row -> row.id() + ": " + row.note()).toList();
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new Report(before.current(), session.ledger().current(), List.of(), notes, duration);
    }

    private static void append(History history, long firstId, Stamp stamp, List<Amendment> amendments)
            throws SQLException {
        long id = firstId;
        for (Amendment amendment : amendments) {
            if (amendment.settled().isPresent()) {
                history.update(amendment.settled().get());
            }
            State state = new State(false, 0, 0, amendment.progress(), Optional.empty(), Duration.ZERO);
            HistoryEntry row = new HistoryEntry(
                    id++,
                    amendment.id(),
                    amendment.description(),
                    amendment.action(),
                    amendment.script(),
                    state,
                    stamp);
            history.insert(row, amendment.down());
        }
    }
}
