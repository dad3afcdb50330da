package dev.lockstep.script;

import dev.lockstep.model.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * The token form of a script, over which its checksum is made. This is version 1 ({@link Checksum#TOKENS}); it is
 * released, so it may never change: a new form is a new class with a new version.
 *
 * <p>The form is a sequence of bytes. Each statement gives its tokens, as they are written, and then the byte 0, which no
 * script holds. What does not belong to a statement gives nothing: a byte order mark, comments, blanks, line ends,
 * delimiters, empty statements, commands of a database's client.
 *
 * <p>Between two tokens of a statement stands one space, or nothing. Which, depends on the characters that meet there.
 * Parentheses, brackets, braces, comma and semicolon are <i>marks</i>. Letters, digits, {@code _ $ .}, quotes and all
 * characters beyond ASCII are <i>word characters</i>. All others are <i>operator characters</i>, and those that stand
 * together without a gap are one run.
 *
 * <ol>
 *   <li>A gap (blanks, comments) between two word characters, or between two runs of operators, gives one space.
 *   <li>But not where the second run is {@code +} or {@code -} alone, and the first is made of {@code = < > * / + -}
 *       alone: {@code x = -1} is {@code x=-1}.
 *   <li>Any other gap gives nothing.
 *   <li>With or without a gap, one space stands between the operator {@code &} and a quote ({@code U & 'x'} is not
 *       {@code U&'x'}), and between a number that ends with {@code e} and an operator ({@code 1e - 5} is not
 *       {@code 1e-5}).
 *   <li>An executable comment gives its opening with the version, a space, its tokens, and its closing; gaps at these
 *       give nothing.
 *   <li>Data that follows a statement ({@code COPY ... FROM STDIN}) gives its bytes behind the statement's 0, each CR LF
 *       and each lone CR as LF, and then a 0 of its own.
 * </ol>
 *
 * <p>The checksum is SHA-256 over the form; the hash of a statement is SHA-256 over the form up to it.
 */
final class TokenForm {
    private static final int SIZE = 1 << 15;

    /** What stands at the edge of a token. */
    private static final byte MARK = 0;

    private static final byte WORD = 1;
    private static final byte OPERATOR = 2;

    /** A run of operators before which a sign may stand alone. */
    private static final byte PLAIN_OPERATOR = 3;

    private static final byte AMPERSAND = 4;

    private static final byte[] EDGES = edges();

    private final Window window;
    private final Digest digest = new Digest();
    private final byte[] pending = new byte[SIZE];
    private int count;

    /** Where the current statement begins in what is pending. */
    private int begin;

    /** What came before the current statement, if the digest has already taken a part of it. */
    private @Nullable Digest before;

    /** The tokens not yet taken over, which stand in the script just as they do in the form. */
    private long from;

    private long to;
    private byte last = MARK;
    private boolean afterReturn;

    TokenForm(Window window) {
        this.window = window;
    }

    private static byte[] edges() {
        byte[] edges = new byte[256];
        for (int value = 0; value < edges.length; value++) {
            boolean word = value >= 0x80 || Character.isLetterOrDigit(value) || "_$.'\"`".indexOf(value) >= 0;
            edges[value] = word ? WORD : "()[]{},;".indexOf(value) >= 0 ? MARK : OPERATOR;
        }
        return edges;
    }

    /** Begins a statement. */
    void begin(long offset) {
        begin = count;
        before = null;
        from = offset;
        to = offset;
        last = MARK;
    }

    /** Takes the token at which the lexer stands. */
    void token(Lexeme lexeme, Lexer lexer) {
        byte[] bytes = window.bytes;
        int start = window.index(lexer.start);
        int end = window.index(lexer.end);
        byte first = EDGES[bytes[start] & 0xFF];
        boolean spaced = (first | last) < OPERATOR
                ? lexer.gap && (first & last) == WORD
                : isSpaced(lexer.gap, first, start, end);
        if (lexer.gap || spaced) {
            join(lexer.start, spaced);
        }
        to = lexer.end;
        last = lexeme == Lexeme.OPERATOR ? operatorEdge(start, end) : EDGES[bytes[end - 1] & 0xFF];
    }

    private boolean isSpaced(boolean gap, byte first, int start, int end) {
        byte value = window.bytes[start];
        return switch (last) {
            case WORD -> first == OPERATOR && Characters.isMantissa(window.bytes, window.index(to));
            case AMPERSAND -> first == OPERATOR ? gap : value == '\'' || value == '"';
            case PLAIN_OPERATOR -> gap && first == OPERATOR && !(end - start == 1 && (value == '+' || value == '-'));
            case OPERATOR -> gap && first == OPERATOR;
            default -> false;
        };
    }

    private byte operatorEdge(int start, int end) {
        if (end - start == 1 && window.bytes[start] == '&') {
            return AMPERSAND;
        }
        for (int i = start; i < end; i++) {
            if ("=<>*/+-".indexOf(window.bytes[i]) < 0) {
                return OPERATOR;
            }
        }
        return PLAIN_OPERATOR;
    }

    /** The opening of an executable comment, behind which always stands one space. */
    void codeBegin(Lexer lexer) {
        mark(lexer);
        flush();
        put((byte) ' ');
        from = to;
    }

    /** The closing of an executable comment. */
    void codeEnd(Lexer lexer) {
        mark(lexer);
    }

    private void mark(Lexer lexer) {
        if (lexer.gap) {
            join(lexer.start, false);
        }
        to = lexer.end;
        last = MARK;
    }

    /** Ends a statement. */
    void end() {
        flush();
        put((byte) 0);
        from = to;
    }

    /** Takes a part of the data that follows a statement. */
    void data(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte value = bytes[i];
            if (value != '\n' || !afterReturn) {
                put(value == '\r' ? (byte) '\n' : value);
            }
            afterReturn = value == '\r';
        }
    }

    /** Ends the data that follows a statement. */
    void endData() {
        put((byte) 0);
        afterReturn = false;
    }

    /** The digest of the form so far. */
    String hex() {
        drainBefore();
        return digest.and(pending, count).hex();
    }

    /** The digest of the form before the current statement. */
    String hexBefore() {
        drainBefore();
        return before == null ? digest.hex() : before.hex();
    }

    private void join(long start, boolean spaced) {
        if (spaced && start == to + 1 && window.bytes[window.index(to)] == ' ') {
            return;
        }
        flush();
        if (spaced) {
            put((byte) ' ');
        }
        from = start;
    }

    private void flush() {
        int length = (int) (to - from);
        while (length > SIZE - count && count > 0) {
            drain();
        }
        if (length > SIZE) {
            keepBefore();
            digest.update(window.bytes, window.index(from), length);
        } else {
            System.arraycopy(window.bytes, window.index(from), pending, count, length);
            count += length;
        }
    }

    private void put(byte value) {
        if (count == SIZE) {
            drain();
        }
        pending[count++] = value;
    }

    /** Makes room, by what lies before the current statement; if that is nothing, by what there is of it. */
    private void drain() {
        if (begin > 0) {
            drainBefore();
        } else {
            keepBefore();
            digest.update(pending, 0, count);
            count = 0;
        }
    }

    private void drainBefore() {
        digest.update(pending, 0, begin);
        count -= begin;
        System.arraycopy(pending, begin, pending, 0, count);
        begin = 0;
    }

    private void keepBefore() {
        if (before == null) {
            before = digest.and(pending, 0);
        }
    }
}
