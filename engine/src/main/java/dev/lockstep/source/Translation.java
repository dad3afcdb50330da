package dev.lockstep.source;

import dev.lockstep.model.Script.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A file as seen through a rule for its lines. A line is kept byte for byte, left out, or replaced by another, such as a
 * directive for a tool's mark; its end always stays, so that a place in what is seen is a place in the file. It is read as
 * a stream; of a line longer than {@link #LONGEST_MARK} bytes the rule sees the beginning, and may only keep it or leave
 * it out. What a rule throws, the reader of the script gets.
 *
 * @param file the file
 * @param rules makes a rule for each reading, since a rule may remember what it has seen
 */
public record Translation(Content file, Supplier<Rule> rules) implements Content {
    /** How many bytes of a line a rule sees. */
    public static final int LONGEST_MARK = 4096;

    /** What becomes of the lines, one after the other. */
    @FunctionalInterface
    public interface Rule {
        /** Stands for a line that is left out. */
        String NOTHING = "";

        /**
         * What stands for a line.
         *
         * @param line the line without its end, and without a byte order mark
         * @return the same to keep it, {@link #NOTHING} to leave it out, else another line
         */
        String see(String line);

        /** The file ends. */
        default void end() {}
    }

    @Override
    public int firstLine() {
        return file.firstLine();
    }

    @Override
    public InputStream open() throws IOException {
        return new Seen(new BufferedInputStream(file.open(), 1 << 16), rules.get());
    }

    /** The stream of what is seen. */
    private static final class Seen extends InputStream {
        private final BufferedInputStream in;
        private final Rule rule;
        private final byte[] head = new byte[LONGEST_MARK];
        private byte[] ready = {};
        private int next;
        private boolean keepsRest;
        private boolean isInside;

        Seen(BufferedInputStream in, Rule rule) {
            this.in = in;
            this.rule = rule;
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

        /** Makes the next part of a line ready; false at the end. */
        private boolean advance() throws IOException {
            int count = 0;
            int value = -1;
            while (count < head.length && (value = in.read()) >= 0) {
                head[count++] = (byte) value;
                if (value == '\n' || value == '\r') {
                    break;
                }
            }
            if (count == 0) {
                rule.end();
                return false;
            }
            boolean ends = value == '\n' || value == '\r';
            ready = seen(count, ends ? count - 1 : count);
            next = 0;
            isInside = !ends;
            return true;
        }

        private byte[] seen(int count, int end) {
            String part = new String(head, 0, end, StandardCharsets.UTF_8);
            if (!isInside) {
                String line = part.startsWith("\uFEFF") ? part.substring(1) : part;
                String seen = rule.see(line);
                keepsRest = seen.equals(line);
                if (!keepsRest) {
                    String lineEnd = end < count ? Character.toString(head[end]) : "";
                    return (seen + lineEnd).getBytes(StandardCharsets.UTF_8);
                }
            } else if (!keepsRest) {
                return end < count ? new byte[] {head[end]} : new byte[] {};
            }
            return Arrays.copyOf(head, count);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
