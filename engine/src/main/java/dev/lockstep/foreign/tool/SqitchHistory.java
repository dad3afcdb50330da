package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Sqitch's registry, whose changes have names and no versions: its history can be told, and not gone on with.
 */
public final class SqitchHistory implements ForeignHistory {
    private static final String NAME = "sqitch";

    /** Read by the service loader. */
    public SqitchHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("changes");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of("sqitch");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("change_id", "change", "project", "committed_at", "planned_at");
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        List<String> changes =
                table.read("SELECT change_id", "ORDER BY committed_at DESC", (row, clock) -> row.getString(1));
        if (changes.isEmpty()) {
            return List.of();
        }
        throw new ValidationException(Problem.of(
                "Sqitch orders its changes by a plan and gives them names instead of versions: " + changes.size()
                        + " are deployed, and none can be told from a file's name here",
                "number the deploy scripts in the order of sqitch.plan (1_name.up.sql, its revert script as"
                        + " 1_name.down.sql), and run 'lockstep baseline " + changes.size() + "' once"));
    }
}
