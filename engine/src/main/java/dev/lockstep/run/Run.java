package dev.lockstep.run;

import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.Kind;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Plan;
import dev.lockstep.model.Report;
import dev.lockstep.model.Step;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.plan.Course;
import dev.lockstep.plan.Move;
import dev.lockstep.source.Callbacks.Moment;
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
            CallbackExecutor callbacks = new CallbackExecutor(session, files, direction);
            Way way = new Way(session, new Route(session, files), callbacks, direction, target);
            Ledger ledger = session.ledger();
            Course course = course(way, ledger);
            if (course.moves().isEmpty()
                    && course.problems().isEmpty()
                    && ledger.overtaken().isEmpty()
                    && !callbacks.areDueAlways()) {
                return idle(ledger.current(), course.notes(), start);
            }
            Tally tally = new Tally(start);
            return new LockQueue(session, settings).holding(() -> locked(way, tally));
        });
    }

    /** What a run works with. */
    private record Way(Session session, Route route, CallbackExecutor callbacks, Direction direction, Target target) {
        Way to(Target other) {
            return new Way(session, route, callbacks, direction, other);
        }
    }

    private Course course(Way way, Ledger ledger) {
        return way.route().course(ledger, way.direction(), way.target());
    }

    private static Report idle(Optional<Version> current, List<String> notes, long start) {
        return new Report(current, current, List.of(), notes, since(start));
    }

    /** The same questions again, now that nobody else can change the answers; then the steps. */
    private Report locked(Way way, Tally tally) throws SQLException {
        Optional<Target> left = tally.left(way.target());
        if (left.isEmpty()) {
            return tally.report();
        }
        Session session = way.session();
        session.lookAgain();
        Ledger ledger = session.ledger();
        Course course = course(way.to(left.get()), ledger);
        tally.plan(ledger, course.notes());
        if (!course.problems().isEmpty()) {
            throw new ValidationException(course.problems());
        }
        List<Step> steps = way.route().steps(course.moves());
        way.callbacks().read();
        String dialect = session.dialect().names().get(0);
        settings.listener().on(new Event.Planned(new Plan(dialect, ledger.current(), steps, course.notes())));
        session.createHistoryIfAbsent();
        session.startRun();
        try {
            way.callbacks().run(Moment.BEFORE_RUN);
            session.settings().noteAnew();
            execute(way, course.moves(), steps, tally);
            settleOvertaken(session, tally.ledger());
            way.callbacks().run(Moment.AFTER_RUN);
        } catch (SQLException error) {
            throw tally.attachedTo(session.refused(error));
        } catch (LockstepException failed) {
            way.callbacks().runAfter(failed, Moment.AFTER_FAILED_RUN);
            throw tally.attachedTo(failed);
        }
        return tally.report();
    }

    private void execute(Way way, List<Move> moves, List<Step> steps, Tally tally) throws SQLException {
        boolean isAmongVersions = true;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (isAmongVersions && step.id().kind() != Kind.VERSIONED) {
                way.callbacks().run(Moment.AFTER_VERSIONS);
                way.callbacks().run(Moment.BEFORE_REPEATABLES);
                isAmongVersions = false;
            }
            settings.listener().on(new Event.StepStarted(step, i + 1, steps.size()));
            execute(way, moves.get(i), step, tally);
        }
        if (isAmongVersions) {
            way.callbacks().run(Moment.AFTER_VERSIONS);
        }
        if (!steps.isEmpty()) {
            way.callbacks().run(Moment.AFTER_STEPS);
        }
    }

    private void execute(Way way, Move move, Step planned, Tally tally) throws SQLException {
        Session session = way.session();
        session.settings().restore();
        boolean isAsked = planned.direction() == Direction.UP && !move.isResumed();
        Optional<Step> admitted = isAsked ? new Preconditions(session, tally).admitted(planned) : Optional.of(planned);
        if (admitted.isEmpty()) {
            return;
        }
        Step step = admitted.get();
        Progress progress = settled(session, move, step);
        session.settings().restore();
        Optional<String> downScript = way.route().downScript(move, step.script());
        Task.Place place = new Task.Place(tally.nextPlace(), way.route().action(move), move.replaced());
        Task task = new Task(step, place, downScript, progress);
        StepExecutor.Finished finished;
        try {
            finished = StepExecutor.execute(session, settings.listener(), task, way.callbacks());
        } catch (LockstepException failed) {
            way.callbacks().runAfter(failed, Moment.AFTER_FAILED_STEP);
            throw failed;
        }
        tally.add(finished.row(), finished.done());
        settings.listener().on(new Event.StepFinished(finished.done()));
    }

    /** A half-applied version that was taken back is dirty no more; its row keeps how far it had come. */
    private static void settleOvertaken(Session session, Ledger ledger) throws SQLException {
        for (HistoryEntry row : ledger.overtaken()) {
            HistoryEntry settled = row.with(row.state().settled());
            session.boundaries().alone(() -> session.history().update(settled));
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
