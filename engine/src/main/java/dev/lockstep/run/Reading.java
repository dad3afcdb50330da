package dev.lockstep.run;

import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Traits;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockStatus;
import dev.lockstep.model.Migration;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Statement;
import dev.lockstep.model.Status;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.plan.Course;
import dev.lockstep.plan.Planner;
import dev.lockstep.plan.Standing;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.source.Baseline;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything that only looks: it takes no lock and writes nothing, not even the table. */
public final class Reading {
    private final Workspace workspace;

    /** Looks around in this workspace. */
    public Reading(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What a run would do now. */
    public Plan plan(Direction direction, Target target) {
        return workspace.inSessionWithFiles((session, files) -> {
            checkForeign(session, files);
            Route route = new Route(session, files);
            Ledger ledger = session.ledger();
            Course course = route.course(ledger, direction, target);
            if (!course.problems().isEmpty()) {
                throw new ValidationException(course.problems());
            }
            return new Plan(
                    session.dialect().names().get(0), ledger.current(), route.steps(course.moves()), course.notes());
        });
    }

    /** How every migration stands. */
    public Status status() {
        return workspace.inSessionWithFiles((session, files) -> {
            Ledger ledger = session.ledger();
            List<Standing> standings = files.standings(ledger, Target.EVERYTHING);
            Optional<Holder> holder = Holders.find(session, session.lock());
            List<Status.Row> rows = standings.stream()
                    .map(standing -> row(session.traits(), standing, holder.isPresent()))
                    .toList();
            List<String> notes = new ArrayList<>();
            foreign(session, files)
                    .ifPresent(problem ->
                            notes.add(problem.what() + "; " + problem.remedy().orElse("")));
            notes.addAll(Planner.up(standings, ledger, Target.EVERYTHING, files.policies())
                    .after(files.notes())
                    .notes());
            return new Status(session.dialect().names().get(0), ledger.current(), rows, holder, notes);
        });
    }

    private void checkForeign(Session session, Inventory files) throws SQLException {
        Optional<Problem> problem = foreign(session, files);
        if (problem.isPresent()) {
            throw new ValidationException(problem.get());
        }
    }

    private Optional<Problem> foreign(Session session, Inventory files) throws SQLException {
        return new Adopter(workspace).obstacle(session, files);
    }

    private static Status.Row row(Traits traits, Standing standing, boolean isLocked) {
        Optional<HistoryEntry> begun = standing.entry()
                .filter(entry -> Ledger.isApplied(entry) || entry.state().dirty());
        Optional<Status.Applied> applied = begun.map(entry -> new Status.Applied(
                entry.stamp().at(),
                entry.stamp().by(),
                entry.state().duration(),
                entry.stamp().toolVersion()));
        Optional<Status.Dirt> dirt = begun.filter(entry -> entry.state().dirty())
                .map(entry -> new Interruption(traits, standing, entry).dirt());
        Status.State state =
                standing.state() == Status.State.DIRTY && isLocked ? Status.State.RUNNING : standing.state();
        return new Status.Row(standing.id(), standing.description(), state, standing.scriptName(), applied, dirt);
    }

    /** The newest applied version, in the order of the files as far as they can be listed, else by number. */
    public Optional<Version> version() {
        return workspace.inSession(session -> {
            readInOrderOfFiles(session);
            return session.ledger().current();
        });
    }

    private void readInOrderOfFiles(Session session) throws SQLException {
        try {
            Folder.list(workspace.source()).inventory(workspace.settings(), workspace.dialects(), session);
        } catch (ConfigurationException | ValidationException cannotBeListed) {
            return; // the history alone is asked about, and tells nothing of an order
        }
    }

    /** Who holds the lock, and who waits for it. */
    public LockStatus lock() {
        return workspace.inSession(session -> {
            Lock lock = session.lock();
            return new LockStatus(Holders.find(session, lock), lock.waiters());
        });
    }

    /** Reads every script and compares all with the history; answers with notes, throws all problems together. */
    public List<String> validate() {
        return workspace.inSessionWithFiles((session, files) -> {
            checkScripts(files);
            checkForeign(session, files);
            Ledger ledger = session.ledger();
            Route route = new Route(session, files);
            Course course = route.course(ledger, Direction.UP, Target.EVERYTHING);
            if (!course.problems().isEmpty()) {
                throw new ValidationException(course.problems());
            }
            route.steps(course.moves());
            return course.notes();
        });
    }

    /**
     * Reads every script, up and down.
     *
     * @throws ValidationException with all problems of all scripts
     */
    public static void checkScripts(Inventory files) {
        List<Problem> problems = new ArrayList<>();
        for (Migration migration : files.migrations()) {
            check(files, migration.up(), problems);
            migration.down().ifPresent(down -> check(files, down, problems));
        }
        for (Baseline baseline : files.baselines()) {
            check(files, baseline.migration().up(), problems);
            baseline.manifest().ifPresent(files::manifest);
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
    }

    private static void check(Inventory files, Script script, List<Problem> problems) {
        try {
            if (script.content().refusal().isEmpty()) {
                files.outline(script);
            }
        } catch (ValidationException unreadable) {
            problems.addAll(unreadable.problems());
        }
    }

    /** Reads the statements of a script. */
    public static void statements(Script script, Traits traits, Consumer<Statement> reader) {
        try (ScriptReader statements = new ScriptReader(script, traits)) {
            while (statements.next()) {
                reader.accept(statements.statement());
            }
        } catch (IOException unreadable) {
            throw Inventory.unreadable(script, unreadable);
        }
    }
}
