package dev.lockstep.dialect;

import java.util.Locale;

/**
 * One token of a statement. Comments and blanks are none.
 *
 * @param kind what it is
 * @param text as the script wrote it, quotes included
 */
public record Token(Kind kind, String text) {

    /** What a token is. */
    public enum Kind {
        /** A keyword or an identifier without quotes. */
        WORD,
        /** An identifier in quotes. */
        QUOTED_NAME,
        /** A string of any form, dollar quotes included. */
        STRING,
        /** Anything else, one character each: punctuation, operators; a number is a WORD. */
        SYMBOL
    }

    /** The text in upper case. */
    public String upperCase() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Whether it is this keyword, which is given in upper case. */
    public boolean is(String keyword) {
        return kind == Kind.WORD
                && text.length() == keyword.length()
                && upperCase().equals(keyword);
    }

    /** Whether it is this symbol. */
    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }
}
