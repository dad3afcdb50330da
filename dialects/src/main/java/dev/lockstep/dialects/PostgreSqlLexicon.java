package dev.lockstep.dialects;

import static java.util.Map.entry;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.BlockWord;
import dev.lockstep.dialect.Lexicon.Client;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Lexicon.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How PostgreSQL writes SQL.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">PostgreSQL: 4.1 Lexical Structure</a>
 * @see <a href="https://www.postgresql.org/docs/current/sql-createfunction.html">PostgreSQL: CREATE FUNCTION</a>
 * @see <a href="https://www.postgresql.org/docs/current/sql-createrule.html">PostgreSQL: CREATE RULE</a>
 * @see <a href="https://www.postgresql.org/docs/current/app-psql.html">PostgreSQL: psql</a>
 */
final class PostgreSqlLexicon {
    static final Lexicon LEXICON = new Lexicon(
            Set.of(Rule.DOLLAR_QUOTES, Rule.STRING_PREFIXES, Rule.NESTED_COMMENTS, Rule.COPY_DATA),
            blocks(),
            new Client("psql", '\\', Set.of("restrict", "unrestrict"), Set.of(), Set.of(), Set.of(), Set.of(), ""),
            Optional.of(new Setting(
                    "STANDARD_CONFORMING_STRINGS",
                    "SET_CONFIG",
                    "LOCAL",
                    Map.of(
                            "ON", Rule.BACKSLASH_ESCAPES,
                            "TRUE", Rule.BACKSLASH_ESCAPES,
                            "YES", Rule.BACKSLASH_ESCAPES,
                            "1", Rule.BACKSLASH_ESCAPES),
                    Set.of("ON"))));

    private PostgreSqlLexicon() {}

    private static Map<String, BlockWord> blocks() {
        return Map.ofEntries(
                entry("CREATE", BlockWord.CREATE),
                entry("OR", BlockWord.PREFIX),
                entry("REPLACE", BlockWord.PREFIX),
                entry("FUNCTION", BlockWord.ROUTINE),
                entry("PROCEDURE", BlockWord.ROUTINE),
                entry("RULE", BlockWord.RULE),
                entry("RETURNS", BlockWord.RETURNS),
                entry("RETURN", BlockWord.RETURN),
                entry("AS", BlockWord.VERB),
                entry("BEGIN", BlockWord.BEGIN),
                entry("ATOMIC", BlockWord.FILLER),
                entry("CASE", BlockWord.EXPRESSION),
                entry("END", BlockWord.END));
    }
}
