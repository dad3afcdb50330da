package dev.lockstep.foreign.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** The ways in which releases of Flyway have taken the checksum of a file: a CRC-32, read as a signed number. */
enum FlywayChecksum {
    /** Over the lines without their ends and without a byte order mark: since 4.1. */
    LINES {
        @Override
        void update(CRC32 sum, InputStream script, UnaryOperator<String> filled) throws IOException {
            lines(sum, script, filled);
        }
    },
    /** Over the bytes of the file: releases before 4.0. */
    BYTES {
        @Override
        void update(CRC32 sum, InputStream script, UnaryOperator<String> filled) throws IOException {
            byte[] buffer = new byte[1 << 16];
            for (int count = script.read(buffer); count >= 0; count = script.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
    },
    /** Over the lines without the blanks around them: 4.0. */
    TRIMMED {
        @Override
        void update(CRC32 sum, InputStream script, UnaryOperator<String> filled) throws IOException {
            lines(sum, script, line -> filled.apply(line).trim());
        }
    };

    abstract void update(CRC32 sum, InputStream script, UnaryOperator<String> filled) throws IOException;

    /**
     * The checksum of a file.
     *
     * @param filled what becomes of a line before it counts
     */
    int of(InputStream script, UnaryOperator<String> filled) throws IOException {
        CRC32 sum = new CRC32();
        update(sum, script, filled);
        return (int) sum.getValue();
    }

    private static void lines(CRC32 sum, InputStream script, UnaryOperator<String> filled) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line != null && line.startsWith("\uFEFF")) {
            line = line.substring(1);
        }
        for (; line != null; line = reader.readLine()) {
            sum.update(filled.apply(line).getBytes(StandardCharsets.UTF_8));
        }
    }
}
