package dev.lockstep.dialects;

import static dev.lockstep.model.Effect.BEGIN;
import static dev.lockstep.model.Effect.COMMIT;
import static dev.lockstep.model.Effect.IGNORED;
import static dev.lockstep.model.Effect.ROLLBACK;
import static dev.lockstep.model.Effect.SESSION;
import static dev.lockstep.model.Effect.SESSION_OUTSIDE;
import static dev.lockstep.model.Effect.TRANSACTIONAL;

import dev.lockstep.dialect.Effects;

/**
 * What the statements of MariaDB and MySQL do to a transaction: rows can be rolled back, and whatever is not known to
 * leave the transaction alone counts as committing it.
 *
 * @see <a href="https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/">SQL statements That Cause an
 *     Implicit Commit</a>
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html">Statements That Cause an Implicit Commit</a>
 */
final class MariaDbEffects {
    static final Effects EFFECTS = effects();

    private static final String BY_ITSELF = "MariaDB commits every definition by itself";

    /** All that are neither a form of UTF-8 nor can speak to a client at all. */
    private static final String OTHER_CHARACTER_SETS =
            "ARMSCII8|ASCII|BIG5|BINARY|CP1250|CP1251|CP1256|CP1257|CP850|CP852|"
                    + "CP866|CP932|DEC8|EUCJPMS|EUCKR|GB18030|GB2312|GBK|GEOSTD8|GREEK|HEBREW|HP8|KEYBCS2|KOI8R|KOI8U|LATIN1|LATIN2|"
                    + "LATIN5|LATIN7|MACCE|MACROMAN|SJIS|SWE7|TIS620|UJIS";

    private MariaDbEffects() {}

    private static Effects effects() {
        Effects.Builder rules = Effects.rules();
        transactions(rules);
        settings(rules);
        session(rules);
        rows(rules);
        return rules.otherwiseBare(BY_ITSELF);
    }

    /**
     * A distributed transaction would take the claim along, so it is refused like a rollback.
     *
     * @see <a href="https://mariadb.com/kb/en/start-transaction/">START TRANSACTION</a>
     * @see <a href="https://mariadb.com/kb/en/xa-transactions/">XA Transactions</a>
     */
    private static void transactions(Effects.Builder rules) {
        rules.rule(BEGIN, "BEGIN [WORK] ;", "START TRANSACTION")
                .patient("a block may hold any statement, also one that commits", "BEGIN")
                .rule(COMMIT, "COMMIT")
                .rule(TRANSACTIONAL, "ROLLBACK [WORK] TO", "SAVEPOINT", "RELEASE SAVEPOINT")
                .rule(ROLLBACK, "ROLLBACK")
                .refused(
                        "a distributed transaction would outlive its script",
                        "XA START|BEGIN|END|PREPARE|ROLLBACK|COMMIT");
    }

    /**
     * Lockstep begins and ends transactions by itself, so auto-commit stays on; and it sends every script in UTF-8, so another
     * character set would make the server misread it (the driver gives up the connection). SET STATEMENT does what the statement
     * after FOR does. The binary log's settings are refused inside a transaction.
     *
     * @see <a href="https://mariadb.com/kb/en/set/">SET</a>
     * @see <a href="https://mariadb.com/kb/en/set-statement/">SET STATEMENT</a>
     */
    private static void settings(Effects.Builder rules) {
        rules.rows("SET STATEMENT … FOR INSERT|UPDATE|DELETE|REPLACE|SELECT|WITH|VALUES|DO")
                .bare(BY_ITSELF, "SET STATEMENT")
                .bare("a password is kept in a table that cannot be rolled back", "SET PASSWORD")
                .bare("a default role is kept in a table that cannot be rolled back", "SET DEFAULT ROLE")
                .bare(
                        "a setting of the whole server cannot be rolled back",
                        "SET GLOBAL|PERSIST|PERSIST_ONLY",
                        "SET @ @ GLOBAL|PERSIST|PERSIST_ONLY")
                .rule(
                        IGNORED,
                        "SET [SESSION|LOCAL] AUTOCOMMIT [:] = 0|1|ON|OFF ;",
                        "SET @ @ [SESSION|LOCAL] [.] AUTOCOMMIT [:] = 0|1|ON|OFF ;")
                .rule(
                        SESSION_OUTSIDE,
                        "SET [SESSION|LOCAL] SQL_LOG_BIN|BINLOG_FORMAT [:] =",
                        "SET @ @ [SESSION|LOCAL] [.] SQL_LOG_BIN|BINLOG_FORMAT [:] =")
                .rule(
                        IGNORED,
                        "SET NAMES " + OTHER_CHARACTER_SETS,
                        "SET CHARACTER SET " + OTHER_CHARACTER_SETS,
                        "SET [SESSION] CHARACTER_SET_CLIENT = " + OTHER_CHARACTER_SETS)
                .choosing(SESSION, "SET … LOCK_WAIT_TIMEOUT|INNODB_LOCK_WAIT_TIMEOUT")
                .rule(SESSION, "SET SESSION|LOCAL TRANSACTION")
                .rule(SESSION_OUTSIDE, "SET TRANSACTION")
                .rule(SESSION, "SET");
    }

    /**
     * A dump locks each table around its rows; a lock on tables would keep the history out of reach and end the
     * transaction that Lockstep opened, and the lock on the migration is the better one.
     *
     * @see <a href="https://mariadb.com/kb/en/lock-tables/">LOCK TABLES</a>
     * @see <a href="https://mariadb.com/kb/en/prepare-statement/">PREPARE</a>
     */
    private static void session(Effects.Builder rules) {
        rules.rule(IGNORED, "LOCK TABLE|TABLES", "UNLOCK TABLE|TABLES")
                .rule(SESSION, "USE", "PREPARE", "DEALLOCATE PREPARE", "DROP PREPARE");
    }

    /**
     * LOAD DATA does not commit; of what it names the engine decides whether it can be rolled back.
     *
     * @see <a href="https://mariadb.com/kb/en/create-table/">CREATE TEMPORARY TABLE causes no implicit commit</a>
     */
    private static void rows(Effects.Builder rules) {
        rules.patient("a file that is written cannot be rolled back", "SELECT|WITH … INTO OUTFILE|DUMPFILE")
                .patient("a prepared statement may be any, also one that commits", "EXECUTE")
                .patient("a procedure may hold any statement, also one that commits", "CALL")
                .bare(BY_ITSELF, "ANALYZE [LOCAL|NO_WRITE_TO_BINLOG] TABLE|TABLES")
                .rows("CREATE [OR] [REPLACE] TEMPORARY TABLE", "DROP TEMPORARY TABLE|TABLES")
                .rows("INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD DATA|XML")
                .rows("SELECT", "WITH", "VALUES", "TABLE", "(", "DO", "HANDLER")
                .rows("SHOW", "DESCRIBE", "DESC", "EXPLAIN", "ANALYZE", "HELP", "CHECKSUM")
                .rows("SIGNAL", "RESIGNAL", "GET");
    }
}
