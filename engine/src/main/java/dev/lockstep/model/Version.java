package dev.lockstep.model;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration's version: digits and dots, of any length, compared by number, part by part. Leading zeros of a part and
 * trailing zero parts do not count: {@code 1.10 > 1.9}, {@code 007 = 7}, {@code 1 = 1.0}. Where a tool orders its
 * versions otherwise, each can be given what it is sorted by; which versions are the same does not depend on that.
 */
public final class Version implements Comparable<Version> {
    private static final Pattern LEGAL = Pattern.compile("\\d++(?:\\.\\d++)*+");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    private final String text;
    private final @Nullable String key;
    private final String[] parts;

    private Version(String text, @Nullable String key) {
        this.text = text;
        this.key = key;
        this.parts = significantParts(text);
    }

    /**
     * The version that the text names.
     *
     * @throws IllegalArgumentException if the text is anything but digits separated by single dots
     */
    public static Version of(String text) {
        if (!isVersion(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a version: digits and single dots, like 7 or 1.10");
        }
        return new Version(text, null);
    }

    /** The same version, to be compared as text by this key; others that have none are compared by their text. */
    public Version sortedBy(String sortKey) {
        return new Version(text, sortKey);
    }

    /** Whether the text is a legal version. */
    public static boolean isVersion(String text) {
        return LEGAL.matcher(text).matches();
    }

    /** The version as its file wrote it, leading zeros included. */
    public String text() {
        return text;
    }

    /** Whether this is version 0, which stands for the state before the first migration. */
    public boolean isZero() {
        return parts.length == 0;
    }

    private static String[] significantParts(String text) {
        String[] parts = DOT.split(text);
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = LEADING_ZEROS.matcher(parts[i]).replaceFirst("");
            if (!parts[i].isEmpty()) {
                length = i + 1;
            }
        }
        return Arrays.copyOf(parts, length);
    }

    @Override
    public int compareTo(Version other) {
        if (key != null || other.key != null) {
            return (key == null ? text : key).compareTo(other.key == null ? other.text : other.key);
        }
        int common = Math.min(parts.length, other.parts.length);
        for (int i = 0; i < common; i++) {
            int order = compareNumbers(parts[i], other.parts[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.length, other.parts.length);
    }

    /** Compares two numbers without leading zeros: the longer is the greater, so no number is too long. */
    private static int compareNumbers(String left, String right) {
        int byLength = Integer.compare(left.length(), right.length());
        return byLength != 0 ? byLength : left.compareTo(right);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts);
    }

    /** The version's text. */
    @Override
    public String toString() {
        return text;
    }
}
