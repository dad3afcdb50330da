package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import java.sql.SQLException;
import java.util.List;

/**
 * The {@code schema_migrations} of Ruby on Rails, whose migrations are Ruby: its history can be told, and not gone on with.
 */
public final class RailsHistory implements ForeignHistory {
    private static final String NAME = "rails";

    /** The table that tells it from others that have a table of the same kind. */
    static final String BESIDE = "ar_internal_metadata";

    /** Read by the service loader. */
    public RailsHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("schema_migrations");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.hasOnly("version") && table.beside(BESIDE).isPresent();
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        List<String> versions = table.read("SELECT version", "ORDER BY version DESC", (row, clock) -> row.getString(1));
        if (versions.isEmpty()) {
            return List.of();
        }
        throw new ValidationException(Problem.of(
                "the migrations of Rails are Ruby programs, which cannot be run here; the newest one applied is "
                        + versions.get(0),
                "keep db/structure.sql for new databases, write what is new as SQL with versions above "
                        + versions.get(0) + ", and run 'lockstep baseline " + versions.get(0) + "' once"));
    }
}
