package dev.lockstep.run;

import dev.lockstep.foreign.ForeignCatalogue;
import dev.lockstep.foreign.ForeignHistories;
import dev.lockstep.foreign.ForeignHistories.Found;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import dev.lockstep.source.Layout.HistoryTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes over the history of the tool that had the database before; nothing of that tool's is changed. */
public final class Adopter {
    private static final String NONE = "; if it has nothing to do with these files, run 'lockstep adopt --from none'";

    private final Workspace workspace;

    /** Adopts in this workspace. */
    public Adopter(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What adopting would write now; takes no lock and writes nothing. */
    public Adoption plan() {
        return workspace.inSessionWithFiles((session, files) -> {
            Optional<Found> found = only(found(session, files));
            if (found.isEmpty()) {
                return nothing(session);
            }
            return takeover(session, files, found.get()).shown();
        });
    }

    /** Reads and decides under the locks of both tools, and writes all rows in one transaction. */
    public Adoption adopt() {
        return workspace.inSessionWithFiles((session, files) -> {
            Optional<Found> found = only(found(session, files));
            return found.isPresent() ? adopt(session, files, found.get()) : begin(session);
        });
    }

    private Adoption adopt(Session session, Inventory files, Found found) throws SQLException {
        LockQueue queue = new LockQueue(session, workspace.settings());
        return queue.holding(() -> queue.holding(found, () -> {
            session.lookAgain();
            Takeover takeover = takeover(session, files, found);
            return session.write(history -> {
                takeover.write(history);
                return takeover.shown();
            });
        }));
    }

    /** Checked before anything is written, since not every database can take back what is created first. */
    private Takeover takeover(Session session, Inventory files, Found found) throws SQLException {
        Takeover takeover = Takeover.of(session, files, found);
        if (workspace.settings().predecessor().isStrict()) {
            takeover.mustAgree();
        }
        return takeover;
    }

    /** Where nothing is to be adopted, the history begins without a row, and no other one stops a run any more. */
    private Adoption begin(Session session) throws SQLException {
        Adoption nothing = nothing(session);
        return new LockQueue(session, workspace.settings()).holding(() -> {
            session.lookAgain();
            session.createHistoryIfAbsent();
            return nothing;
        });
    }

    private Adoption nothing(Session session) throws SQLException {
        ForeignHistories tools = workspace.settings().predecessor().tools().get();
        if (!session.surroundings().hasHistory() && !tools.tools().isEmpty()) {
            throw new ValidationException(Problem.of(
                    "there is no history of another tool in '"
                            + session.surroundings().schema() + "'; looked for: " + tools,
                    "if its table has another name, give it with --from-table [SCHEMA.]TABLE"));
        }
        Optional<Version> current = session.ledger().current();
        return new Adoption("none", "", current, current, List.of(), List.of());
    }

    /**
     * Before a run: what is another tool's is adopted if the caller said so.
     *
     * @return what was adopted, if anything was
     * @throws ValidationException if it is not to be adopted: nothing of it must be executed again
     */
    Optional<Adoption> beforeRun(Session session, Inventory files) throws SQLException {
        Optional<Problem> problem = obstacle(session, files);
        if (problem.isEmpty()) {
            return Optional.empty();
        }
        if (!workspace.settings().predecessor().isAdopted()) {
            throw new ValidationException(problem.get());
        }
        return Optional.of(adopt(session, files, only(found(session, files)).orElseThrow()));
    }

    /** The history of another tool where Lockstep has none. Where it has one, nothing is asked. */
    Optional<Problem> obstacle(Session session, Inventory files) throws SQLException {
        if (session.surroundings().hasHistory()) {
            return Optional.empty();
        }
        List<Found> found = new ArrayList<>();
        try {
            for (Found each : found(session, files)) {
                if (!each.tool().rows(each.table(), files.known()).isEmpty()) {
                    found.add(each);
                }
            }
        } catch (ValidationException cannotBeAdopted) {
            return Optional.of(cannotBeAdopted.problems().get(0));
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.of(
                        "this database holds the history of another tool, and none of Lockstep's: " + list(found),
                        adopt(found) + NONE));
    }

    private static String adopt(List<Found> found) {
        return found.size() == 1
                ? "run 'lockstep adopt --dry-run' to see it, and 'lockstep adopt' to go on from there"
                : "run "
                        + found.stream()
                                .map(each ->
                                        "'lockstep adopt --from " + each.tool().name() + "'")
                                .collect(Collectors.joining(" or "));
    }

    /** In the table that the caller names, else in the one that the files' own tool says it has. */
    private List<Found> found(Session session, Inventory files) throws SQLException {
        Predecessor predecessor = workspace.settings().predecessor();
        ForeignCatalogue catalogue =
                new ForeignCatalogue(session.connection(), session.dialect(), session.surroundings());
        return predecessor
                .tools()
                .get()
                .in(
                        catalogue,
                        tool -> predecessor
                                .table()
                                .or(() -> files.historyTable()
                                        .filter(table -> table.tool().equals(tool.name()))
                                        .map(HistoryTable::name)));
    }

    private static Optional<Found> only(List<Found> found) {
        if (found.size() > 1) {
            throw new ConfigurationException(Problem.of(
                    "this database holds the histories of several tools: " + list(found),
                    "say which one with --from "
                            + found.stream()
                                    .map(each -> each.tool().name())
                                    .collect(Collectors.joining(" or --from "))));
        }
        return found.stream().findFirst();
    }

    private static String list(List<Found> found) {
        return found.stream().map(Found::toString).collect(Collectors.joining(", "));
    }
}
