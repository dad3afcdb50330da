package dev.lockstep.foreign.tool;

import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's {@code flyway_schema_history}: a row for each thing that was done, of which the newest tells the state of a
 * migration.
 */
public final class FlywayHistory implements ForeignHistory {
    private static final String NAME = "flyway";
    private static final long LOCK = 0x46_6C79_7761_79L;

    private static final int LONGEST_DESCRIPTION = 200;
    private static final String CUT = "...";

    /** What the rows of these types took back; a deleted one was forgotten, since its file had vanished. */
    private static final Set<String> TAKEN_BACK = Set.of("DELETE", "UNDO_SQL", "UNDO_JDBC", "UNDO_SCRIPT");

    /** A baseline was called INIT before release 3. */
    private static final Set<String> BASELINES = Set.of("BASELINE", "SQL_BASELINE", "INIT");

    /** Read by the service loader. */
    public FlywayHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("flyway_schema_history", "schema_version");
    }

    @Override
    public Optional<String> telltale() {
        return Optional.of("installed_rank");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("installed_rank", "version", "description", "type", "script", "checksum", "success");
    }

    private record Row(String type, ForeignRow row) {}

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        Map<MigrationId, ForeignRow> current = new LinkedHashMap<>();
        for (Row row : read(table, known)) {
            MigrationId id = row.row().id();
            current.remove(id);
            if (!TAKEN_BACK.contains(row.type()) || row.row().state() instanceof State.Dirty) {
                current.put(id, row.row());
            }
        }
        return List.copyOf(current.values());
    }

    /** A row with a rank below 0 is a lock. */
    private static List<Row> read(ForeignTable table, List<MigrationId> known) throws SQLException {
        return table.read(
                "SELECT version, description, type, script, checksum, success, installed_by, installed_on,"
                        + " execution_time",
                "WHERE installed_rank >= 0 AND type <> 'SCHEMA' ORDER BY installed_rank",
                (row, clock) -> {
                    String type = row.getString(3);
                    String description = row.getString(2);
                    Stamp stamp = new Stamp(row.getString(7), clock.time(row, 8), Duration.ofMillis(row.getLong(9)));
                    return new Row(
                            type,
                            new ForeignRow(
                                    id(row.getString(1), description, known),
                                    description,
                                    row.getString(4),
                                    state(type, row.getBoolean(6)),
                                    stamp,
                                    Optional.ofNullable(row.getString(5))));
                });
    }

    private static MigrationId id(@Nullable String version, String description, List<MigrationId> known) {
        return version == null ? repeatable(description, known) : Versions.id(NAME, version);
    }

    /** A long description is cut, and ends in dots. */
    private static MigrationId repeatable(String description, List<MigrationId> known) {
        MigrationId exact = new MigrationId.Named(Kind.REPEATABLE, description);
        if (description.length() < LONGEST_DESCRIPTION || !description.endsWith(CUT)) {
            return exact;
        }
        String beginning = description.substring(0, description.length() - CUT.length());
        return known.stream()
                .filter(id ->
                        id instanceof MigrationId.Named named && named.name().startsWith(beginning))
                .findFirst()
                .orElse(exact);
    }

    private static State state(String type, boolean success) {
        if (!success) {
            return new State.Dirty("flyway recorded that it failed, and not at which statement");
        }
        return BASELINES.contains(type) ? State.BASELINE : State.APPLIED;
    }

    /**
     * A row's checksum is that of the text after placeholders were replaced for a repeatable migration, before it for all
     * others; which of the algorithms took it depends on the release that did.
     */
    @Override
    public Likeness compare(ForeignRow row, Script script, UnaryOperator<String> filled) throws IOException {
        if (row.checksum().isEmpty()) {
            return Likeness.UNKNOWN;
        }
        FlywayChecksum checksum = FlywayChecksum.of(script, filled);
        return checksum.isOneOf(Integer.parseInt(row.checksum().get())) ? Likeness.SAME : Likeness.EDITED;
    }

    /** The key is the tool's name in ASCII plus the hash of the table's; the name holds the hash too. */
    @Override
    public Optional<Lock> lock(ForeignTable table) {
        int hash = table.inFull().hashCode();
        return table.lock(new ForeignLock(LOCK + hash, Optional.of("Flyway-" + hash)));
    }
}
