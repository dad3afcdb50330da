package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Statements out of MariaDB's general log, which this keeps in its table so that it can be asked. The log is the whole
 * server's; a session's first entry says which database it entered, and by that its others are found.
 */
final class MariaDbLog implements StatementLog {
    private final MariaDbServer server;
    private final String database;

    private MariaDbLog(MariaDbServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static MariaDbLog start(MariaDbServer server, String database) throws SQLException {
        try (Connection connection = server.connectToServer()) {
            Sql.execute(
                    connection,
                    "SET GLOBAL log_output = 'TABLE'",
                    "SET GLOBAL general_log = OFF",
                    "TRUNCATE mysql.general_log",
                    "SET GLOBAL general_log = ON");
        }
        return new MariaDbLog(server, database);
    }

    @Override
    public List<String> statements() throws SQLException {
        String sessions = "SELECT thread_id FROM mysql.general_log WHERE command_type = 'Connect'"
                + " AND argument LIKE '% on " + database.replace("_", "\\_") + " using%'";
        try (Connection connection = server.connectToServer()) {
            return Sql.column(
                    connection,
                    "SELECT argument FROM mysql.general_log WHERE command_type IN ('Query', 'Execute')"
                            + " AND thread_id IN (" + sessions + ")");
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = server.connectToServer()) {
            Sql.execute(connection, "SET GLOBAL general_log = OFF");
        }
    }
}
