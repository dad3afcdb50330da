package dev.lockstep.model;

/**
 * A digest of a script with the name of the algorithm that made it, written {@code algorithm:hex}. Two checksums are
 * comparable only if their algorithms are equal; an algorithm, once released, never changes.
 *
 * @param algorithm {@value #TOKENS} over the script's tokens, {@value #BYTES} over its bytes
 * @param hex the digest in lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {
    /** SHA-256 over the tokens: comments, blanks, line ends and a byte order mark do not count. */
    public static final String TOKENS = "v1";

    /** SHA-256 over the bytes of the file. */
    public static final String BYTES = "sha256";

    /**
     * The checksum that was written as {@code algorithm:hex}.
     *
     * @throws IllegalArgumentException if there is no colon in the text
     */
    public static Checksum parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a checksum: algorithm:digest");
        }
        return new Checksum(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The form in which it is stored: {@code algorithm:hex}. */
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
