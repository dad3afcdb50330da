package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.source.MigrationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
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

    /** Work with the database alone. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /** Work with the database and the files. */
    @FunctionalInterface
    interface WorkWithFiles<T> {
        T on(Session session, Inventory files) throws SQLException;
    }

    /** Does the work in a session of its own. */
    <T> T inSession(Work<T> work) {
        try (Session session = Opening.open(this)) {
            try {
                return work.on(session);
            } catch (SQLException error) {
                throw session.refused(error);
            } catch (UncheckedIOException unreadable) {
                throw Inventory.unreadable(source.name(), new IOException(unreadable));
            }
        }
    }

    /** Does the work in a session of its own, which is opened only if the files are there. */
    <T> T inSessionWithFiles(WorkWithFiles<T> work) {
        Folder folder = Folder.list(source);
        return inSession(session -> work.on(session, folder.inventory(settings, dialects, session)));
    }
}
