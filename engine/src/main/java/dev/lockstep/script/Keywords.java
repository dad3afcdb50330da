package dev.lockstep.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds words in any case without making a string of each: a hash table over bytes.
 *
 * @param <M> what a word means
 */
final class Keywords<M> {
    private static final byte UPPER_CASE = (byte) 0xDF;

    private final List<byte[]> words = new ArrayList<>();
    private final List<M> meanings = new ArrayList<>();
    private final int[] slots;
    private int longest;

    Keywords(Map<String, M> known) {
        slots = new int[4 * Integer.highestOneBit(known.size() + 1)];
        known.forEach(this::add);
    }

    private void add(String word, M meaning) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        words.add(bytes);
        meanings.add(meaning);
        longest = Math.max(longest, bytes.length);
        int slot = slot(bytes, 0, bytes.length);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = words.size();
    }

    /** The meaning of the word between two indexes, if it has any. */
    @Nullable
    M find(byte[] bytes, int from, int to) {
        if (to - from > longest) {
            return null;
        }
        int slot = slot(bytes, from, to);
        while (slots[slot] != 0) {
            if (isEqual(words.get(slots[slot] - 1), bytes, from, to)) {
                return meanings.get(slots[slot] - 1);
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    private int slot(byte[] bytes, int from, int to) {
        int hash = to - from;
        hash = 31 * hash + (bytes[from] & UPPER_CASE);
        hash = 31 * hash + (bytes[to - 1] & UPPER_CASE);
        return (hash ^ hash >>> 6) & (slots.length - 1);
    }

    private static boolean isEqual(byte[] word, byte[] bytes, int from, int to) {
        if (word.length != to - from) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((word[i] & UPPER_CASE) != (bytes[from + i] & UPPER_CASE)) {
                return false;
            }
        }
        return true;
    }
}
