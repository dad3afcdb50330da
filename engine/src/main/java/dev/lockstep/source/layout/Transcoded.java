package dev.lockstep.source.layout;

import dev.lockstep.model.Script.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file that is written in another character set, as UTF-8.
 *
 * @param file the file
 * @param charset what it is written in
 */
record Transcoded(Content file, Charset charset) implements Content {

    /** The same content, if it is UTF-8 already. */
    static Content of(Content file, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? file : new Transcoded(file, charset);
    }

    @Override
    public InputStream open() throws IOException {
        return new Bytes(new BufferedReader(new InputStreamReader(file.open(), charset)));
    }

    /** The stream of the bytes. */
    private static final class Bytes extends InputStream {
        private final Reader reader;
        private final char[] text = new char[1 << 13];
        private byte[] ready = {};
        private int next;

        Bytes(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return advance() ? ready[next++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (!advance()) {
                return -1;
            }
            int count = Math.min(length, ready.length - next);
            System.arraycopy(ready, next, bytes, offset, count);
            next += count;
            return count;
        }

        /** Makes bytes ready if there are none; a pair of surrogates stays together. */
        private boolean advance() throws IOException {
            if (next < ready.length) {
                return true;
            }
            int count = reader.read(text, 0, text.length - 1);
            if (count < 0) {
                return false;
            }
            if (Character.isHighSurrogate(text[count - 1])) {
                int low = reader.read();
                if (low >= 0) {
                    text[count++] = (char) low;
                }
            }
            ready = new String(text, 0, count).getBytes(StandardCharsets.UTF_8);
            next = 0;
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
