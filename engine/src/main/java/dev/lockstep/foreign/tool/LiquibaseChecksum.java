package dev.lockstep.foreign.tool;

import dev.lockstep.foreign.ForeignHistory.Likeness;
import dev.lockstep.model.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The checksum of a changeset that is SQL, as Liquibase has taken it since release 4.22: the MD5 of the SQL without blanks and
 * ends of lines, and of that, as the only change of the changeset, another MD5.
 *
 * @param sql over the SQL as the file has it
 * @param filled the same with placeholders replaced
 * @param isTranslated whether the SQL seen here may differ from the tool's in what ends its statements
 */
record LiquibaseChecksum(String sql, String filled, boolean isTranslated) {
    /** What such a checksum begins with. */
    static final String VERSION = "9:";

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");
    private static final Pattern TRANSLATED = Pattern.compile("\\s*;\\s*|-- lockstep: .*");

    /**
     * Reads a changeset.
     *
     * @param filled replaces placeholders in a line
     */
    static LiquibaseChecksum of(Script script, UnaryOperator<String> filled) throws IOException {
        MessageDigest asItIs = md5();
        MessageDigest withValues = md5();
        boolean isTranslated = false;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(script.open(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                asItIs.update(bytes(line));
                withValues.update(bytes(filled.apply(line)));
                isTranslated |= TRANSLATED.matcher(line).matches();
            }
        }
        return new LiquibaseChecksum(ofChange(asItIs), ofChange(withValues), isTranslated);
    }

    private static byte[] bytes(String line) {
        return BLANKS.matcher(line).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }

    private static String ofChange(MessageDigest sql) {
        String change = VERSION + hex(sql) + ":";
        MessageDigest changeset = md5();
        changeset.update(change.getBytes(StandardCharsets.UTF_8));
        return VERSION + hex(changeset);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What a recorded checksum says of the changeset. */
    Likeness compare(String recorded) {
        if (recorded.equals(sql) || recorded.equals(filled)) {
            return Likeness.SAME;
        }
        return isTranslated ? Likeness.UNKNOWN : Likeness.EDITED;
    }
}
