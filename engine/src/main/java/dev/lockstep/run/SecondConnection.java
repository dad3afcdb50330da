package dev.lockstep.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection beside the session's own, opened when it is needed; in auto-commit, so that nobody ever waits for it. If it does
 * not answer soon, it is given up.
 */
final class SecondConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(5);

    private final DataSource dataSource;
    private volatile @Nullable Connection connection;
    private boolean autoCommitBefore;
    private int patienceBefore;

    /** A connection that is not opened yet. */
    SecondConnection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The connection, opened by now. */
    Connection open() throws SQLException {
        Connection opened = connection;
        if (opened == null) {
            opened = dataSource.getConnection();
            connection = opened;
            autoCommitBefore = opened.getAutoCommit();
            if (!autoCommitBefore) {
                opened.setAutoCommit(true);
            }
            patienceBefore = opened.getNetworkTimeout();
            opened.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
        }
        return opened;
    }

    /** Whether it is open. */
    boolean isOpen() {
        return connection != null;
    }

    /** Gives it back as it was; it may be opened again. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            connection = null;
            if (closing != null) {
                closing.setNetworkTimeout(Runnable::run, patienceBefore);
                closing.setAutoCommit(autoCommitBefore);
            }
        } catch (SQLException gone) {
            // there is nothing left to close
        }
    }
}
