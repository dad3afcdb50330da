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
 * diesel's {@code __diesel_schema_migrations}: the versions that are applied, without the dashes of their folders.
 */
public final class DieselHistory implements ForeignHistory {
    private static final String NAME = "diesel";

    /** Read by the service loader. */
    public DieselHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("__diesel_schema_migrations");
    }

    @Override
    public Optional<String> telltale() {
        return Optional.of("run_on");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.hasOnly("version", "run_on");
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        return table.read(
                "SELECT version, run_on",
                "ORDER BY run_on, version",
                (row, clock) -> ForeignRow.of(
                        Versions.id(NAME, row.getString(1)), State.APPLIED, Stamp.at(clock.time(row, 2))));
    }
}
