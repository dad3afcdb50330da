package dev.lockstep.run;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Report;
import dev.lockstep.model.Step;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.plan.Course;
import dev.lockstep.plan.Move;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The run: one straight line from the open session to the report, for both directions. */
public final class Run {
    private final Workspace workspace;
    private final Settings settings;

    /** Runs in this workspace. */
    public Run(Workspace workspace) {
        this.workspace = workspace;
        this.settings = workspace.settings();
    }

    /** Goes to the target; if there is nothing to do, without taking the lock and without writing anything. */
    public Report migrate(Direction direction, Target target) {
        long start = System.nanoTime();
        if (!settings.enabled()) {
            return idle(
                    Optional.empty(), List.of("migrations are switched off (enabled: false): nothing was done"), start);
        }
        return workspace.inSessionWithFiles((session, files) -> {
            new Adopter(workspace).beforeRun(session, files);
            Route route = new Route(session, files);
            Ledger ledger = session.ledger();
            Course course = route.course(ledger, direction, target, settings.policies());
            if (course.moves().isEmpty()
                    && course.problems().isEmpty()
                    && ledger.overtaken().isEmpty()) {
                return idle(ledger.current(), course.notes(), start);
            }
            return new LockQueue(session, settings).holding(() -> locked(session, route, direction, target, start));
        });
    }

    private static Report idle(Optional<Version> current, List<String> notes, long start) {
        return new Report(current, current, List.of(), notes, since(start));
    }

    /** The same questions again, now that nobody else can change the answers; then the steps. */
    private Report locked(Session session, Route route, Direction direction, Target target, long start)
            throws SQLException {
        session.lookAgain();
        Ledger ledger = session.ledger();
        Course course = route.course(ledger, direction, target, settings.policies());
        if (!course.problems().isEmpty()) {
            throw new ValidationException(course.problems());
        }
        List<Step> steps = route.steps(course.moves());
        String dialect = session.dialect().names().get(0);
        settings.listener().on(new Event.Planned(new Plan(dialect, ledger.current(), steps, course.notes())));
        session.createHistoryIfAbsent();
        session.noteSettings();
        Tally tally = new Tally(ledger, course.notes(), start);
        try {
            for (int i = 0; i < steps.size(); i++) {
                settings.listener().on(new Event.StepStarted(steps.get(i), i + 1, steps.size()));
                execute(session, route, course.moves().get(i), steps.get(i), tally);
            }
            settleOvertaken(session, tally.ledger());
        } catch (SQLException error) {
            throw tally.attachedTo(session.refused(error));
        } catch (LockstepException failed) {
            throw tally.attachedTo(failed);
        }
        return tally.report();
    }

    private void execute(Session session, Route route, Move move, Step step, Tally tally) throws SQLException {
        session.restoreSettings();
        Progress progress = settled(session, move, step);
        session.restoreSettings();
        Task.Place place = new Task.Place(tally.nextPlace(), move.replaced());
        Task task = new Task(step, place, route.downScript(move, step.script()), progress);
        StepExecutor.Finished finished = StepExecutor.execute(session, settings, task);
        tally.add(finished.row(), finished.done());
        settings.listener().on(new Event.StepFinished(finished.done()));
    }

    /** A half-applied version that was taken back is dirty no more; its row keeps how far it had come. */
    private static void settleOvertaken(Session session, Ledger ledger) throws SQLException {
        for (HistoryEntry row : ledger.overtaken()) {
            session.history().update(row.with(row.state().settled()));
        }
    }

    /** For a step that was interrupted: what of it is durable, once that is found out. */
    private Progress settled(Session session, Move move, Step step) throws SQLException {
        if (!move.isResumed()) {
            return Progress.NONE;
        }
        HistoryEntry dirty = move.entry().orElseThrow();
        try {
            Settlement settlement = Settlement.of(session, dirty, step);
            int next = settlement.progress().done() + 1;
            settings.listener().on(new Event.Resumed(step, next, settlement.because()));
            return settlement.progress();
        } catch (IOException unreadable) {
            throw Inventory.unreadable(step.script(), unreadable);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
