package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the first word of a statement says to the scanner. */
enum Leading {
    /** A command of the client that sets the delimiter. */
    DELIMITER,
    /** Another command of the client. */
    COMMAND,
    /** A statement that ends with its line. */
    LINE,
    /** A statement that may change the rules of writing, were it by the end of a transaction. */
    SETTING,
    /** A query, which may change them through a function. */
    QUERY,
    /** A statement that data may follow. */
    COPY;

    private static final String SELECT = "SELECT";
    private static final Set<String> SETTERS = Set.of("SET", "RESET");
    private static final Set<String> ENDS = Set.of("COMMIT", "END", "ROLLBACK", "ABORT");

    /** Whether a statement with these tokens may change the rules of writing. */
    static boolean isSetting(List<Token> head) {
        return !head.isEmpty() && SETTERS.stream().anyMatch(head.get(0)::is);
    }

    static Keywords<Leading> words(Lexicon lexicon) {
        Map<String, Leading> words = new HashMap<>();
        lexicon.client().commands().forEach(command -> words.put(command, COMMAND));
        lexicon.client().lines().forEach(line -> words.put(line, LINE));
        if (!lexicon.client().delimiter().isEmpty()) {
            words.put(lexicon.client().delimiter(), DELIMITER);
        }
        lexicon.setting().ifPresent(setting -> {
            SETTERS.forEach(setter -> words.put(setter, SETTING));
            if (!setting.local().isEmpty()) {
                ENDS.forEach(end -> words.put(end, SETTING));
            }
            if (!setting.function().isEmpty()) {
                words.put(SELECT, QUERY);
            }
        });
        if (lexicon.rules().contains(Rule.COPY_DATA)) {
            words.put("COPY", COPY);
        }
        return new Keywords<>(words);
    }
}
