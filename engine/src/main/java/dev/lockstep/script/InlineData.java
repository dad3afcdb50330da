package dev.lockstep.script;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of data that follow {@code COPY ... FROM STDIN;}, up to a line {@code \.} or the end of the script, as psql
 * has it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS">PostgreSQL: COPY</a>
 */
final class InlineData extends InputStream {
    private final Window window;
    private final TokenForm form;
    private boolean atLineStart = true;
    private boolean ended;

    InlineData(Window window, TokenForm form) {
        this.window = window;
        this.form = form;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = available(length);
        if (count > 0) {
            System.arraycopy(window.bytes, window.position, target, offset, count);
            pass(count);
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Passes over what has not been read. */
    void finish() throws IOException {
        for (int count = available(Integer.MAX_VALUE); count > 0; count = available(Integer.MAX_VALUE)) {
            pass(count);
        }
    }

    /** How many bytes stand ready, up to the end of a line; 0 at the end of the data. */
    private int available(int wanted) throws IOException {
        window.release(window.offset());
        if (ended || window.peek(0) == 0 || (atLineStart && isEnd())) {
            end();
            return 0;
        }
        byte[] bytes = window.bytes;
        int index = window.position;
        int limit = (int) Math.min(window.limit, (long) index + wanted);
        while (index < limit && bytes[index] != '\n' && bytes[index] != '\r') {
            index++;
        }
        return Math.min(index + 1, limit) - window.position;
    }

    private void pass(int count) {
        form.data(window.bytes, window.position, count);
        window.pass(count);
        byte last = window.bytes[window.position - 1];
        atLineStart = last == '\n' || last == '\r';
    }

    private boolean isEnd() throws IOException {
        if (window.peek(0) != '\\' || window.peek(1) != '.') {
            return false;
        }
        int after = window.peek(2);
        return after == '\n' || after == '\r' || after == 0;
    }

    private void end() throws IOException {
        if (!ended) {
            ended = true;
            window.pass(window.peek(0) == 0 ? 0 : 2);
            form.endData();
        }
    }
}
