package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon.Rule;
import java.io.IOException;

/** Passes over what stands between tokens: blanks and comments. */
final class Gaps {
    /** A version that no server will ever have: mariadb-dump writes a command for the client in it. */
    private static final String NEVER = "999999";

    private final Window window;
    private final Lexer lexer;
    private final CommentListener listener;
    private boolean lenient;

    Gaps(Window window, Lexer lexer, CommentListener listener) {
        this.window = window;
        this.lexer = lexer;
        this.listener = listener;
    }

    void lenient(boolean wanted) {
        lenient = wanted;
    }

    /** Moves to the next byte that is no part of a gap, and tells its class. */
    byte skip() throws IOException {
        byte type;
        do {
            type = passBlanks(lexer.table());
            if (type == Characters.DELIMITER && !lexer.atDelimiter()) {
                type = lexer.plain(window.bytes[window.position]);
            }
        } while (type <= Characters.GAP && passes(type));
        return type;
    }

    private byte passBlanks(byte[] table) {
        byte[] bytes = window.bytes;
        int index = window.position;
        byte type = table[bytes[index] & 0xFF];
        while (type == Characters.BLANK) {
            type = table[bytes[++index] & 0xFF];
        }
        window.position = index;
        return type;
    }

    private boolean passes(byte type) throws IOException {
        return switch (type) {
            case Characters.END -> more();
            case Characters.DASH, Characters.HASH -> atComment() && passLine();
            case Characters.SLASH -> atComment() && !atCode() && passBlock();
            default -> false;
        };
    }

    private boolean more() throws IOException {
        release();
        return window.more();
    }

    private void release() {
        if (!lexer.inStatement) {
            window.release(window.offset());
        }
    }

    /** Whether a comment begins at the cursor, executable ones included. */
    boolean atComment() throws IOException {
        return switch (window.peek(0)) {
            case '-' -> window.peek(1) == '-' && isDashComment();
            case '/' -> window.peek(1) == '*';
            case '#' -> lexer.has(Rule.HASH_COMMENTS) || (lexer.has(Rule.HASH_LINES) && atLineStart());
            default -> false;
        };
    }

    /** Where a blank is needed, the client still takes any two dashes between statements for a comment. */
    private boolean isDashComment() throws IOException {
        int next = window.peek(2);
        return !lexer.has(Rule.DASHES_NEED_BLANK) || (next >= 0 && next <= ' ') || !lexer.inStatement;
    }

    private boolean atLineStart() throws IOException {
        if (lexer.inStatement) {
            return false;
        }
        int before = window.position == 0 ? '\n' : window.peek(-1);
        return before == '\n' || before == '\r' || (before == (byte) 0xBF && window.offset() == 3);
    }

    private boolean atCode() throws IOException {
        if (!lexer.has(Rule.EXECUTABLE_COMMENTS)) {
            return false;
        }
        int mark = window.peek(2) == 'M' ? 3 : 2;
        return window.peek(mark) == '!' && !isNever(mark + 1);
    }

    private boolean isNever(int version) throws IOException {
        for (int i = 0; i < NEVER.length(); i++) {
            if (window.peek(version + i) != NEVER.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean passLine() throws IOException {
        release();
        long begin = window.offset();
        do {
            byte[] bytes = window.bytes;
            int index = window.position;
            while (bytes[index] != '\n' && bytes[index] != '\r' && bytes[index] != 0) {
                index++;
            }
            window.position = index;
        } while (window.position == window.limit && window.more());
        if (window.peek(0) == '\r' && window.peek(1) != '\n') {
            requireLineEnd();
        }
        listener.comment(begin, window.offset());
        return true;
    }

    /** The server gets the text as it is: where it would read on, what follows must not be taken for code. */
    private void requireLineEnd() throws IOException {
        if (lexer.inStatement && lexer.has(Rule.LINE_FEED_ENDS_COMMENT)) {
            throw window.problem(
                    window.offset(),
                    "a comment inside a statement ends with a carriage return alone, which the database reads over",
                    "end the line with a line feed, or close the comment in /* */");
        }
    }

    private boolean passBlock() throws IOException {
        release();
        long begin = window.offset();
        boolean nested = lexer.has(Rule.NESTED_COMMENTS);
        window.pass(2);
        int depth = 1;
        while (depth > 0 && findMark(begin)) {
            int first = window.peek(0);
            int second = window.peek(1);
            boolean closes = first == '*' && second == '/';
            boolean opens = nested && first == '/' && second == '*';
            depth += opens ? 1 : closes ? -1 : 0;
            window.pass(opens || closes ? 2 : 1);
        }
        return true;
    }

    private boolean findMark(long begin) throws IOException {
        do {
            byte[] bytes = window.bytes;
            int index = window.position;
            while (bytes[index] != '*' && bytes[index] != '/' && bytes[index] != 0) {
                index++;
            }
            window.position = index;
            if (index < window.limit) {
                return true;
            }
        } while (window.more());
        if (!lenient) {
            throw window.problem(begin, "a comment that does not end", "close it where it ends, with */");
        }
        return false;
    }
}
