package dev.lockstep.dialects;

import static dev.lockstep.model.Effect.BEGIN;
import static dev.lockstep.model.Effect.COMMIT;
import static dev.lockstep.model.Effect.ROLLBACK;
import static dev.lockstep.model.Effect.SESSION;
import static dev.lockstep.model.Effect.SESSION_OUTSIDE;
import static dev.lockstep.model.Effect.TRANSACTIONAL;

import dev.lockstep.dialect.Effects;

/**
 * What SQLite's statements do to a transaction.
 *
 * @see <a href="https://www.sqlite.org/lang_transaction.html">Transaction</a>
 * @see <a href="https://www.sqlite.org/pragma.html">PRAGMA Statements</a>
 * @see <a href="https://www.sqlite.org/lang_vacuum.html">VACUUM</a>
 * @see <a href="https://www.sqlite.org/lang_attach.html">ATTACH DATABASE</a>
 */
final class SqliteEffects {
    static final Effects EFFECTS = effects();

    /**
     * Whoever switches foreign keys off has to look for rows without a parent by himself.
     *
     * @see <a href="https://www.sqlite.org/lang_altertable.html#otheralter">Making Other Kinds Of Table Schema Changes</a>
     */
    private static final String ORPHANS = """
            SELECT 'the row' || coalesce(' with rowid ' || rowid, '') || ' of table ' || "table" || ' refers to a row of table '
                || parent || ' that is not there'
            FROM pragma_foreign_key_check""";

    private SqliteEffects() {}

    private static Effects effects() {
        Effects.Builder rules = Effects.rules();
        rules.rule(BEGIN, "BEGIN")
                .rule(COMMIT, "COMMIT", "END")
                .rule(TRANSACTIONAL, "ROLLBACK [TRANSACTION] TO")
                .rule(ROLLBACK, "ROLLBACK")
                .bare("VACUUM rewrites the file outside any transaction", "VACUUM")
                .rule(SESSION_OUTSIDE, "ATTACH", "DETACH");
        pragmas(rules);
        return rules.otherwiseTransactional();
    }

    /**
     * Most pragmas are settings of the connection. Inside a transaction some are ignored in silence (foreign_keys), some
     * refused (synchronous, temp_store); the journal's mode and checkpoints belong to the file; some write to the file's
     * header or read it, and defer_foreign_keys ends with its transaction.
     */
    private static void pragmas(Effects.Builder rules) {
        rules.checked(SESSION_OUTSIDE, ORPHANS, pragma("FOREIGN_KEYS =|( OFF|NO|FALSE|0"))
                .rule(
                        SESSION_OUTSIDE,
                        pragma("FOREIGN_KEYS|SYNCHRONOUS|TEMP_STORE|TEMP_STORE_DIRECTORY|PAGE_SIZE|AUTO_VACUUM"))
                .bare("the journal's mode is changed outside any transaction", pragma("JOURNAL_MODE"))
                .bare("a checkpoint is made outside any transaction", pragma("WAL_CHECKPOINT"))
                .bare("a key of the whole file is changed outside any transaction", pragma("REKEY"))
                .rule(TRANSACTIONAL, pragma("USER_VERSION|APPLICATION_ID|SCHEMA_VERSION|DEFAULT_CACHE_SIZE"))
                .rule(TRANSACTIONAL, pragma("DEFER_FOREIGN_KEYS|INCREMENTAL_VACUUM|OPTIMIZE|ENCODING"))
                .rule(TRANSACTIONAL, pragma("FOREIGN_KEY_CHECK|INTEGRITY_CHECK|QUICK_CHECK|FOREIGN_KEY_LIST"))
                .rule(TRANSACTIONAL, pragma("TABLE_INFO|TABLE_XINFO|TABLE_LIST|INDEX_INFO|INDEX_XINFO|INDEX_LIST"))
                .rule(SESSION, "PRAGMA");
    }

    /** A pragma may name the schema that it is about. */
    private static String[] pragma(String names) {
        return new String[] {"PRAGMA " + names, "PRAGMA … . " + names};
    }
}
