package dev.lockstep.model;

/**
 * One statement of a script.
 *
 * @param number its place in the script, from 1
 * @param line the line in which it begins, from 1
 * @param column the column in which it begins, from 1, in characters (a surrogate pair is one)
 * @param effect what it does to a transaction
 * @param text the script's own text, byte for byte, from its first token to its last, without the delimiter
 */
public record Statement(int number, int line, int column, Effect effect, String text) {
    private static final int EXCERPT_LENGTH = 60;

    /** The beginning of the text on one line, cut with an ellipsis where it is long. */
    public String excerpt() {
        return excerpt(text);
    }

    static String excerpt(String text) {
        String head = beginning(text, 4 * EXCERPT_LENGTH);
        String line = head.strip().replaceAll("\\s+", " ");
        return line.length() <= EXCERPT_LENGTH && head.length() == text.length()
                ? line
                : beginning(line, EXCERPT_LENGTH - 1) + "…";
    }

    /** At most so many characters, and one less where a surrogate pair would be torn. */
    private static String beginning(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
