package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The {@code changelog} of MyBatis Migrations, a table that the first migration of its users creates.
 */
public final class MyBatisHistory implements ForeignHistory {
    private static final String NAME = "mybatis";

    /** Read by the service loader. */
    public MyBatisHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("changelog");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("id", "applied_at", "description");
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        return table.read("SELECT id, applied_at, description", "ORDER BY id", (row, clock) -> {
            String version = row.getBigDecimal(1).toBigInteger().toString();
            Stamp stamp = Stamp.at(clock.time(row, 2));
            return new ForeignRow(
                    Versions.id(NAME, version), row.getString(3), "", State.APPLIED, stamp, Optional.empty());
        });
    }
}
