package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Token;
import dev.lockstep.model.Checksum;
import dev.lockstep.model.Directives;
import dev.lockstep.model.Place;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script as a stream, one statement after the other. In memory are the current statement and a buffer, however
 * long the script is. A statement's text is the script's own, byte for byte.
 */
public final class ScriptScanner implements Closeable {
    private final Window window;
    private final Lexicon lexicon;
    private final TokenForm form;
    private final Statements statements;
    private @Nullable Spot spot;
    private @Nullable DataStatement data;

    /**
     * Opens a script.
     *
     * @throws IOException if it cannot be read
     */
    public ScriptScanner(Script script, Lexicon lexicon) throws IOException {
        this(script, lexicon, Window.SIZE);
    }

    ScriptScanner(Script script, Lexicon lexicon, int size) throws IOException {
        this.window = new Window(script, size);
        this.lexicon = lexicon;
        this.form = new TokenForm(window);
        this.statements = new Statements(window, lexicon, form, script.directives());
    }

    /**
     * Moves to the next statement; false at the end of the script.
     *
     * @throws ValidationException if what follows cannot be read as statements, with its place
     * @throws IOException if the script cannot be read
     */
    public boolean next() throws IOException {
        finishData();
        data = null;
        spot = null;
        boolean found = statements.next();
        if (found && statements.takesData()) {
            spot = spot();
            Place place = window.place(statements.start());
            data = DataStatement.begin(window, form, window.text(statements.start(), statements.end()), place);
        }
        return found;
    }

    private void finishData() throws IOException {
        if (data != null) {
            data.finish();
        }
    }

    /** The number of the current statement, from 1. */
    public int number() {
        return statements.number();
    }

    /** The line in which the current statement begins, from 1. */
    public int line() {
        return spot().line();
    }

    /** The column in which the current statement begins, from 1, in characters. */
    public int column() {
        return spot().column();
    }

    /** The offset at which the current statement begins, in bytes from the beginning of the file. */
    public long offset() {
        return statements.start();
    }

    private Spot spot() {
        if (spot == null) {
            spot = window.known(statements.start());
        }
        return spot;
    }

    /** The text of the current statement as it stands in the script, from its first token to its last. */
    public String text() {
        return data == null ? window.text(statements.start(), statements.end()) : data.text();
    }

    /** The first tokens of the current statement, at most so many, by the rules that hold where it stands. */
    public List<Token> head(int limit) {
        try {
            return data == null
                    ? statements.head(limit)
                    : Tokenizer.tokens(data.text(), lexicon, statements.rules(), limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens of another text, by the rules that hold behind the current statement. */
    List<Token> tokens(String text) {
        return Tokenizer.tokens(text, lexicon, statements.rules(), Integer.MAX_VALUE);
    }

    /** What is asked for where the current statement stands; known once {@link #next()} has been called. */
    public Directives directives() {
        return statements.directives();
    }

    /** In which part of the script the current statement stands, from 1; 0 in a script that has none. */
    int part() {
        return statements.part();
    }

    /** Whether data follows the current statement: {@code COPY ... FROM STDIN}. */
    public boolean hasInlineData() {
        return data != null;
    }

    /**
     * The data that follows the current statement, as a stream of the script's own bytes. What is not read of it,
     * {@link #next()} passes over.
     *
     * @throws IllegalStateException if none follows, or {@link #hash()} has already passed over it
     */
    public InputStream inlineData() {
        if (data == null) {
            throw new IllegalStateException("no data follows this statement");
        }
        return data.open();
    }

    /**
     * The hash of the script's token form up to and with the current statement, in hexadecimal digits. The data that
     * follows a statement belongs to it: what has not been read of it is passed over, and cannot be read any more.
     */
    public String hash() {
        try {
            finishData();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return form.hex();
    }

    /**
     * The hash of the script's token form up to the current statement, without it: what {@link #hash()} was for the one
     * before. So a caller that needs few hashes can ask when it knows which.
     */
    public String hashBefore() {
        return form.hexBefore();
    }

    /** The checksum over the whole script's token form; known once {@link #next()} has returned false. */
    public Checksum checksum() {
        return new Checksum(Checksum.TOKENS, form.hex());
    }

    /**
     * The place of a character of the current statement; its end, if it has not so many. Where data follows the
     * statement, its beginning.
     *
     * @param characters how many characters of {@link #text()} stand before it, a surrogate pair being one
     */
    public Place place(int characters) {
        try {
            return data == null ? window.place(statements.offsetOf(characters)) : data.place();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
