package dev.lockstep.dialect;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database that Lockstep speaks: data about its SQL, and the few questions that only it can answer. All decisions are
 * the engine's.
 *
 * <p>To add a database:
 *
 * <ol>
 *   <li>write one final class that implements this interface, with a public constructor without parameters;
 *   <li>name it as a provider of this service, in {@code module-info.java} and in {@code META-INF/services};
 *   <li>run the contract tests over it: one entry in the list of test databases.
 * </ol>
 *
 * <p>An implementation holds no state: one instance serves any number of sessions at once. Connections come with
 * auto-commit on, and stay so; transactions are begun and ended by SQL text.
 */
public interface Dialect {

    /**
     * The names by which files and users call it ({@code 7_orders.mariadb.up.sql}), in lower case, the dialect's own
     * name first; of two files for one script the one whose name comes first here wins.
     */
    List<String> names();

    /** Whether a server or library that reports this product name ({@link java.sql.DatabaseMetaData}) is one. */
    boolean speaks(String productName);

    /** How it reads, writes and executes SQL: all of it data. */
    Traits traits();

    /**
     * Where the session stands, in one round trip: reading only.
     *
     * @param schema the schema that is to hold the history table; empty for the session's default
     * @param table the history table's name
     * @throws SQLException what the database says, also where the session has no default schema
     */
    Surroundings surroundings(Connection connection, Optional<String> schema, String table) throws SQLException;

    /**
     * The names of the tables and views of a schema, as the database writes them; none if there is no such schema. Reading
     * only.
     */
    Set<String> tables(Connection connection, String schema) throws SQLException;

    /**
     * The names of columns, in lower case, each with the tables of a schema that have it, as the database writes them; views
     * are left out, since one of what is gone can be asked for nothing. In one round trip, reading only.
     */
    Map<String, Set<String>> tablesByColumn(Connection connection, String schema) throws SQLException;

    /**
     * The number of the session that answers at this moment, if it may be another one that answers next: behind a pooler, or
     * where the driver does not tell. Reading only.
     *
     * @return empty if the session is the connection's own
     */
    default Optional<String> pooledSession(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /**
     * The lock that keeps all other runs away from this history table; opens and takes nothing. Where a pooler {@link
     * Pooling#TRANSACTION exchanges sessions}, it is taken inside a transaction and ends with it.
     */
    Lock lock(Connection connection, Surroundings surroundings) throws SQLException;

    /** The lock of another migration tool; empty where such tools have none. Opens and takes nothing. */
    default Optional<Lock> lock(Connection connection, ForeignLock foreign) {
        return Optional.empty();
    }

    /**
     * A session as others see it: what it does, how far it is, and who is in its way. Asked on another connection, about a
     * session that is busy. Reading only.
     *
     * @param id the session's {@link Surroundings#session() number}
     * @return empty if there is none, or if this database has no sessions
     */
    default Optional<DatabaseSession> session(Connection onlooker, String id) throws SQLException {
        return Optional.empty();
    }

    /**
     * Notes the session's settings, before a script changes them: one round trip, reading only. Where a pooler {@link
     * Pooling#TRANSACTION exchanges sessions}, this happens inside a transaction: what is limited is limited for that
     * transaction, and what else is in the session for others is left alone.
     */
    SessionState sessionState(Connection connection, Pooling pooling) throws SQLException;

    /**
     * The names, in lower case, of tables whose rows cannot be rolled back, as they are now: a statement that names one
     * is executed by itself, outside any transaction. Reading only.
     */
    default Set<String> tablesWithoutTransactions(Connection connection) throws SQLException {
        return Set.of();
    }

    /**
     * What the objects that a bare statement would change look like now. Taken before the statement and after an
     * interruption, two probes tell whether it took effect. Reading only. The session must stand as it does for the
     * statement: its settings decide what an unqualified name means.
     *
     * @param statement the tokens of the statement
     */
    Probe probe(Connection connection, List<Token> statement) throws SQLException;

    /**
     * What became of a bare statement, told from two probes alone. Unless a dialect knows better, it took effect if every
     * object differs, and did not if none does.
     *
     * @param statement the tokens of the statement, as it is now
     * @param before what was seen before it
     * @param now what is seen now
     */
    default Outcome outcome(List<Token> statement, Probe.Seen before, Probe.Seen now) {
        return Outcome.compare(before, now);
    }

    /**
     * Sees that the server takes a statement as long as this one; asked of long ones alone. A server that hangs up on them
     * leaves nobody to tell why.
     *
     * @throws SQLException if it is too long
     */
    default void checkLength(Connection connection, String sql) throws SQLException {}

    /**
     * The way in which a statement and the data that follow it in the script reach the database. Asked only where scripts
     * may hold such data ({@link Lexicon.Rule#COPY_DATA}).
     *
     * @param sql the statement, without the data
     */
    default Transfer transfer(Connection connection, String sql) throws SQLException {
        throw new SQLFeatureNotSupportedException("this database takes no data behind a statement");
    }

    /**
     * Whether this server is one that a run may write to, and this session one that may: asked as soon as there is something
     * to do, before anything is changed. Reading only.
     *
     * @return a {@link Finding.Verdict#PROBLEM problem} where it is not, such as a standby or a server that only reads; a warning
     *     where it is, and something should be known all the same
     */
    default Finding writable(Connection connection, Surroundings surroundings) throws SQLException {
        return Finding.ok("yes");
    }

    /**
     * What a checkup should look at here beside what it looks at everywhere: each is asked for by itself, in this order.
     * Reading only.
     */
    default List<Inspection> inspections(Connection connection, Surroundings surroundings) {
        return List.of();
    }

    /**
     * What an error means.
     *
     * @param error what the database said
     * @param statement the text that was executed; empty if none was
     * @param surroundings where the session stands, so that a remedy can name it
     */
    Diagnosis diagnose(SQLException error, String statement, Surroundings surroundings);
}
