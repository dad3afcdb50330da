package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Atlas's {@code atlas_schema_revisions}: a row for each file, with how many of its statements were applied.
 */
public final class AtlasHistory implements ForeignHistory {
    private static final String NAME = "atlas";
    private static final int BASELINE = 1;
    private static final long NANOS_IN_MILLI = 1_000_000L;

    /** Read by the service loader. */
    public AtlasHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("atlas_schema_revisions");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of("atlas_schema_revisions");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("version", "description", "type", "applied", "total", "executed_at", "execution_time", "hash");
    }

    /** The row whose version begins with a dot identifies the project. */
    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        return table.read(
                "SELECT version, description, type, applied, total, error, executed_at, execution_time, operator_version",
                "WHERE version NOT LIKE '.%' ORDER BY version",
                (row, clock) -> {
                    Duration duration = Duration.ofMillis(row.getLong(8) / NANOS_IN_MILLI);
                    return new ForeignRow(
                            Versions.id(NAME, row.getString(1)),
                            row.getString(2),
                            "",
                            state(row.getInt(3), row.getInt(4), row.getInt(5), Optional.ofNullable(row.getString(6))),
                            new Stamp("", clock.time(row, 7), duration),
                            Optional.empty());
                });
    }

    private static State state(int type, int applied, int total, Optional<String> error) {
        if (applied < total || error.filter(text -> !text.isBlank()).isPresent()) {
            return new State.Dirty("atlas applied " + applied + " of its " + total + " statements"
                    + error.map(text -> ", then: " + text).orElse(""));
        }
        return type == BASELINE ? State.BASELINE : State.APPLIED;
    }
}
