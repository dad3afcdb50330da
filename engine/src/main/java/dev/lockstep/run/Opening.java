package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Pooling;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.LockstepException;
import java.sql.Connection;
import java.sql.SQLException;

/** How a session begins. */
final class Opening {
    private Opening() {}

    /** Connects, finds the dialect, and looks around: one round trip beyond the login. */
    static Session open(Workspace workspace) {
        Connection connection = connect(workspace);
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            Dialect dialect =
                    workspace.dialects().ofProduct(connection.getMetaData().getDatabaseProductName());
            Surroundings surroundings = surroundings(connection, dialect, workspace);
            return new Session(connection, dialect, surroundings, autoCommit, workspace);
        } catch (SQLException refused) {
            LockstepException failed = Refusals.ofSession(refused);
            closeAfter(connection, failed);
            throw failed;
        } catch (RuntimeException | Error failed) {
            closeAfter(connection, failed);
            throw failed;
        }
    }

    /** Where what the caller wants of the session would reach others, it is wanted of a transaction, in which reading begins. */
    private static Surroundings surroundings(Connection connection, Dialect dialect, Workspace workspace)
            throws SQLException {
        Settings settings = workspace.settings();
        if (settings.sessionSql().isEmpty()) {
            return dialect.surroundings(connection, settings.schema(), settings.table());
        }
        Pooling pooling = new Pooler(dialect, workspace.dataSource(), settings.listener()).pooling(connection);
        if (pooling == Pooling.TRANSACTION) {
            Execution.execute(connection, dialect.traits().transaction().begin());
        }
        Session.settings(connection, dialect, workspace).wish();
        return dialect.surroundings(connection, settings.schema(), settings.table())
                .with(pooling);
    }

    private static Connection connect(Workspace workspace) {
        try {
            return workspace.dataSource().getConnection();
        } catch (SQLException refused) {
            throw Refusals.ofConnecting(refused);
        }
    }

    private static void closeAfter(Connection connection, Throwable failed) {
        try {
            connection.close();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
