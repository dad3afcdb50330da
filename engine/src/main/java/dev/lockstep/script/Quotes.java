package dev.lockstep.script;

import java.io.IOException;

/** Finds the ends of strings and quoted names, from the cursor at their opening quote. */
final class Quotes {
    private final Window window;
    private boolean lenient;

    Quotes(Window window) {
        this.window = window;
    }

    /** Whether what has no end goes on to the end of the script. */
    void lenient(boolean wanted) {
        lenient = wanted;
    }

    Lexeme string(boolean escapes) throws IOException {
        long begin = window.offset();
        if (escapes) {
            passEscaped(begin);
        } else {
            passDoubled(begin, "a string");
        }
        return Lexeme.STRING;
    }

    Lexeme name() throws IOException {
        passDoubled(window.offset(), "a quoted name");
        return Lexeme.NAME;
    }

    /** In brackets nothing stands for a bracket itself. */
    Lexeme bracket() throws IOException {
        long begin = window.offset();
        window.position++;
        if (find((byte) ']', (byte) ']', begin, "a name in brackets")) {
            window.position++;
        }
        return Lexeme.NAME;
    }

    /** The quote itself is written twice. */
    private void passDoubled(long begin, String what) throws IOException {
        byte quote = window.bytes[window.position];
        do {
            window.position++;
            if (!find(quote, quote, begin, what)) {
                return;
            }
            window.position++;
        } while (window.peek(0) == quote);
    }

    /** The quote itself is written twice or behind a backslash. */
    private void passEscaped(long begin) throws IOException {
        byte quote = window.bytes[window.position];
        window.position++;
        while (find(quote, (byte) '\\', begin, "a string")) {
            boolean isQuote = window.bytes[window.position] == quote;
            if (isQuote && window.peek(1) != quote) {
                window.position++;
                return;
            }
            window.pass(window.peek(1) == 0 ? 1 : 2);
        }
    }

    /**
     * A dollar quote; false, and nothing passed, if what begins here is none.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-DOLLAR-QUOTING">
     *     PostgreSQL: dollar-quoted string constants</a>
     */
    boolean dollar() throws IOException {
        int length = tagLength();
        if (length == 0) {
            return false;
        }
        long begin = window.offset();
        window.pass(length);
        while (find((byte) '$', (byte) '$', begin, "a dollar-quoted string")) {
            if (matches(begin, length)) {
                window.pass(length);
                return true;
            }
            window.position++;
        }
        return true;
    }

    /** The length of a tag with both its dollars; 0 if this is none. */
    private int tagLength() throws IOException {
        int length = 1;
        while (isTagPart(window.peek(length), length == 1)) {
            length++;
        }
        return window.peek(length) == '$' ? length + 1 : 0;
    }

    private static boolean isTagPart(int value, boolean first) {
        int lower = value | 0x20;
        return value < 0 || value == '_' || (lower >= 'a' && lower <= 'z') || (!first && value >= '0' && value <= '9');
    }

    private boolean matches(long tag, int length) throws IOException {
        for (int i = 1; i < length; i++) {
            if (window.peek(i) != window.bytes[window.index(tag) + i]) {
                return false;
            }
        }
        return true;
    }

    /** Moves to the next of two bytes; false if there is none and that is no matter. */
    private boolean find(byte one, byte other, long begin, String what) throws IOException {
        do {
            window.position = Utf8.find(window.bytes, window.position, window.limit, one, other);
            if (window.position < window.limit) {
                return true;
            }
        } while (window.more());
        if (!lenient) {
            throw window.problem(begin, what + " that does not end", "close it where it ends");
        }
        return false;
    }
}
