package dev.lockstep.foreign.tool;

import dev.lockstep.dialect.ForeignLock;
import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Problem;
import dev.lockstep.model.ValidationException;
import dev.lockstep.model.Version;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * golang-migrate's {@code schema_migrations}: one row, or none, with the version at which the database stands. Every file
 * up to it counts as applied; whether one was left out, nothing tells.
 */
public final class GolangMigrateHistory implements ForeignHistory {
    private static final String NAME = "golang-migrate";
    private static final long SALT = 1_486_364_155L;
    private static final long MASK = 0xFFFF_FFFFL;

    /** Read by the service loader. */
    public GolangMigrateHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("schema_migrations");
    }

    @Override
    public Optional<String> telltale() {
        return Optional.of("dirty");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.hasOnly("version", "dirty");
    }

    private record Row(String version, boolean dirty) {}

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<MigrationId> known) throws SQLException {
        List<Row> found =
                table.read("SELECT version, dirty", "", (row, clock) -> new Row(row.getString(1), row.getBoolean(2)));
        if (found.isEmpty()) {
            return List.of();
        }
        Row row = found.get(0);
        if (row.version().startsWith("-")) {
            return beforeTheFirst(row.dirty());
        }
        MigrationId current = Versions.id(NAME, row.version());
        List<ForeignRow> rows = new ArrayList<>();
        Versions.of(known).stream()
                .filter(version -> version.compareTo(Version.of(row.version())) < 0)
                .sorted()
                .forEach(version ->
                        rows.add(ForeignRow.of(new MigrationId.Versioned(version), State.APPLIED, Stamp.UNKNOWN)));
        rows.add(ForeignRow.of(current, state(row.dirty()), Stamp.UNKNOWN));
        return rows;
    }

    /** The version is -1 after everything was taken back, and while the first one is. */
    private static List<ForeignRow> beforeTheFirst(boolean isDirty) {
        if (isDirty) {
            throw new ValidationException(Problem.of(
                    NAME + " was interrupted while it took the first migration back, and does not say how far it came",
                    "look what is left of it, and set the version right with 'migrate force V'"));
        }
        return List.of();
    }

    private static State state(boolean isDirty) {
        return isDirty
                ? new State.Dirty(
                        "golang-migrate was interrupted or failed, on the way up in this version or on the way"
                                + " down in the next one, and does not record how far it came")
                : State.APPLIED;
    }

    /** The CRC-32 of the names, salted: <a href="https://github.com/golang-migrate/migrate">database/util.go</a>. */
    @Override
    public Optional<Lock> lock(ForeignTable table) {
        String database = table.at().database();
        long number = key(String.join("\0", table.schema(), table.name(), database));
        String name = Long.toString(key(database + ":" + table.name()));
        return table.lock(new ForeignLock(number, Optional.of(name)));
    }

    private static long key(String names) {
        CRC32 sum = new CRC32();
        sum.update(names.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() * SALT & MASK;
    }
}
