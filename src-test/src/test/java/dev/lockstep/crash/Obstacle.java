package dev.lockstep.crash;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction that a bare statement on table {@code a} waits for inside the server, for as long as a test likes.
 *
 * @param db where it stands
 * @param bare a statement that cannot be rolled back
 * @param effect a query that counts what the statement made
 */
record Obstacle(TestDatabase db, String bare, String effect) {
    /** The tables that it needs. */
    static final String BEFORE = """
            CREATE TABLE log (entry INTEGER NOT NULL);
            CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER);
            INSERT INTO a VALUES (1, 1);
            """;

    /** On MariaDB a row, since who waits for a definition is sent away within a second of its client's death. */
    static Obstacle of(TestDatabase db) {
        return db.dbms() == Dbms.POSTGRESQL
                ? new Obstacle(
                        db,
                        "CREATE INDEX CONCURRENTLY a_c ON a (c)",
                        "SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass AND indisvalid AND NOT indisprimary")
                : new Obstacle(
                        db,
                        "CREATE TABLE b AS SELECT id FROM a LOCK IN SHARE MODE",
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_name = 'b'");
    }

    /** The transaction, while it is open. */
    record Held(Connection connection) implements AutoCloseable {
        void giveWay() throws SQLException {
            if (!connection.isClosed()) {
                connection.close();
            }
        }

        @Override
        public void close() throws SQLException {
            giveWay();
        }
    }

    /** Begins to stand in the way; ending the connection ends it. */
    Held stand() throws SQLException {
        Connection connection = db.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("UPDATE a SET c = 2 WHERE id = 1");
        }
        return new Held(connection);
    }

    /** Whether the server has begun the statement, and waits. */
    boolean isInTheWay() throws SQLException {
        String waiting = db.dbms() == Dbms.POSTGRESQL
                ? "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                        + " AND query LIKE 'CREATE INDEX%'"
                : "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND state = 'Sending data' AND info LIKE 'CREATE TABLE b%'";
        return !db.value(waiting).equals("0");
    }
}
