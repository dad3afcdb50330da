package dev.lockstep.foreign.tool;

import dev.lockstep.model.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The checksums of a file, as releases of Flyway have taken them: each a CRC-32, read as a signed number.
 *
 * @param lines over the lines without their ends and without a byte order mark: since 4.1
 * @param filled the same with placeholders replaced: repeatable migrations, since 4.1
 * @param trimmed over the lines without the blanks around them: 4.0
 * @param bytes over the bytes of the file: releases before 4.0
 */
record FlywayChecksum(int lines, int filled, int trimmed, int bytes) {

    /**
     * Reads a file once for all of them.
     *
     * @param filled replaces placeholders in a line
     */
    static FlywayChecksum of(Script script, UnaryOperator<String> filled) throws IOException {
        CRC32 ofLines = new CRC32();
        CRC32 ofFilled = new CRC32();
        CRC32 ofTrimmed = new CRC32();
        CRC32 ofBytes = new CRC32();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new CheckedInputStream(script.open(), ofBytes), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            if (line != null && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            for (; line != null; line = reader.readLine()) {
                update(ofLines, line);
                filled.apply(line).lines().forEach(each -> update(ofFilled, each));
                update(ofTrimmed, line.trim());
            }
        }
        return new FlywayChecksum(value(ofLines), value(ofFilled), value(ofTrimmed), value(ofBytes));
    }

    private static void update(CRC32 sum, String line) {
        sum.update(line.getBytes(StandardCharsets.UTF_8));
    }

    private static int value(CRC32 sum) {
        return (int) sum.getValue();
    }

    /** Whether any release would have recorded this number. */
    boolean isOneOf(int recorded) {
        return recorded == lines || recorded == filled || recorded == trimmed || recorded == bytes;
    }
}
