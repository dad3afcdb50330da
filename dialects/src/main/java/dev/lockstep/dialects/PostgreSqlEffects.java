package dev.lockstep.dialects;

import static dev.lockstep.model.Effect.BEGIN;
import static dev.lockstep.model.Effect.COMMIT;
import static dev.lockstep.model.Effect.IGNORED;
import static dev.lockstep.model.Effect.ROLLBACK;
import static dev.lockstep.model.Effect.SESSION;
import static dev.lockstep.model.Effect.TRANSACTIONAL;

import dev.lockstep.dialect.Effects;

/**
 * What PostgreSQL's statements do to a transaction. The server refuses some inside a transaction block
 * ({@code PreventInTransactionBlock} in its sources); each manual page says so.
 */
final class PostgreSqlEffects {
    static final Effects EFFECTS = effects();

    private static final String OTHER_MODE = "a script's transactions have the mode of its session:"
            + " write SET SESSION CHARACTERISTICS AS TRANSACTION with this mode before them";

    private PostgreSqlEffects() {}

    private static Effects effects() {
        Effects.Builder rules = Effects.rules();
        transactions(rules);
        session(rules);
        indexes(rules);
        tables(rules);
        server(rules);
        rows(rules);
        return rules.otherwiseTransactional();
    }

    /**
     * A transaction that is prepared is none of the session's any more, and its claim would go with it: it is refused
     * like a rollback.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-prepare-transaction.html">PREPARE TRANSACTION</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-commit-prepared.html">COMMIT PREPARED</a>
     */
    private static void transactions(Effects.Builder rules) {
        rules.refused(OTHER_MODE, "BEGIN|START … ISOLATION LEVEL REPEATABLE|SERIALIZABLE")
                .rule(BEGIN, "BEGIN", "START TRANSACTION")
                .bare("PostgreSQL ends a prepared transaction outside any other", "COMMIT|ROLLBACK PREPARED")
                .refused("a prepared transaction would outlive its script", "PREPARE TRANSACTION")
                .rule(COMMIT, "COMMIT", "END")
                .rows("ROLLBACK|ABORT [WORK|TRANSACTION] TO")
                .rule(ROLLBACK, "ROLLBACK", "ABORT");
    }

    /**
     * DISCARD ALL would give up the lock with all else that it discards, and what it is for Lockstep does after every
     * script. SET LOCAL and its kind end with their transaction, so they are not said again when a script is resumed. The
     * mode of a transaction cannot be set once something was asked in it, and Lockstep has noted by then where it is: what
     * asks for another than the usual one is refused.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-set.html">SET</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-set-transaction.html">SET TRANSACTION</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-discard.html">DISCARD</a>
     * @see <a href="https://www.postgresql.org/docs/current/functions-admin.html">set_config</a>
     */
    private static void session(Effects.Builder rules) {
        rules.refused(OTHER_MODE, "SET [LOCAL] TRANSACTION … REPEATABLE|SERIALIZABLE|ONLY")
                .rule(IGNORED, "SET [LOCAL] TRANSACTION ISOLATION|READ|DEFERRABLE|NOT")
                .choosing(TRANSACTIONAL, "SET LOCAL LOCK_TIMEOUT")
                .choosing(SESSION, "SET [SESSION] LOCK_TIMEOUT")
                .choosing(SESSION, "SELECT [PG_CATALOG] [.] SET_CONFIG ( 'LOCK_TIMEOUT' … , FALSE ) ;")
                .choosing(TRANSACTIONAL, "SELECT [PG_CATALOG] [.] SET_CONFIG ( 'LOCK_TIMEOUT'")
                .rows("SET LOCAL|CONSTRAINTS|TRANSACTION")
                .rule(SESSION, "SET", "RESET", "LISTEN", "UNLISTEN", "LOAD", "PREPARE", "DEALLOCATE")
                .rule(SESSION, "SELECT [PG_CATALOG] [.] SET_CONFIG ( … , FALSE ) ;")
                .rule(IGNORED, "DISCARD ALL");
    }

    /**
     * REINDEX of a partitioned table refuses a transaction, and only the server knows which tables are partitioned.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-createindex.html">CREATE INDEX</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-dropindex.html">DROP INDEX</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-reindex.html">REINDEX</a>
     */
    private static void indexes(Effects.Builder rules) {
        rules.patient(
                        "an index is built CONCURRENTLY in several transactions of its own",
                        "CREATE [UNIQUE] INDEX CONCURRENTLY")
                .patient(
                        "an index is dropped CONCURRENTLY in several transactions of its own",
                        "DROP INDEX CONCURRENTLY")
                .patient("an index is built CONCURRENTLY in several transactions of its own", "REINDEX … CONCURRENTLY")
                .bare("REINDEX may work in several transactions of its own, one for each index", "REINDEX");
    }

    /**
     * CLUSTER of a partitioned table refuses a transaction, like CLUSTER without a table.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE, DETACH PARTITION</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-vacuum.html">VACUUM</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-cluster.html">CLUSTER</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-altertype.html">ALTER TYPE, ADD VALUE</a>
     */
    private static void tables(Effects.Builder rules) {
        rules.patient(
                        "a partition is detached CONCURRENTLY in two transactions of its own",
                        "ALTER TABLE … DETACH PARTITION … CONCURRENTLY|FINALIZE ;")
                .bare("VACUUM works in transactions of its own", "VACUUM")
                .bare("CLUSTER may work in several transactions of its own, one for each table", "CLUSTER")
                .bare(
                        "a value that is added to an enum cannot be used in the same transaction",
                        "ALTER TYPE … ADD VALUE");
    }

    /**
     * Databases and tablespaces are directories, and subscriptions and slots live on another server too.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-createdatabase.html">CREATE DATABASE</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-alterdatabase.html">ALTER DATABASE, SET TABLESPACE</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-createtablespace.html">CREATE TABLESPACE</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-altersystem.html">ALTER SYSTEM</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-createsubscription.html">CREATE SUBSCRIPTION</a>
     * @see <a href="https://www.postgresql.org/docs/current/sql-altersubscription.html">ALTER SUBSCRIPTION</a>
     */
    private static void server(Effects.Builder rules) {
        rules.bare(
                        "PostgreSQL creates, moves and drops a database outside any transaction",
                        "CREATE|DROP DATABASE",
                        "ALTER DATABASE … SET TABLESPACE")
                .bare("PostgreSQL creates and drops a tablespace outside any transaction", "CREATE|DROP TABLESPACE")
                .bare("ALTER SYSTEM writes a file of the server's", "ALTER SYSTEM")
                .bare(
                        "a subscription has a slot on another server",
                        "CREATE|DROP SUBSCRIPTION",
                        "ALTER SUBSCRIPTION … REFRESH|ADD|DROP|SET PUBLICATION",
                        "ALTER SUBSCRIPTION … REFRESH SEQUENCES",
                        "ALTER SUBSCRIPTION … SET (")
                .bare(
                        "a replication slot is created and dropped outside any transaction",
                        "SELECT … PG_CREATE_LOGICAL_REPLICATION_SLOT (",
                        "SELECT … PG_DROP_REPLICATION_SLOT (");
    }

    /**
     * What locks rows, and of tables no more than that nobody changes their definition. All else counts as a definition, also
     * a DO, which may hold any. A procedure may commit as it goes, so that it could not come back.
     *
     * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES">Table-Level Locks</a>
     */
    private static void rows(Effects.Builder rules) {
        rules.rows("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "SELECT", "WITH", "VALUES", "TABLE", "(")
                .rows("CALL", "EXECUTE", "EXPLAIN", "SHOW", "DECLARE", "FETCH", "MOVE", "CLOSE", "NOTIFY")
                .rows("SAVEPOINT", "RELEASE", "CREATE TEMP|TEMPORARY");
    }
}
