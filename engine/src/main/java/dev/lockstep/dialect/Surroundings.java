package dev.lockstep.dialect;

/**
 * Where a session stands.
 *
 * @param database the database's name, or the file where the database is one
 * @param schema the schema that holds the history table, or would hold it
 * @param table the history table's name
 * @param user who the session belongs to; empty where the database knows no users
 * @param session the database's number of the session; empty where the database has no sessions
 * @param hasHistory whether the history table is there
 * @param mode the value of the setting that decides how SQL is written in this session ({@link Lexicon#setting()}); empty
 *     where there is no such setting
 * @param pooling whether the session is the connection's own
 */
public record Surroundings(
        String database,
        String schema,
        String table,
        String user,
        String session,
        boolean hasHistory,
        String mode,
        Pooling pooling) {
    /** The same, with the history table there. */
    public Surroundings withHistory() {
        return new Surroundings(database, schema, table, user, session, true, mode, pooling);
    }

    /** The same, with this known of the pooling. */
    public Surroundings with(Pooling known) {
        return new Surroundings(database, schema, table, user, session, hasHistory, mode, known);
    }
}
