package dev.lockstep.script;

import java.io.IOException;

/** Finds the ends of words, numbers and plain text, from the cursor inside them. */
final class Words {
    private final Window window;
    private final Lexer lexer;

    Words(Window window, Lexer lexer) {
        this.window = window;
        this.lexer = lexer;
    }

    void word() throws IOException {
        byte[] table = lexer.table();
        byte type;
        do {
            byte[] bytes = window.bytes;
            int index = window.position;
            type = table[bytes[index] & 0xFF];
            while (Characters.isWordPart(type)) {
                type = table[bytes[++index] & 0xFF];
            }
            window.position = index;
        } while (type <= Characters.DELIMITER && wordGoesOn(type));
    }

    /** Whether the word goes on behind the end of the window, or with what might have been the delimiter. */
    private boolean wordGoesOn(byte type) throws IOException {
        if (type == Characters.END) {
            return window.more();
        }
        boolean goesOn = type == Characters.DELIMITER && lexer.isWordPart(window.peek(0)) && !lexer.atDelimiter();
        if (goesOn) {
            window.position++;
        }
        return goesOn;
    }

    /** A number that begins at an offset, with its fraction and its exponent. */
    void number(long start) throws IOException {
        word();
        if (window.peek(0) == '.' && Characters.isDigit(window.peek(1)) && isDecimalFrom(start)) {
            window.position++;
            word();
        }
        if (atExponent()) {
            window.position++;
            word();
        }
    }

    private boolean isDecimalFrom(long start) {
        int first = window.index(start);
        int index = window.position - 1;
        while (index >= first && (Characters.isDigit(window.bytes[index]) || window.bytes[index] == '_')) {
            index--;
        }
        return index < first;
    }

    private boolean atExponent() throws IOException {
        int sign = window.peek(0);
        return (sign == '+' || sign == '-')
                && Characters.isDigit(window.peek(1))
                && Characters.isMantissa(window.bytes, window.position);
    }

    /** Words, numbers and punctuation up to a gap, or to something else; tells the class of what comes. */
    byte text() throws IOException {
        byte[] table = lexer.table();
        byte type;
        do {
            byte[] bytes = window.bytes;
            int index = window.position;
            type = table[bytes[index] & 0xFF];
            while (type >= Characters.PUNCTUATION) {
                type = table[bytes[++index] & 0xFF];
            }
            window.position = index;
        } while (type != Characters.BLANK && textGoesOn(type));
        return type;
    }

    /** Whether the text goes on behind the end of the window, or with what would begin something else elsewhere. */
    private boolean textGoesOn(byte type) throws IOException {
        if (type == Characters.END) {
            return window.more();
        }
        byte plain = type == Characters.DELIMITER && !lexer.atDelimiter()
                ? lexer.plain(window.bytes[window.position])
                : type;
        boolean goesOn = plain >= Characters.PUNCTUATION
                || (plain == Characters.DOLLAR && lexer.isWordPart(window.peek(-1)))
                || (plain <= Characters.OPERATOR && atExponent());
        if (goesOn) {
            window.position++;
        }
        return goesOn;
    }
}
