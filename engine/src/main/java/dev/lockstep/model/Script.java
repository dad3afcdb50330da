package dev.lockstep.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A script: a name by which people find it, and its bytes, read as a stream and never held whole.
 *
 * @param name the file as it is shown in messages, for example {@code db/migrations/007_orders.up.sql}
 * @param content where the bytes come from
 * @param directives what is asked for from outside; its own comments come after that
 */
public record Script(String name, Content content, Directives directives) {
    /** A script of which nothing is asked from outside. */
    public Script(String name, Content content) {
        this(name, content, Directives.NONE);
    }

    /** A script's bytes, which may be opened any number of times. */
    @FunctionalInterface
    public interface Content {
        /**
         * A fresh stream over the bytes, in UTF-8; the caller closes it.
         *
         * @throws IOException if they cannot be read
         */
        InputStream open() throws IOException;

        /** Which line of the file that people know is the first one here, from 1. */
        default int firstLine() {
            return 1;
        }

        /** What must hold before the script is executed. */
        default Optional<Precondition> precondition() {
            return Optional.empty();
        }

        /** Why the script cannot be executed here, if that is known without reading it. */
        default Optional<Problem> refusal() {
            return Optional.empty();
        }
    }

    /** A script that is no SQL: it can be listed, and every attempt to read it ends with the problem. */
    public static Script refused(String name, Problem problem) {
        return new Script(name, new Refused(problem));
    }

    private record Refused(Problem problem) implements Content {
        @Override
        public InputStream open() {
            throw new ValidationException(problem);
        }

        @Override
        public Optional<Problem> refusal() {
            return Optional.of(problem);
        }
    }

    /** A script whose text is at hand. */
    public static Script ofText(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Script(name, () -> new ByteArrayInputStream(bytes));
    }

    /** The same script, seen through another content. */
    public Script with(Content other) {
        return new Script(name, other, directives);
    }

    /** The same script, with this asked for from outside. */
    public Script with(Directives other) {
        return new Script(name, content, other);
    }

    /** Opens {@link #content()}. */
    public InputStream open() throws IOException {
        return content.open();
    }

    /** The script's name. */
    @Override
    public String toString() {
        return name;
    }
}
