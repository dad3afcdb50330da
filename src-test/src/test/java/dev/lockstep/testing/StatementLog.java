package dev.lockstep.testing;

import java.sql.SQLException;
import java.util.List;

/** What the server itself says it received: a witness that does not depend on any code of ours in between. */
public interface StatementLog extends AutoCloseable {
    /** Every statement so far, in the order of arrival, as the server wrote it down. */
    List<String> statements() throws SQLException;

    /** Stops recording. */
    @Override
    void close() throws SQLException;
}
