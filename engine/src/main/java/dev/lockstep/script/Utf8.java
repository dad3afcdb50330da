package dev.lockstep.script;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What is UTF-8, by the table of well-formed sequences in the Unicode Standard (3.9, table 3-7), and is not NUL. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BLANKS = 0x2020202020202020L;

    private Utf8() {}

    /** The index of the first byte that is not the beginning of a whole well-formed character, or the end. */
    static int validUpTo(byte[] bytes, int from, int to) {
        int index = from;
        while (index < to) {
            index = plainUpTo(bytes, index, to);
            int length = index < to ? lengthAt(bytes, index, to) : 0;
            if (length <= 0) {
                return index;
            }
            index += length;
        }
        return index;
    }

    /** Whether the bytes are none, or a character of which the end is missing. */
    static boolean isIncomplete(byte[] bytes, int from, int to) {
        return from == to || lengthAt(bytes, from, to) < 0;
    }

    /** Whether a byte is one inside a character, not its first. */
    static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /** Eight bytes together, the first of them lowest. */
    static long eightAt(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** The index of the next line feed or carriage return, or the end; looks at eight bytes at once. */
    static int lineEndFrom(byte[] bytes, int from, int to) {
        int index = from;
        while (index < to) {
            if (index <= to - Long.BYTES && !mayHoldControl(eightAt(bytes, index))) {
                index += Long.BYTES;
            } else if (bytes[index] == '\n' || bytes[index] == '\r') {
                return index;
            } else {
                index++;
            }
        }
        return index;
    }

    /** The index of the next of two bytes, or the end; looks at eight bytes at once. */
    static int find(byte[] bytes, int from, int to, byte one, byte other) {
        long ones = LOW_BITS * one;
        long others = LOW_BITS * other;
        int index = from;
        while (index <= to - Long.BYTES) {
            long eight = eightAt(bytes, index);
            long found = zeros(eight ^ ones) | zeros(eight ^ others);
            if (found != 0) {
                return index + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            index += Long.BYTES;
        }
        while (index < to && bytes[index] != one && bytes[index] != other) {
            index++;
        }
        return index;
    }

    /** The high bit of each byte that is 0; of bytes behind the first such, perhaps of others too. */
    private static long zeros(long eight) {
        return (eight - LOW_BITS) & ~eight & HIGH_BITS;
    }

    /** Whether one of eight bytes lies below a space; it may be wrong only by saying yes. */
    private static boolean mayHoldControl(long eight) {
        return ((eight - BLANKS) & ~eight & HIGH_BITS) != 0;
    }

    /** Passes over ASCII, eight bytes at once: none of them may have its high bit set or be 0. */
    private static int plainUpTo(byte[] bytes, int from, int to) {
        int index = from;
        while (index <= to - Long.BYTES) {
            long eight = eightAt(bytes, index);
            if (((eight | (eight - LOW_BITS)) & HIGH_BITS) != 0) {
                break;
            }
            index += Long.BYTES;
        }
        while (index < to && bytes[index] > 0) {
            index++;
        }
        return index;
    }

    /** The length of the character that begins here; 0 if none does, -1 if its end is missing. */
    private static int lengthAt(byte[] bytes, int index, int to) {
        int first = bytes[index] & 0xFF;
        if (first < 0x80) {
            return first == 0 ? 0 : 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        for (int i = 1; i < length; i++) {
            if (index + i == to) {
                return -1;
            }
            if (!isContinuation(bytes[index + i]) || (i == 1 && !fits(first, bytes[index + 1] & 0xFF))) {
                return 0;
            }
        }
        return length;
    }

    /** Keeps out what has a shorter form, surrogates, and what lies beyond U+10FFFF. */
    private static boolean fits(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }
}
