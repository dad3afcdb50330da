package dev.lockstep.foreign.tool;

import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.DatabaseSession;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;

/**
 * Liquibase's {@code DATABASECHANGELOGLOCK}: its row says whether somebody works, and who. It is looked at and never
 * written, since a mark that was set here would stay if this process died.
 *
 * @param table any table of the schema
 * @param name the lock's table, in full
 */
record LiquibaseLock(ForeignTable table, String name) implements Lock {
    private static final Lease NOTHING = () -> {};

    @Override
    public Optional<Lease> take(String self) throws SQLException {
        return holder().isPresent() ? Optional.empty() : Optional.of(NOTHING);
    }

    @Override
    public Line standInLine(String self) {
        return new Line() {
            @Override
            public void close() {
                // nobody sees the line
            }
        };
    }

    @Override
    public Optional<DatabaseSession> holder() throws SQLException {
        return table
                .read("SELECT locked, lockedby, lockgranted FROM " + name, (row, clock) -> {
                    DatabaseSession holder = new DatabaseSession(
                            "of liquibase",
                            "",
                            "",
                            Optional.ofNullable(row.getString(2)).orElse(""),
                            DatabaseSession.Activity.IDLE,
                            "",
                            clock.time(row, 3),
                            Optional.empty(),
                            List.of());
                    return row.getBoolean(1) ? Optional.of(holder) : Optional.<DatabaseSession>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public List<DatabaseSession> waiters() {
        return List.of();
    }

    @Override
    public void end(DatabaseSession holder) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing tells which session it is; see 'liquibase release-locks'");
    }
}
