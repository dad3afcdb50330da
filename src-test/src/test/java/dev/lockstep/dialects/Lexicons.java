package dev.lockstep.dialects;

import dev.lockstep.dialect.Lexicon;
import java.util.Map;

/** The lexicons, which the dialects keep to themselves. */
public final class Lexicons {
    /** Each under the name of its folder of golden files. */
    public static final Map<String, Lexicon> BY_NAME = Map.of(
            "postgresql", PostgreSqlLexicon.LEXICON,
            "mariadb", MariaDbLexicon.LEXICON,
            "sqlite", SqliteLexicon.LEXICON);

    private Lexicons() {}
}
