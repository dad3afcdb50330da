package dev.lockstep.source.layout;

import dev.lockstep.model.Script.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file in another encoding, as UTF-8; bytes that are none of that encoding are an error when they are read.
 *
 * @param file the file
 * @param encoding what it is written in
 */
record Recoded(Content file, Charset encoding) implements Content {

    /** The same content, if it is in UTF-8 already. */
    static Content of(Content file, Charset encoding) {
        return encoding.equals(StandardCharsets.UTF_8) ? file : new Recoded(file, encoding);
    }

    @Override
    public InputStream open() throws IOException {
        return new Stream(new InputStreamReader(file.open(), encoding.newDecoder()));
    }

    private static final class Stream extends InputStream {
        private static final int MOST_CHARACTERS = 1 << 14;

        private final Reader reader;
        private final char[] characters = new char[MOST_CHARACTERS];
        private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        private final Writer encoder = new OutputStreamWriter(encoded, StandardCharsets.UTF_8);
        private byte[] ready = {};
        private int next;

        Stream(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (next == ready.length) {
                if (!advance()) {
                    return -1;
                }
            }
            int count = Math.min(length, ready.length - next);
            System.arraycopy(ready, next, bytes, offset, count);
            next += count;
            return count;
        }

        private boolean advance() throws IOException {
            int count = reader.read(characters);
            if (count < 0) {
                return false;
            }
            encoder.write(characters, 0, count);
            encoder.flush();
            ready = encoded.toByteArray();
            next = 0;
            encoded.reset();
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
