package dev.lockstep.script;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A part of a script in memory, with a cursor. It slides over the script as the cursor asks for more, and grows only
 * when what has to be kept does not fit. All that lies before {@link #limit} is known to be UTF-8 without NUL, and a NUL
 * stands at the limit itself, so that loops over the bytes need not compare positions.
 */
final class Window implements Closeable {
    static final int SIZE = 1 << 17;

    private static final int LONGEST_CHARACTER = 4;

    /** Behind what was read stand so many bytes without a meaning, so that eight can be looked at from any on. */
    private static final int SPARE = Long.BYTES;

    /** How much is kept before what has to be kept, so that an excerpt can show what stands to the left of a place. */
    private static final int MARGIN = LONGEST_CHARACTER * Spot.EXCERPT;

    private final Script script;
    private final InputStream in;
    private final Lines lines;

    /** The bytes; only those before {@link #limit} may be looked at. */
    byte[] bytes;

    /** Where the cursor stands in the bytes. */
    int position;

    /** The end of what may be looked at. */
    int limit;

    private long base;
    private long keep;
    private int filled;
    private byte displaced;

    Window(Script script, int size) throws IOException {
        this.script = script;
        this.lines = new Lines(script.content().firstLine());
        this.bytes = new byte[Math.max(size, 2 * LONGEST_CHARACTER) + SPARE];
        this.in = script.open();
        skipByteOrderMark();
    }

    private void skipByteOrderMark() throws IOException {
        boolean advanced = true;
        while (advanced && limit < 3) {
            advanced = advance();
        }
        if (limit >= 3 && isByteOrderMark(0)) {
            position = 3;
            keep = 3;
            lines.startAt(3);
        }
    }

    /** Whether the character at an offset, which is known to be there, is a byte order mark. */
    boolean isByteOrderMark(long offset) {
        int index = index(offset);
        return bytes[index] == (byte) 0xEF && bytes[index + 1] == (byte) 0xBB && bytes[index + 2] == (byte) 0xBF;
    }

    /** The cursor as an offset in the script. */
    long offset() {
        return base + position;
    }

    /** Where an offset stands in the bytes; it must not lie before what is kept. */
    int index(long offset) {
        return (int) (offset - base);
    }

    /** Lets go of all that stands before an offset. */
    void release(long offset) {
        keep = offset;
    }

    /** Moves the cursor on, over bytes that were looked at. */
    void pass(int count) {
        position += count;
    }

    /** The byte that stands so far behind the cursor, with its sign; 0 at the end of the script. */
    int peek(int ahead) throws IOException {
        while (position + ahead >= limit) {
            if (!more()) {
                return 0;
            }
        }
        return bytes[position + ahead];
    }

    /**
     * Makes more bytes available; false at the end of the script.
     *
     * @throws ValidationException if what follows is not UTF-8, or NUL
     */
    boolean more() throws IOException {
        boolean advanced = advance();
        if (!advanced && limit < filled) {
            throw unreadable();
        }
        return advanced;
    }

    /** Makes more bytes available; false at the end of the script and before what cannot be read. */
    boolean advance() throws IOException {
        bytes[limit] = displaced;
        makeRoom();
        int before = limit;
        do {
            limit = Utf8.validUpTo(bytes, limit, filled);
        } while (limit == before && Utf8.isIncomplete(bytes, limit, filled) && read());
        displaced = bytes[limit];
        bytes[limit] = 0;
        return limit > before;
    }

    private boolean read() throws IOException {
        int count = in.read(bytes, filled, bytes.length - SPARE - filled);
        if (count > 0) {
            filled += count;
        }
        return count >= 0;
    }

    private void makeRoom() {
        if (filled <= bytes.length - SPARE - LONGEST_CHARACTER) {
            return;
        }
        int free = (int) Math.max(0, keep - MARGIN - base);
        if (free < bytes.length / 2) {
            grow();
            return;
        }
        lines.advance(this, base + free);
        System.arraycopy(bytes, free, bytes, 0, filled - free);
        base += free;
        filled -= free;
        limit -= free;
        position -= free;
    }

    private void grow() {
        try {
            bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, bytes.length));
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new ValidationException(
                    List.of(Problem.at(
                            known(keep).place(script, this),
                            "what begins here does not fit into the memory; it has not ended after "
                                    + filled / (1 << 20) + " MB",
                            "look for a quote or a comment without an end, or allow more memory (-Xmx)")),
                    e);
        }
    }

    private ValidationException unreadable() throws IOException {
        long offset = base + limit;
        if (displaced == 0) {
            return problem(offset, "a NUL byte at offset " + offset, "take it out: no SQL text holds one");
        }
        String hex = HexFormat.of().withUpperCase().toHexDigits(displaced);
        return problem(
                offset,
                "not UTF-8: byte 0x" + hex + " at offset " + offset,
                "save the file as UTF-8, for example with iconv -f ISO-8859-1 -t UTF-8");
    }

    /** The text between two offsets. */
    String text(long from, long to) {
        return new String(bytes, index(from), (int) (to - from), StandardCharsets.UTF_8);
    }

    /** Where an offset stands, which must not lie before what is kept. */
    Spot spot(long offset) throws IOException {
        boolean advanced = true;
        while (advanced && index(offset) + MARGIN > limit) {
            advanced = advance();
        }
        return known(offset);
    }

    /** Where an offset stands, without what stands behind it in its line. */
    Spot known(long offset) {
        return lines.advance(this, Math.max(base, Math.min(keep, offset))).at(this, offset);
    }

    /** The place of an offset, which must not lie before what is kept. */
    Place place(long offset) throws IOException {
        return spot(offset).place(script, this);
    }

    /** The exception for a problem at an offset, which must not lie before what is kept. */
    ValidationException problem(long offset, String what, String remedy) throws IOException {
        return new ValidationException(Problem.at(place(offset), what, remedy));
    }

    /** The offset of the first byte that is still there. */
    long base() {
        return base;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
