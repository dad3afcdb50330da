package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Traits;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.ScriptPrint;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Place;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Script;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.plan.Assessment;
import dev.lockstep.plan.Candidate;
import dev.lockstep.plan.Standing;
import dev.lockstep.script.Digests;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Baseline;
import dev.lockstep.source.Callbacks;
import dev.lockstep.source.Layout.HistoryTable;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.Layout.Manner;
import dev.lockstep.source.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The migrations at hand for one dialect; each file is read when it is needed, and no more often than that. */
public final class Inventory {
    private final Dialect dialect;
    private final Traits traits;
    private final Listing listing;
    private final Placeholders placeholders;
    private final Digests digests = new Digests();
    private final Map<Script, Checksum> rawChecksums = new HashMap<>();
    private final Map<Script, Outline> outlines = new HashMap<>();

    Inventory(Dialect dialect, Traits traits, Listing listing, Placeholders placeholders) {
        this.dialect = dialect;
        this.traits = traits;
        this.listing = listing;
        this.placeholders = placeholders;
    }

    /** The migrations, in the order in which they run. */
    public List<Migration> migrations() {
        return listing.migrations();
    }

    /** Those that have files, and those whose files a baseline script has replaced. */
    List<MigrationId> known() {
        Stream<MigrationId> replaced =
                replaced(listing.baselines()).versions().stream().sorted().map(MigrationId.Versioned::new);
        return Stream.concat(replaced, listing.migrations().stream().map(Migration::id))
                .distinct()
                .toList();
    }

    /** Those that count for this history: with a baseline instead of what it stands for, if it begins or began with one. */
    List<Migration> migrations(Ledger ledger, Target target) {
        return new Beginning(listing, ledger).migrations(target);
    }

    /** Files that are no migrations. */
    public List<LeftOut> leftOut() {
        return listing.leftOut();
    }

    /** Scripts that are no migrations and run at certain moments. */
    Callbacks callbacks() {
        return listing.callbacks();
    }

    /** Scripts that stand for all versions up to their own where nothing has been applied yet. */
    public List<Baseline> baselines() {
        return listing.baselines();
    }

    /** What should be known of how the files were read. */
    public List<String> notes() {
        return listing.notes();
    }

    /** Gives each version what it is sorted by. */
    public UnaryOperator<Version> order() {
        return listing.manner().order();
    }

    /** The same files, with another opinion of what to be strict about. */
    Inventory strictAs(UnaryOperator<Policies> chosen) {
        Manner manner = listing.manner();
        return new Inventory(
                dialect, traits, listing.in(manner.strictAs(chosen.apply(manner.policies()))), placeholders);
    }

    /** What to be strict about. */
    Policies policies() {
        return listing.manner().policies();
    }

    /** The table in which the files' tool keeps its history, as far as its settings name one. */
    Optional<HistoryTable> historyTable() {
        return listing.manner().history();
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** The dialect that the files are read for. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * How the migrations stand, those at hand and those that the history knows.
     *
     * @param target how far a run is to go: a baseline above it does not count
     */
    List<Standing> standings(Ledger ledger, Target target) {
        Manifest replaced = replaced(new Beginning(listing, ledger).passedOver());
        return Assessment.of(candidates(ledger, target), replaced, ledger);
    }

    /** What these have replaced. */
    private Manifest replaced(List<Baseline> scripts) {
        return new Manifest(scripts.stream()
                .flatMap(baseline -> baseline.manifest().stream())
                .flatMap(file -> manifest(file).lines().stream())
                .toList());
    }

    /** Reads a manifest. */
    Manifest manifest(Script file) {
        try {
            return Manifest.read(file);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /**
     * The migrations with the checksums that a comparison with this history needs.
     *
     * @param target how far a run is to go: a baseline above it does not count
     */
    private List<Candidate> candidates(Ledger ledger, Target target) {
        List<Problem> problems = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Migration migration : migrations(ledger, target)) {
            try {
                candidates.add(candidate(migration, ledger));
            } catch (ValidationException unreadable) {
                problems.addAll(unreadable.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        return candidates;
    }

    private Candidate candidate(Migration migration, Ledger ledger) {
        Optional<ScriptPrint> recorded = ledger.newest(migration.id())
                .filter(Ledger::isApplied)
                .map(HistoryEntry::script)
                .filter(print -> print.checksum().isPresent());
        if (recorded.isEmpty() || migration.repetition() == Repetition.ALWAYS) {
            return new Candidate(migration, Optional.empty(), Optional.empty());
        }
        Optional<Checksum> raw = Optional.of(raw(migration.up()));
        Optional<Checksum> tokens = recorded.get().rawChecksum().equals(raw)
                ? Optional.empty()
                : Optional.of(outline(migration.up()).checksum());
        return new Candidate(migration, raw, tokens);
    }

    /** The checksum over the bytes of a script. */
    Checksum raw(Script script) {
        return rawChecksums.computeIfAbsent(script, file -> {
            try {
                return digests.raw(file);
            } catch (IOException unreadable) {
                throw unreadable(file, unreadable);
            }
        });
    }

    /** Reads a script from end to end. */
    public Outline outline(Script script) {
        return outlines.computeIfAbsent(script, file -> {
            try {
                return ScriptReader.outline(file, traits, placeholders::check);
            } catch (IOException unreadable) {
                throw unreadable(file, unreadable);
            }
        });
    }

    /** Reads a script that was executed elsewhere: its placeholders need not be known; empty if it cannot be read. */
    Optional<Outline> asItIs(Script script) {
        try {
            if (script.content().refusal().isPresent()) {
                return Optional.empty();
            }
            return Optional.of(ScriptReader.outline(script, dialect.traits(), reader -> {}));
        } catch (ValidationException unreadable) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw unreadable(script, unreadable);
        }
    }

    /** A whole script, for the history to keep, with what is asked for from outside of it. */
    String text(Script script) {
        try (InputStream stream = script.open()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String directives = script.directives().toString();
            return directives.isEmpty() ? text : "-- lockstep: " + directives + "\n" + text;
        } catch (IOException unreadable) {
            throw unreadable(script, unreadable);
        }
    }

    static ValidationException unreadable(Script script, IOException cause) {
        return unreadable(script.name(), cause);
    }

    static ValidationException unreadable(String name, IOException cause) {
        Problem problem = Problem.at(
                new Place(name, 0, 0, "", 0),
                "the file cannot be read: " + Folder.reason(cause),
                "see that it exists and that this user may read it");
        return new ValidationException(List.of(problem), cause);
    }
}
