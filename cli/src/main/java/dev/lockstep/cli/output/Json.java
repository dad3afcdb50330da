package dev.lockstep.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * One JSON document, written as it comes: a script of any length passes through. Whatever happens, it ends as a
 * document: what was open is closed, and the failure is told in it.
 */
public final class Json {
    private final JsonGenerator generator;
    private boolean hasEvents;

    /** Begins the document of a command. */
    public Json(PrintWriter out, String command) {
        try {
            generator = new JsonFactory().createGenerator(out);
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.useDefaultPrettyPrinter();
            generator.writeStartObject();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        text("command", command);
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A field with a text. */
    public void text(String name, String value) {
        write(() -> generator.writeStringField(name, value));
    }

    /** A field with a text, or null. */
    public void text(String name, Optional<?> value) {
        write(() -> generator.writeStringField(name, value.map(Object::toString).orElse(null)));
    }

    /** A field with a number. */
    public void number(String name, long value) {
        write(() -> generator.writeNumberField(name, value));
    }

    /** A field with yes or no. */
    public void flag(String name, boolean value) {
        write(() -> generator.writeBooleanField(name, value));
    }

    /** A field with a list of texts. */
    public void texts(String name, Iterable<String> values) {
        array(name, () -> values.forEach(value -> write(() -> generator.writeString(value))));
    }

    /** A field with a list, of which the objects are written in between. */
    public void array(String name, Runnable content) {
        write(() -> generator.writeArrayFieldStart(name));
        content.run();
        write(generator::writeEndArray);
    }

    /** A field with an object, of which the fields are written in between. */
    public void object(String name, Runnable content) {
        write(() -> generator.writeObjectFieldStart(name));
        content.run();
        write(generator::writeEndObject);
    }

    /** An object of a list, of which the fields are written in between. */
    public void element(Runnable content) {
        write(generator::writeStartObject);
        content.run();
        write(generator::writeEndObject);
    }

    /** An object of the list {@code events}, which is begun with the first one. */
    void event(String what, Runnable content) {
        if (!hasEvents) {
            hasEvents = true;
            write(() -> generator.writeArrayFieldStart("events"));
        }
        element(() -> {
            text("event", what);
            content.run();
        });
        write(generator::flush);
    }

    /** Ends the list of events, if there is one. */
    void endEvents() {
        if (hasEvents && generator.getOutputContext().inArray()) {
            write(generator::writeEndArray);
        }
    }

    /** Closes what the failure left open, down to the document itself, and tells of the failure. */
    public void fail(Answer failure) {
        while (!generator.getOutputContext().getParent().inRoot()) {
            write(generator.getOutputContext().inArray() ? generator::writeEndArray : generator::writeEndObject);
        }
        failure.write(this);
    }

    /** Ends the document. */
    public void end(List<String> notes, int exitCode) {
        texts("notes", notes);
        number("exitCode", exitCode);
        write(() -> {
            generator.writeEndObject();
            generator.writeRaw(System.lineSeparator());
            generator.flush();
        });
    }
}
