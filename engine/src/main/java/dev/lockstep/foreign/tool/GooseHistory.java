package dev.lockstep.foreign.tool;

import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * goose's {@code goose_db_version}: a row for each version that is applied; old releases wrote one more when they took it back.
 */
public final class GooseHistory implements ForeignHistory {
    private static final String NAME = "goose";
    private static final long LOCK = 4_097_083_626L;

    /** Read by the service loader. */
    public GooseHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("goose_db_version");
    }

    @Override
    public Optional<String> telltale() {
        return Optional.of("is_applied");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("id", "version_id", "is_applied", "tstamp");
    }

    private record Row(ForeignRow row, boolean isApplied) {}

    /** Version 0 marks the table itself. */
    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        List<Row> all = table.read(
                "SELECT version_id, is_applied, tstamp",
                "WHERE version_id > 0 ORDER BY id",
                (row, clock) -> new Row(
                        ForeignRow.of(Versions.id(NAME, row.getString(1)), State.APPLIED, Stamp.at(clock.time(row, 3))),
                        row.getBoolean(2)));
        Map<MigrationId, ForeignRow> current = new LinkedHashMap<>();
        for (Row row : all) {
            current.remove(row.row().id());
            if (row.isApplied()) {
                current.put(row.row().id(), row.row());
            }
        }
        return List.copyOf(current.values());
    }

    /** Taken by its library where a session lock was asked for. */
    @Override
    public Optional<Lock> lock(ForeignTable table) {
        return table.lock(new ForeignLock(LOCK, Optional.empty()));
    }
}
