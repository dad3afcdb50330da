package dev.lockstep.run;

import dev.lockstep.dialect.Traits;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import dev.lockstep.model.ValidationException;
import dev.lockstep.script.ScriptReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several scripts in one, each as a part of it. It is read as a stream, one script after the other.
 *
 * @param head the comment above all of them
 * @param scripts the scripts, in the order in which they are executed
 */
record JoinedScripts(String head, List<Script> scripts) implements Content {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @Override
    public InputStream open() {
        return new Joined(Stream.concat(Stream.of(text(head)), scripts.stream().flatMap(JoinedScripts::part))
                .iterator());
    }

    /** One stream after the other, each opened when those before it have ended. */
    private static final class Joined extends InputStream {
        private final Iterator<InputStream> rest;
        private InputStream current = InputStream.nullInputStream();

        Joined(Iterator<InputStream> streams) {
            this.rest = streams;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = current.read(bytes, offset, length);
            while (count < 0 && rest.hasNext()) {
                current.close();
                current = rest.next();
                count = current.read(bytes, offset, length);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }

    /** The mark of a part, with what is asked for from outside of its script; the script; an end for its last line. */
    private static Stream<InputStream> part(Script script) {
        String mark =
                "\n-- " + script.name().replaceFirst(".*[/\\\\]", "") + "\n-- lockstep: part " + script.directives();
        return Stream.of(text(mark.stripTrailing() + "\n"), opened(script), text("\n"));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A byte order mark is one at the beginning of a file alone. */
    private static InputStream opened(Script script) {
        try {
            PushbackInputStream stream = new PushbackInputStream(script.open(), BYTE_ORDER_MARK.length);
            byte[] first = stream.readNBytes(BYTE_ORDER_MARK.length);
            if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
                stream.unread(first);
            }
            return stream;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Sees that the joined script is read as the scripts by themselves are, statement by statement.
     *
     * @throws ValidationException if it is not
     */
    void check(Script joined, Traits traits) throws IOException {
        try (ScriptReader reader = new ScriptReader(joined, traits)) {
            for (Script script : scripts) {
                ScriptReader.outline(script, traits, statement -> check(reader, statement));
            }
        } catch (UncheckedIOException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static void check(ScriptReader joined, ScriptReader original) {
        try {
            boolean isSame = joined.next()
                    && joined.statement().text().equals(original.statement().text())
                    && joined.ruling().effect() == original.ruling().effect()
                    && joined.timeout().equals(original.timeout())
                    && joined.replacesPlaceholders() == original.replacesPlaceholders();
            if (!isSame) {
                throw new ValidationException(Problem.at(
                        new Place(original.script(), 0, 0, "", 0),
                        "behind other scripts this one would be read otherwise than by itself",
                        "see that the script before it ends its last statement and its last comment; or make the"
                                + " baseline of a dump, with --from FILE"));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
