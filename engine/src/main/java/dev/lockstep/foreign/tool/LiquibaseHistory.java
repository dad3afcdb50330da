package dev.lockstep.foreign.tool;

import dev.lockstep.dialect.Lock;
import dev.lockstep.foreign.ForeignHistory;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignTable;
import dev.lockstep.model.Migration;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Liquibase's {@code DATABASECHANGELOG}: a row for each changeset.
 */
public final class LiquibaseHistory implements ForeignHistory {
    private static final String NAME = "liquibase";

    /** Read by the service loader. */
    public LiquibaseHistory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("databasechangelog");
    }

    @Override
    public boolean owns(ForeignTable table) {
        return table.has("id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum");
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table, List<Migration> files) throws SQLException {
        return List.of();
    }

    /** Its lock is a row that says so, in a table of its own. */
    @Override
    public Optional<Lock> lock(ForeignTable table) {
        return table.beside("databasechangeloglock").map(lock -> new LiquibaseLock(table, lock));
    }
}
