package dev.lockstep.run;

import dev.lockstep.dialect.Diagnosis;
import dev.lockstep.dialect.Diagnosis.Trouble;
import dev.lockstep.dialect.Inspection;
import dev.lockstep.dialect.Lock;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Check;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Finding;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockstepException;
import dev.lockstep.model.Target;
import dev.lockstep.model.ValidationException;
import dev.lockstep.plan.Course;
import dev.lockstep.plan.Planner;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything that a run depends on, one thing after the other; what goes wrong while looking is a finding too. */
public final class Checkup {
    private static final String LOGIN = "login";
    private static final String NO_SESSION =
            "server, rights, history, lock, files and all else: without a session there is nothing to look at";

    private final Workspace workspace;

    /** Looks around in this workspace. */
    public Checkup(Workspace workspace) {
        this.workspace = workspace;
    }

    /** All checks, in order. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        try {
            return workspace.inSession(session -> {
                look(session, checks);
                return checks;
            });
        } catch (LockstepException failed) {
            if (checks.isEmpty()) {
                checks.add(new Check(LOGIN, Finding.problem(failed)));
                checks.add(new Check("session", Finding.leftOut(NO_SESSION)));
            } else {
                checks.add(new Check("session", Finding.problem(failed)));
            }
            return checks;
        }
    }

    private void look(Session session, List<Check> checks) throws SQLException {
        Surroundings surroundings = session.exploredSurroundings();
        List<Inspection> inspections = new ArrayList<>();
        inspections.add(new Inspection(LOGIN, () -> login(surroundings)));
        inspections.add(new Inspection("server", () -> server(session)));
        inspections.addAll(session.dialect().inspections(session.connection(), surroundings));
        inspections.add(new Inspection("lock", () -> lock(session)));
        inspections.add(new Inspection("files", () -> files(session)));
        inspections.add(new Inspection("history", () -> history(session)));
        inspections.add(new Inspection("dirty", () -> dirty(session)));
        for (Inspection inspection : inspections) {
            checks.add(new Check(inspection.name(), finding(session, inspection)));
        }
    }

    private static Finding finding(Session session, Inspection inspection) {
        try {
            return inspection.look().take();
        } catch (SQLException refused) {
            return refused(session, refused);
        } catch (LockstepException failed) {
            return Finding.problem(failed);
        }
    }

    /** Where no more than a right to look is missing, nothing is known to be wrong. */
    private static Finding refused(Session session, SQLException refused) {
        Diagnosis diagnosis = session.dialect().diagnose(refused, "", session.surroundings());
        String text = Refusals.text(refused);
        return diagnosis.trouble() == Trouble.DENIED
                ? new Finding(Finding.Verdict.LEFT_OUT, "this user may not look: " + text, diagnosis.remedy())
                : Finding.problem(
                        text, diagnosis.remedy().orElse("see what the database says of it, and run it again"));
    }

    private static Finding login(Surroundings where) {
        String user = where.user().isEmpty() ? "" : where.user() + ", ";
        String database = where.database().isEmpty() ? "in memory" : where.database();
        return Finding.ok(user + "database " + database + ", schema " + where.schema());
    }

    private static Finding server(Session session) throws SQLException {
        DatabaseMetaData data = session.connection().getMetaData();
        return Finding.ok(data.getDatabaseProductName() + " " + data.getDatabaseProductVersion() + ", dialect "
                + session.dialect().names().get(0) + "; " + data.getDriverName() + " " + data.getDriverVersion());
    }

    private static Finding lock(Session session) throws SQLException {
        Lock lock = session.lock();
        Optional<Holder> holder = Holders.find(session, lock);
        if (holder.isEmpty()) {
            return Finding.ok("free");
        }
        StringBuilder text = new StringBuilder("held by ").append(holder.get());
        lock.waiters().forEach(waiter -> text.append("\nwaiting for it: ").append(waiter.name()));
        return Finding.warning(text.toString(), holder.get().remedy());
    }

    /** Reads every script, and compares all with the history as a run would. */
    private Finding files(Session session) throws SQLException {
        Inventory files =
                Folder.list(workspace.source()).inventory(workspace.settings(), workspace.dialects(), session);
        Reading.checkScripts(files);
        Ledger ledger = session.ledger();
        Course course = new Route(session, files).course(ledger, Direction.UP, Target.EVERYTHING);
        if (!course.problems().isEmpty()) {
            return Finding.problem(new ValidationException(course.problems()));
        }
        int all = files.migrations().size();
        String text = workspace.source().name() + ": " + all + " read, in agreement with the history, "
                + (course.moves().isEmpty() ? "none" : course.moves().size()) + " to run";
        return course.notes().isEmpty()
                ? Finding.ok(text)
                : Finding.warning(
                        text + "\n" + String.join("\n", course.notes()), "'lockstep status' shows which these are");
    }

    private static Finding history(Session session) throws SQLException {
        Surroundings where = session.surroundings();
        String table = where.schema() + "." + where.table();
        if (!where.hasHistory()) {
            return Finding.ok(table + " is not there yet; the first run makes it");
        }
        Ledger ledger;
        try {
            ledger = session.ledger();
        } catch (SQLException foreign) {
            return unreadable(session, table, foreign);
        }
        return Finding.ok(table + ", "
                + ledger.current().map(version -> "at version " + version).orElse("nothing is applied"));
    }

    private static Finding unreadable(Session session, String table, SQLException foreign) {
        Diagnosis diagnosis = session.dialect().diagnose(foreign, "", session.surroundings());
        return Finding.problem(
                table + " cannot be read as a history: " + Refusals.text(foreign),
                diagnosis.remedy().orElse("if the table is another tool's, name another one with --table"));
    }

    private static Finding dirty(Session session) throws SQLException {
        List<HistoryEntry> dirty = session.ledger().dirty();
        if (dirty.isEmpty()) {
            return Finding.ok("no migration stopped in the middle");
        }
        boolean isRunning = session.lock().holder().isPresent();
        StringBuilder text = new StringBuilder();
        for (HistoryEntry row : dirty) {
            text.append(text.isEmpty() ? "" : "\n").append(stopped(row, isRunning));
        }
        return isRunning
                ? Finding.ok(text.toString())
                : Finding.problem(
                        text.toString(),
                        Planner.directionOf(dirty.get(0)) == Direction.UP
                                ? "lockstep migrate: it goes on there, or says what has to be settled first"
                                : "lockstep down: it goes on there, or says what has to be settled first");
    }

    private static String stopped(HistoryEntry row, boolean isRunning) {
        return row.migration() + (isRunning ? " is being worked on, " : " stopped in the middle, ")
                + row.state().done() + " of " + row.state().total() + " statements done, by "
                + row.stamp().by()
                + row.state().error().map(Checkup::headline).orElse("");
    }

    /** The rest of the message tells of the remedy at that time. */
    private static String headline(String error) {
        return ": " + error.lines().findFirst().orElse("");
    }
}
