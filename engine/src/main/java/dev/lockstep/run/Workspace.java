package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.source.MigrationSource;
import java.util.List;
import javax.sql.DataSource;

/**
 * What every call of the library works with.
 *
 * @param dataSource where connections come from
 * @param source where the files come from
 * @param settings what the caller chose
 * @param dialects the dialects that are at hand
 * @param stop the wish that all work here comes to an end
 */
public record Workspace(
        DataSource dataSource, MigrationSource source, Settings settings, Dialects dialects, Stop stop) {
    /** The workspace with these dialects. */
    public Workspace(DataSource dataSource, MigrationSource source, Settings settings, List<Dialect> dialects) {
        this(dataSource, source, settings, new Dialects(dialects), new Stop());
    }

    /** A fresh session. */
    Session open() {
        return Session.open(this);
    }

    /** The files, as the session's dialect sees them. */
    Inventory inventory(Session session) {
        return Inventory.of(source, settings.layout(), dialects, session.dialect());
    }
}
