package dev.lockstep.dialects;

import static dev.lockstep.dialect.Lexicon.BlockWord.*;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.BlockWord;
import dev.lockstep.dialect.Lexicon.Client;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Lexicon.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How MariaDB and MySQL write SQL.
 *
 * @see <a href="https://mariadb.com/kb/en/comment-syntax/">MariaDB: Comment Syntax</a>
 * @see <a href="https://mariadb.com/kb/en/string-literals/">MariaDB: String Literals</a>
 * @see <a href="https://mariadb.com/kb/en/programmatic-compound-statements/">MariaDB: Programmatic and Compound
 *     Statements</a>
 * @see <a href="https://mariadb.com/kb/en/sql_modeoracle/">MariaDB: SQL_MODE=ORACLE</a>
 * @see <a href="https://mariadb.com/kb/en/delimiters/">MariaDB: Delimiters</a>
 */
final class MariaDbLexicon {
    static final Lexicon LEXICON = new Lexicon(
            Set.of(
                    Rule.BACKTICK_NAMES,
                    Rule.HASH_COMMENTS,
                    Rule.DASHES_NEED_BLANK,
                    Rule.LINE_FEED_ENDS_COMMENT,
                    Rule.EXECUTABLE_COMMENTS,
                    Rule.ANONYMOUS_BLOCKS),
            blocks(),
            new Client(
                    "mariadb",
                    '\\',
                    Set.of("-"),
                    Set.of("g", "G"),
                    Set.of("N"),
                    Set.of("SOURCE", "SYSTEM", "TEE", "NOTEE", "PAGER", "NOPAGER", "PROMPT", "REHASH", "STATUS"),
                    Set.of("USE"),
                    "DELIMITER"),
            Optional.of(new Setting("SQL_MODE", "", "", modes(), Set.of())));

    private MariaDbLexicon() {}

    /** The modes of the ANSI family include ANSI_QUOTES: https://mariadb.com/kb/en/sql-mode/. */
    private static Map<String, Rule> modes() {
        Map<String, Rule> modes = new HashMap<>();
        modes.put("NO_BACKSLASH_ESCAPES", Rule.BACKSLASH_ESCAPES);
        for (String mode : List.of("ANSI_QUOTES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL")) {
            modes.put(mode, Rule.DOUBLE_QUOTED_STRINGS);
        }
        return modes;
    }

    private static Map<String, BlockWord> blocks() {
        Map<String, BlockWord> words = new HashMap<>();
        put(words, CREATE, "CREATE ALTER");
        put(words, PREFIX, "OR REPLACE DEFINER AGGREGATE CURRENT_USER CURRENT_ROLE");
        put(words, ROUTINE, "PROCEDURE FUNCTION");
        put(words, TRIGGER, "TRIGGER EVENT");
        put(words, PACKAGE, "PACKAGE");
        put(words, BODY, "ROW");
        put(words, FOLLOWS, "FOLLOWS PRECEDES");
        put(words, AS, "AS IS");
        put(words, RETURNS, "RETURNS CHARACTER CHAR");
        put(words, RETURN, "RETURN");
        put(words, BEGIN, "BEGIN");
        put(words, WORK, "WORK");
        put(words, FILLER, "NOT ATOMIC SQLSTATE VALUE");
        put(words, DECLARE, "DECLARE");
        put(words, HANDLER, "HANDLER");
        put(words, CONTROL, "IF WHILE");
        put(words, FOR, "FOR");
        put(words, LOOP, "LOOP");
        put(words, REPEAT, "REPEAT");
        put(words, CASE, "CASE");
        put(words, UNTIL, "UNTIL");
        put(words, THEN, "THEN ELSE");
        put(words, DO, "DO");
        put(words, END, "END");
        put(words, VERB, "CALL DELETE DROP EXECUTE INSERT PREPARE SELECT SET SHOW SIGNAL TRUNCATE UPDATE VALUES WITH");
        return words;
    }

    private static void put(Map<String, BlockWord> words, BlockWord meaning, String names) {
        for (String name : names.split(" ", -1)) {
            words.put(name, meaning);
        }
    }
}
