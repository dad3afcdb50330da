package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import java.util.Set;

/** What each byte can begin, by the rules that hold: the table that drives the {@link Lexer}. */
final class Characters {
    static final byte END = 0;
    static final byte BLANK = 1;
    static final byte DASH = 2;
    static final byte SLASH = 3;
    static final byte HASH = 4;

    /** The first byte of the delimiter, whatever else it may begin. */
    static final byte DELIMITER = 5;

    /** Classes up to here may begin a gap. */
    static final byte GAP = DELIMITER;

    static final byte STAR = 6;
    static final byte OPERATOR = 7;
    static final byte STRING_QUOTE = 8;
    static final byte NAME_QUOTE = 9;
    static final byte BRACKET = 10;
    static final byte COMMAND = 11;

    /** Goes on a word, and begins something else. */
    static final byte DOLLAR = 12;

    static final byte PUNCTUATION = 13;
    static final byte WORD = 14;
    static final byte DIGIT = 15;

    private static final String BLANKS = " \t\n\r\f\u000B";

    private final byte[] plain = new byte[256];
    private final byte[] table;

    Characters(Lexicon lexicon, Set<Rule> rules, byte[] delimiter) {
        for (int value = 0; value < plain.length; value++) {
            plain[value] = plain((char) value);
        }
        plain['\''] = STRING_QUOTE;
        plain['"'] = rules.contains(Rule.DOUBLE_QUOTED_STRINGS) ? STRING_QUOTE : NAME_QUOTE;
        plain['`'] = rules.contains(Rule.BACKTICK_NAMES) ? NAME_QUOTE : OPERATOR;
        plain['['] = rules.contains(Rule.BRACKET_NAMES) ? BRACKET : PUNCTUATION;
        plain[lexicon.client().prefix()] = COMMAND;
        table = plain.clone();
        if (delimiter.length > 0) {
            table[delimiter[0] & 0xFF] = DELIMITER;
        }
    }

    private static byte plain(char value) {
        if (value == 0) {
            return END;
        }
        if (BLANKS.indexOf(value) >= 0) {
            return BLANK;
        }
        if (value >= '0' && value <= '9') {
            return DIGIT;
        }
        if (value >= 0x80 || value == '_' || Character.isLetter(value)) {
            return WORD;
        }
        return switch (value) {
            case '$' -> DOLLAR;
            case '-' -> DASH;
            case '/' -> SLASH;
            case '#' -> HASH;
            case '*' -> STAR;
            case '(', ')', '[', ']', '{', '}', ',', ';', '.' -> PUNCTUATION;
            default -> OPERATOR;
        };
    }

    /** The class of each byte. */
    byte[] table() {
        return table;
    }

    /** The class that the byte has where it is not the delimiter's first. */
    byte plain(byte value) {
        return plain[value & 0xFF];
    }

    /** Whether bytes of this class go on a word. */
    static boolean isWordPart(byte type) {
        return type >= WORD || type == DOLLAR;
    }

    static boolean isDigit(int value) {
        return value >= '0' && value <= '9';
    }

    /** Whether a number ends here that ends with e, and so begins what may be one with an exponent. */
    static boolean isMantissa(byte[] bytes, int end) {
        int index = end - 1;
        if (index < 1 || (bytes[index] | 0x20) != 'e') {
            return false;
        }
        do {
            index--;
        } while (index >= 0 && (isDigit(bytes[index]) || bytes[index] == '.' || bytes[index] == '_'));
        int first = index + (bytes[index + 1] == '.' ? 2 : 1);
        return isDigit(bytes[first]) && (index < 0 || !isWordPart(plain((char) (bytes[index] & 0xFF))));
    }
}
