package dev.lockstep.script;

/** What the {@link Lexer} has found. */
enum Lexeme {
    /** A keyword, a name without quotes, a number, a parameter. */
    WORD,
    /** Words, numbers and punctuation without a gap between them, where nobody asks for each. */
    TEXT,
    /** A name in quotes. */
    NAME,
    /** A string of any form. */
    STRING,
    /** A run of operator characters. */
    OPERATOR,
    /** One character that is a token wherever it stands: parentheses, a comma, a dot. */
    PUNCTUATION,
    /** The beginning of an executable comment, with its version. */
    CODE_BEGIN,
    /** The end of an executable comment. */
    CODE_END,
    /** The text that ends a statement. */
    DELIMITER,
    /** The prefix of a command of the database's client; the cursor stands at it. */
    COMMAND,
    /** The end of the script. */
    END
}
