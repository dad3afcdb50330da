package dev.lockstep.source.layout;

import dev.lockstep.model.Script.Content;
import dev.lockstep.source.Translation;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Goes through the lines of a file and knows where each begins; of a very long one only the beginning is kept. */
final class LiquibaseLines implements Closeable {
    private final InputStream in;
    private final byte[] head = new byte[Translation.LONGEST_MARK];
    private String text = "";
    private long offset;
    private long next;
    private int number;
    private boolean endsInReturn;

    LiquibaseLines(Content file) throws IOException {
        this.in = new BufferedInputStream(file.open(), 1 << 16);
    }

    /** Moves to the next line; false at the end of the file. */
    boolean next() throws IOException {
        offset = next;
        int value = first();
        if (value < 0) {
            return false;
        }
        int count = 0;
        while (value >= 0 && value != '\n' && value != '\r') {
            if (count < head.length) {
                head[count++] = (byte) value;
            }
            value = read();
        }
        endsInReturn = value == '\r';
        number++;
        text = new String(head, 0, count, StandardCharsets.UTF_8);
        if (number == 1 && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        return true;
    }

    /** The first byte of a line; a line feed behind a carriage return belongs to the line before. */
    private int first() throws IOException {
        int value = read();
        if (endsInReturn && value == '\n') {
            offset = next;
            value = read();
        }
        return value;
    }

    private int read() throws IOException {
        int value = in.read();
        next += value < 0 ? 0 : 1;
        return value;
    }

    /** The line, without its end. */
    String text() {
        return text;
    }

    /** Where the line begins. */
    long offset() {
        return offset;
    }

    /** Its number, from 1. */
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
