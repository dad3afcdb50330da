package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import java.sql.SQLException;
import java.util.List;

/**
 * dbmate's {@code schema_migrations}: the versions that are applied, as text, and nothing else.
 */
public final class DbmateHistory implements ForeignHistory {
    private static final String NAME = "dbmate";

    /** Read by the service loader. */
    public DbmateHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("schema_migrations");
    }

    /** Rails has the same table, and another one beside it. */
    @Override
    public boolean owns(ForeignTable table) {
        return table.hasOnly("version") && table.beside(RailsHistory.BESIDE).isEmpty();
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        return table.read(
                "SELECT version",
                "ORDER BY version",
                (row, clock) -> ForeignRow.of(Versions.id(NAME, row.getString(1)), State.APPLIED, Stamp.UNKNOWN));
    }
}
