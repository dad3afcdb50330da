package dev.lockstep.plan;

import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Place;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Repetition;
import dev.lockstep.model.Status.State;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what a run does: standings and a target in, a course out. A pure function, which knows no database. */
public final class Planner {
    private final List<Standing> standings;
    private final Map<MigrationId, Standing> byId;
    private final Ledger ledger;
    private final Policies policies;
    private final List<Move> moves = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Planner(List<Standing> standings, Ledger ledger, Policies policies) {
        this.standings = standings;
        this.byId = standings.stream().collect(Collectors.toMap(Standing::id, Function.identity()));
        this.ledger = ledger;
        this.policies = policies;
    }

    /**
     * The way up to the target.
     *
     * @throws ConfigurationException if there is no such version, or it lies below the current one
     */
    public static Course up(List<Standing> standings, Ledger ledger, Target target, Policies policies) {
        Planner planner = new Planner(standings, ledger, policies);
        planner.examine();
        ledger.dirty().forEach(planner::resume);
        planner.up(target);
        return planner.course();
    }

    /**
     * The way down to the target; {@link Target#EVERYTHING} takes every applied version back.
     *
     * @throws ConfigurationException if there is no such version
     */
    public static Course down(List<Standing> standings, Ledger ledger, Target target, Policies policies) {
        Planner planner = new Planner(standings, ledger, policies);
        planner.down(target);
        return planner.course();
    }

    private Course course() {
        return new Course(problems.isEmpty() ? moves : List.of(), problems, notes);
    }

    /** What is wrong between files and history, whatever the target. */
    private void examine() {
        for (Standing standing : standings) {
            switch (standing.state()) {
                case CHANGED -> problems.add(changed(standing));
                case REFORMATTED ->
                    notes.add(name(standing) + " was reformatted since it was applied; its meaning is the"
                            + " same ('lockstep repair' records the new form)");
                case MISSING -> missing(standing);
                default -> {}
            }
        }
        replaced();
        ahead();
    }

    /** Some of what a baseline script has replaced is applied, and some is not: the script cannot bring what is left. */
    private void replaced() {
        List<Standing> open = standings.stream()
                .filter(standing -> isPending(standing) && standing.migration().isEmpty())
                .toList();
        if (!open.isEmpty()) {
            String last = open.get(open.size() - 1).id().toString();
            String which = open.size() == 1
                    ? "version " + last + " is"
                    : "versions " + open.get(0).id() + " to " + last + " (" + open.size() + ") are";
            problems.add(Problem.of(
                    which + " not applied here, and their files are gone: a baseline script has replaced them, which is"
                            + " for databases that begin with it",
                    "run 'lockstep migrate --to " + last
                            + "' with the files as they were before the squash, from an older"
                            + " release; then go on with these"));
        }
    }

    private static Problem changed(Standing standing) {
        if (standing.migration().isEmpty()) {
            return Problem.of(
                    name(standing) + " was changed after it had been applied: " + standing.scriptName()
                            + " was another script when it was squashed than when it was executed here",
                    "see what the files before the squash say; if the database is as it should be, run 'lockstep repair'");
        }
        return Problem.at(
                standing.migration().map(files -> Place.of(files.up())).orElseThrow(),
                name(standing)
                        + " was changed after it had been applied: its statements are not those that were executed",
                "put the old content back and write the change as a new migration; or, if the database already is as"
                        + " the file says, run 'lockstep repair'");
    }

    private void missing(Standing standing) {
        String what = name(standing) + " is applied, but its file (" + standing.scriptName() + ") is not there";
        if (policies.missing() == Missing.FAIL && standing.repetition() == Repetition.ONCE) {
            problems.add(Problem.of(
                    what,
                    "put the file back; or run with --missing warn; or, if it is gone for good,"
                            + " run 'lockstep repair'"));
        } else if (policies.missing() != Missing.IGNORE && standing.repetition() == Repetition.ONCE) {
            notes.add(what);
        }
    }

    private boolean isAhead() {
        return standings.stream().anyMatch(standing -> standing.state() == State.AHEAD);
    }

    private void ahead() {
        List<String> versions = standings.stream()
                .filter(standing -> standing.state() == State.AHEAD)
                .map(standing -> standing.id().toString())
                .toList();
        if (!versions.isEmpty()) {
            notes.add("the database is ahead of these files: a newer release applied " + String.join(", ", versions));
        }
    }

    /** A step that was interrupted comes first: its end is what all others are planned upon. */
    private void resume(HistoryEntry entry) {
        Standing standing = standing(entry);
        if (entry.action() == Action.DOWN) {
            downMove(standing);
        } else if (standing.migration().isPresent()) {
            moves.add(Move.up(standing, standing.migration().get()));
        } else {
            problems.add(Problem.of(
                    name(standing) + " was interrupted at statement "
                            + (entry.state().done() + 1) + " of "
                            + entry.state().total() + ", and its file (" + standing.scriptName() + ") is not there",
                    "put the file back and run the same command again; or settle it by hand and run 'lockstep"
                            + " resolve " + standing.id() + " --as applied' or '--as reverted'"));
        }
    }

    /** Every row of the history that is applied or dirty has a standing. */
    private Standing standing(HistoryEntry entry) {
        return Objects.requireNonNull(byId.get(entry.migration()));
    }

    /**
     * Goes through all in their order, up to the first that is left pending: what runs again rests upon what stands before
     * it. And an older release than the database's own must not put back what the newer one has replaced.
     */
    private void up(Target target) {
        List<Standing> pending = standings.stream().filter(this::isPending).toList();
        int left = chosenUp(pending, target).size();
        boolean isAhead = isAhead();
        for (Standing standing : standings) {
            if (isPending(standing)) {
                if (left-- == 0) {
                    return;
                }
                outOfOrder(standing);
                upMove(standing);
            } else if (!isAhead && isDueAgain(standing)) {
                upMove(standing);
            }
        }
        if (isAhead) {
            notes.add("repeatable and data migrations are left to the newer release");
        }
    }

    private void upMove(Standing standing) {
        standing.migration().ifPresent(migration -> moves.add(Move.up(standing, migration)));
    }

    /** What is being taken back by an interrupted step is pending again once that step has ended. */
    private boolean isPending(Standing standing) {
        boolean comesBack = standing.state() == State.DIRTY
                && standing.migration().isPresent()
                && standing.entry().orElseThrow().action() == Action.DOWN;
        return standing.repetition() == Repetition.ONCE
                && (comesBack || standing.state() == State.PENDING || standing.state() == State.OUT_OF_ORDER);
    }

    private static boolean isDueAgain(Standing standing) {
        return switch (standing.repetition()) {
            case ONCE -> false;
            case ON_CHANGE -> standing.state() == State.PENDING;
            case ALWAYS -> standing.state() != State.DIRTY;
        };
    }

    private List<Standing> chosenUp(List<Standing> pending, Target target) {
        if (target instanceof Target.Steps steps) {
            int left = Math.max(0, steps.count() - moves.size());
            return pending.subList(0, Math.min(left, pending.size()));
        }
        if (target instanceof Target.To to) {
            mustExist(to.version());
            mustNotBeBelow(to.version(), pending);
            return pending.stream()
                    .filter(standing -> isUpTo(to.version(), standing.id()))
                    .toList();
        }
        return pending;
    }

    private void outOfOrder(Standing standing) {
        if (standing.state() != State.OUT_OF_ORDER) {
            return;
        }
        String newest = newestBegun();
        String what = name(standing) + " is pending, though the higher version " + newest + " is applied";
        if (policies.outOfOrder() == OutOfOrder.FAIL) {
            problems.add(Problem.at(
                    standing.migration().map(files -> Place.of(files.up())).orElseThrow(),
                    what,
                    "give it a version above " + newest + "; or, if the order does not matter, run with"
                            + " --out-of-order allow"));
        } else {
            notes.add(what + ": it is applied out of order");
        }
    }

    private String newestBegun() {
        return Stream.concat(
                        ledger.current().stream(),
                        ledger.begun().stream().flatMap(entry -> versionOf(entry.migration())))
                .max(Comparator.naturalOrder())
                .map(Version::text)
                .orElse("");
    }

    private void down(Target target) {
        List<HistoryEntry> newestFirst = new ArrayList<>(ledger.begun());
        Collections.reverse(newestFirst);
        List<HistoryEntry> chosen = chosenDown(newestFirst, target);
        ledger.dirty().stream().filter(entry -> !chosen.contains(entry)).forEach(this::resume);
        for (HistoryEntry entry : chosen) {
            if (entry.state().dirty() && entry.action() != Action.DOWN) {
                notes.add(name(standing(entry)) + " is applied in part, up to statement "
                        + entry.state().done() + " of " + entry.state().total()
                        + ": its down script runs over what is there");
            }
            downMove(standing(entry));
        }
        boolean isLeft = !(target instanceof Target.Steps steps) || chosen.size() < steps.count();
        if (isLeft && !(target instanceof Target.To)) {
            ledger.baseline()
                    .ifPresent(baseline -> notes.add("everything up to version " + baseline
                            + " stays: there this database began, so that nothing below can be taken back"));
        }
    }

    private List<HistoryEntry> chosenDown(List<HistoryEntry> newestFirst, Target target) {
        if (target instanceof Target.Steps steps) {
            return newestFirst.subList(0, Math.min(steps.count(), newestFirst.size()));
        }
        if (target instanceof Target.To to) {
            mustNotBeBelowBaseline(to.version());
            mustExist(to.version());
            mustNotBeTakenBack(to.version());
            return newestFirst.stream()
                    .filter(entry -> !isUpTo(to.version(), entry.migration()))
                    .toList();
        }
        return newestFirst;
    }

    private void downMove(Standing standing) {
        Move move = Move.down(standing);
        boolean stored = standing.entry().map(entry -> entry.script().hasDown()).orElse(false);
        if (move.script().isEmpty() && !stored) {
            problems.add(Problem.of(
                    name(standing) + " has no down script: none is at hand, and none was stored when it was applied",
                    "write one beside " + standing.scriptName()
                            + ", named as the files' format has it: in Lockstep's own it ends in .down.sql"));
        }
        moves.add(move);
    }

    private void mustExist(Version version) {
        boolean exists = version.isZero()
                || ledger.baseline().equals(Optional.of(version))
                || standings.stream().anyMatch(standing -> standing.id().equals(new MigrationId.Versioned(version)));
        if (!exists) {
            throw new ConfigurationException(Problem.of(
                    "there is no version " + version,
                    nearest(version).map(near -> "did you mean " + near + "?").orElse("see 'lockstep status'")));
        }
    }

    /** Going up cannot arrive at a version below the current one, unless something below it is still pending. */
    private void mustNotBeBelow(Version version, List<Standing> pending) {
        interrupted(Direction.UP, half -> half.compareTo(version) > 0).ifPresent(half -> {
            throw new ConfigurationException(Problem.of(
                    "version " + half + " is applied in part, and lies above the target " + version,
                    "finish it with 'lockstep migrate --to " + half + "', or take it back with 'lockstep down --to "
                            + version + "'"));
        });
        boolean hasWork = pending.stream().anyMatch(standing -> isUpTo(version, standing.id()));
        Optional<Version> current = ledger.current();
        if (current.isPresent() && version.compareTo(current.get()) < 0 && !hasWork) {
            throw new ConfigurationException(Problem.of(
                    "the database is at version " + current.get() + ", above the target " + version,
                    "to take versions back, run 'lockstep down --to " + version + "'"));
        }
    }

    /** What lies at or below the baseline was never applied here one by one. */
    private void mustNotBeBelowBaseline(Version version) {
        ledger.baseline().filter(baseline -> version.compareTo(baseline) < 0).ifPresent(baseline -> {
            throw new ConfigurationException(Problem.of(
                    "this database began at version " + baseline + ", so that nothing can be taken back below it, to "
                            + version,
                    "run 'lockstep down --to " + baseline + "'; for an empty database make a new one"));
        });
    }

    /** Going down cannot leave a version applied that an interrupted step has taken back in part. */
    private void mustNotBeTakenBack(Version version) {
        interrupted(Direction.DOWN, half -> half.compareTo(version) <= 0).ifPresent(half -> {
            throw new ConfigurationException(Problem.of(
                    "version " + half + " is taken back in part, and the target " + version + " keeps it",
                    "finish it with 'lockstep down', then apply it again with 'lockstep migrate --to " + half + "'"));
        });
    }

    /** The first version that a step in this direction left in the middle, of those that are asked for. */
    private Optional<Version> interrupted(Direction direction, Predicate<Version> wanted) {
        return ledger.dirty().stream()
                .filter(entry -> directionOf(entry) == direction)
                .flatMap(entry -> versionOf(entry.migration()))
                .filter(wanted)
                .findFirst();
    }

    private Optional<Version> nearest(Version wanted) {
        List<Version> versions = standings.stream()
                .flatMap(standing -> versionOf(standing.id()))
                .sorted()
                .toList();
        return versions.stream()
                .filter(version -> version.text().contains(wanted.text()) || version.compareTo(wanted) > 0)
                .min(Comparator.naturalOrder())
                .or(() -> versions.stream().max(Comparator.naturalOrder()));
    }

    /** Whether a migration lies at or below the version; what has none lies above. */
    private static boolean isUpTo(Version version, MigrationId id) {
        return versionOf(id).anyMatch(own -> own.compareTo(version) <= 0);
    }

    private static Stream<Version> versionOf(MigrationId id) {
        return id instanceof MigrationId.Versioned versioned ? Stream.of(versioned.version()) : Stream.empty();
    }

    /** The name by which messages call a migration. */
    static String name(Standing standing) {
        String kind = standing.id().kind() == Kind.VERSIONED ? "version " : "";
        return kind + standing.id() + (standing.description().isEmpty() ? "" : " (" + standing.description() + ")");
    }

    /** The direction in which an interrupted step was going. */
    public static Direction directionOf(HistoryEntry dirty) {
        return dirty.action() == Action.DOWN ? Direction.DOWN : Direction.UP;
    }
}
