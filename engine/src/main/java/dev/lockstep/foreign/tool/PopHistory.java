package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code schema_migration} of pop and popx: the versions that are applied, as text. An old row holds the first 14 digits
 * of a version of 20, and stands for all versions that begin so.
 */
public final class PopHistory implements ForeignHistory {
    private static final String NAME = "pop";
    private static final int DATE = 14;

    /** Read by the service loader. */
    public PopHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("schema_migration");
    }

    @Override
    public Optional<String> telltale() {
        return Optional.of("version_self");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.hasOnly("version") || table.hasOnly("version", "version_self");
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        Set<String> applied = new LinkedHashSet<>(table.read(
                "SELECT version",
                "ORDER BY version",
                (row, clock) -> row.getString(1).strip()));
        Map<String, List<MigrationId>> stepsByDate = Versions.of(known).stream()
                .filter(file -> file.text().length() > DATE && !applied.contains(file.text()))
                .sorted(Comparator.comparing(Version::text))
                .collect(Collectors.groupingBy(
                        file -> file.text().substring(0, DATE),
                        Collectors.mapping(MigrationId.Versioned::new, Collectors.toList())));
        List<ForeignRow> rows = new ArrayList<>();
        for (String version : applied) {
            Optional.ofNullable(stepsByDate.get(version))
                    .orElseGet(() -> List.of(Versions.id(NAME, version)))
                    .forEach(id -> rows.add(ForeignRow.of(id, State.APPLIED, Stamp.UNKNOWN)));
        }
        return rows;
    }
}
