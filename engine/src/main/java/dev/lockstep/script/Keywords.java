package dev.lockstep.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds words in any case without making a string of each: a hash table over bytes. The first eight letters of a word,
 * looked at together, are its key.
 *
 * @param <M> what a word means
 */
final class Keywords<M> {
    private static final long UPPER_CASE = 0xDFDF_DFDF_DFDF_DFDFL;

    /** 2^64 divided by the golden ratio: a multiple's highest bits depend on all bits of the key. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final List<byte[]> words = new ArrayList<>();
    private final List<M> meanings = new ArrayList<>();
    private final long[] keys;
    private final int[] slots;
    private int longest;

    Keywords(Map<String, M> known) {
        slots = new int[4 * Integer.highestOneBit(known.size() + 1)];
        keys = new long[slots.length];
        known.forEach(this::add);
    }

    private void add(String word, M meaning) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        words.add(bytes);
        meanings.add(meaning);
        longest = Math.max(longest, bytes.length);
        long key = key(Arrays.copyOf(bytes, bytes.length + Long.BYTES), 0, bytes.length);
        int slot = slot(key);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        keys[slot] = key;
        slots[slot] = words.size();
    }

    /** The meaning of the word between two indexes, if it has any; eight bytes behind the first are there to be looked at. */
    @Nullable
    M find(byte[] bytes, int from, int to) {
        if (to - from > longest) {
            return null;
        }
        long key = key(bytes, from, to - from);
        for (int slot = slot(key); slots[slot] != 0; slot = next(slot)) {
            if (keys[slot] == key && isEqualFromEighth(words.get(slots[slot] - 1), bytes, from, to)) {
                return meanings.get(slots[slot] - 1);
            }
        }
        return null;
    }

    private static long key(byte[] bytes, int from, int length) {
        long key = Utf8.eightAt(bytes, from) & UPPER_CASE;
        return length < Long.BYTES ? key & ~(-1L << (length * Byte.SIZE)) : key;
    }

    private int slot(long key) {
        return (int) ((key * SPREAD) >>> Integer.SIZE) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private static boolean isEqualFromEighth(byte[] word, byte[] bytes, int from, int to) {
        if (word.length != to - from) {
            return false;
        }
        for (int i = Long.BYTES; i < word.length; i++) {
            if (word[i] != (bytes[from + i] & (byte) UPPER_CASE)) {
                return false;
            }
        }
        return true;
    }
}
