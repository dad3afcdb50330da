package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.DatabaseSession;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Looks from a second connection at what the session does: reading only, and closed as soon as there is nothing to look at.
 * Where it cannot be had, nothing is seen.
 */
final class Onlooker implements AutoCloseable {
    private final SecondConnection connection;
    private final Dialect dialect;
    private volatile String session;
    private volatile boolean isRefused;

    /**
     * An onlooker who has not opened its eyes yet.
     *
     * @param session the database's number of the session to look at; empty if it has none
     */
    Onlooker(DataSource dataSource, Dialect dialect, String session) {
        this.connection = new SecondConnection(dataSource);
        this.dialect = dialect;
        this.session = session;
    }

    /** Looks at another session from now on. */
    void follow(String other) {
        session = other;
    }

    /** Whether there is something to look at, and it was let in so far: then a session that it does not find is not there. */
    boolean canSee() {
        return !isRefused && !session.isEmpty();
    }

    /** Opens its eyes, which may take long where connections are few. */
    void open() {
        try {
            if (canSee()) {
                connection.open();
            }
        } catch (SQLException refused) {
            isRefused = true;
        }
    }

    /** The session, as others see it. */
    Optional<DatabaseSession> look() {
        if (!canSee()) {
            return Optional.empty();
        }
        try {
            return dialect.session(connection.open(), session);
        } catch (SQLException refused) {
            isRefused = true;
            return Optional.empty();
        }
    }

    /** Whether its eyes are open. */
    boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }
}
