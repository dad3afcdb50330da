package dev.lockstep.model;

import java.util.regex.Pattern;

/**
 * A place in a script.
 *
 * @param file the script's name
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters (a surrogate pair is one); 0 where the whole file is meant
 * @param excerpt the text of that line, or of the part of a long line around the column; empty where the file is meant
 * @param caret how many characters of the excerpt stand before the place
 */
public record Place(String file, int line, int column, String excerpt, int caret) {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]");

    /** Shows a replacement for each character of the excerpt that would steer a terminal, or turn the text around. */
    public Place {
        excerpt = CONTROL.matcher(excerpt).replaceAll("\uFFFD");
    }

    /** The file as a whole. */
    public static Place of(Script script) {
        return new Place(script.name(), 0, 0, "", 0);
    }

    /** {@code file:line:column}, or the file alone. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
