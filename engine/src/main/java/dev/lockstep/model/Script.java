package dev.lockstep.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A script: a name by which people find it, and its bytes, read as a stream and never held whole.
 *
 * @param name the file as it is shown in messages, for example {@code db/migrations/007_orders.up.sql}
 * @param content where the bytes come from
 */
public record Script(String name, Content content) {

    /** A script's bytes, which may be opened any number of times. */
    @FunctionalInterface
    public interface Content {
        /**
         * A fresh stream over the bytes, in UTF-8; the caller closes it.
         *
         * @throws IOException if they cannot be read
         */
        InputStream open() throws IOException;
    }

    /** A script whose text is at hand. */
    public static Script ofText(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Script(name, () -> new ByteArrayInputStream(bytes));
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
