package dev.lockstep.dialects;

import static java.util.Map.entry;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.BlockWord;
import dev.lockstep.dialect.Lexicon.Client;
import dev.lockstep.dialect.Lexicon.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How SQLite writes SQL.
 *
 * @see <a href="https://www.sqlite.org/lang_keywords.html">SQLite: names in quotes</a>
 * @see <a href="https://www.sqlite.org/lang_comment.html">SQLite: comments</a>
 * @see <a href="https://www.sqlite.org/lang_createtrigger.html">SQLite: CREATE TRIGGER</a>
 * @see <a href="https://www.sqlite.org/cli.html">SQLite: the command-line shell</a>
 */
final class SqliteLexicon {
    static final Lexicon LEXICON = new Lexicon(
            Set.of(Rule.BACKTICK_NAMES, Rule.BRACKET_NAMES, Rule.HASH_LINES, Rule.LINE_FEED_ENDS_COMMENT),
            Map.ofEntries(
                    entry("EXPLAIN", BlockWord.FILLER),
                    entry("QUERY", BlockWord.FILLER),
                    entry("PLAN", BlockWord.FILLER),
                    entry("CREATE", BlockWord.CREATE),
                    entry("TEMP", BlockWord.PREFIX),
                    entry("TEMPORARY", BlockWord.PREFIX),
                    entry("TRIGGER", BlockWord.ROUTINE),
                    entry("ON", BlockWord.ON),
                    entry("BEGIN", BlockWord.BEGIN),
                    entry("CASE", BlockWord.EXPRESSION),
                    entry("END", BlockWord.END)),
            new Client("sqlite3", '.', Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), ""),
            Optional.empty());

    private SqliteLexicon() {}
}
