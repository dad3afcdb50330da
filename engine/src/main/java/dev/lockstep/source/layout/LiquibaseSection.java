package dev.lockstep.source.layout;

import dev.lockstep.model.Script.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of one changeset in its file; the others are not read, however many there are.
 *
 * @param file the file
 * @param offset how many bytes stand before
 * @param length how many bytes it has
 * @param firstLine the number of its first line in the file
 */
record LiquibaseSection(Content file, long offset, long length, int firstLine) implements Content {
    @Override
    public InputStream open() throws IOException {
        InputStream all = file.open();
        try {
            all.skipNBytes(offset);
        } catch (IOException failed) {
            all.close();
            throw failed;
        }
        return new Limited(all, length);
    }

    /** As much of a stream. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream all, long length) {
            super(all);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? in.read() : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(left, length));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(left, count));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }
    }
}
