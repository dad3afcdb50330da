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
 * long the script is. What a statement holds is the script's own text, byte for byte.
 */
public final class ScriptScanner implements Closeable {
    private static final String SEMICOLON = ";";

    private final Window window;
    private final Lexicon lexicon;
    private final DirectiveReader directives;
    private final Lexer lexer;
    private final TokenForm form;
    private final Blocks blocks;
    private final Settings settings;
    private final ClientCommands commands;
    private final Keywords<Leading> words;

    private boolean endsBySemicolon = true;
    private int number;
    private long start;
    private long end;
    private long opened;
    private @Nullable Spot spot;
    private @Nullable Leading leading;
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
        this.directives = new DirectiveReader(window);
        this.lexer = new Lexer(window, lexicon, this::comment);
        this.form = new TokenForm(window);
        this.blocks = new Blocks(lexicon);
        this.settings = new Settings(lexicon);
        this.commands = new ClientCommands(window, lexicon);
        this.words = Leading.words(lexicon);
        lexer.delimiter(SEMICOLON);
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
        Lexeme lexeme = first();
        directives.close();
        if (lexeme == Lexeme.END) {
            return false;
        }
        begin();
        while (!ends(lexeme)) {
            take(lexeme);
            lexeme = lexer.next();
        }
        finish(lexeme);
        return true;
    }

    /** Passes over empty statements and what is meant for the client, up to the first token of a statement. */
    private Lexeme first() throws IOException {
        lexer.inStatement = false;
        lexer.tellsApart = true;
        while (true) {
            Lexeme lexeme = lexer.next();
            leading = lexeme == Lexeme.WORD ? leading() : null;
            if (lexeme == Lexeme.COMMAND) {
                commands.pass();
            } else if (leading == Leading.COMMAND) {
                throw commands.refuse(lexer.start);
            } else if (leading == Leading.DELIMITER) {
                delimiter(commands.delimiter(lexer.start));
            } else if (lexeme != Lexeme.DELIMITER) {
                return lexeme;
            }
        }
    }

    private @Nullable Leading leading() {
        return words.find(window.bytes, window.index(lexer.start), window.index(lexer.end));
    }

    private void delimiter(String text) {
        endsBySemicolon = text.equals(SEMICOLON);
        lexer.delimiter(text);
    }

    private void comment(long from, long to) throws IOException {
        Directives before = directives.directives();
        directives.comment(from, to);
        Directives now = directives.directives();
        if (!now.equals(before)) {
            now.delimiter().ifPresent(this::delimiter);
            if (now.whole()) {
                lexer.whole();
                endsBySemicolon = false;
            }
        }
    }

    private void begin() {
        number++;
        start = lexer.start;
        lexer.inStatement = true;
        window.release(start);
        form.begin(start);
        if (endsBySemicolon) {
            blocks.begin();
        }
    }

    private boolean ends(Lexeme lexeme) {
        if (lexeme != Lexeme.DELIMITER) {
            return lexeme == Lexeme.END;
        }
        boolean inBlock = endsBySemicolon && blocks.takesSemicolon();
        return !inBlock && !lexer.inCode;
    }

    private void take(Lexeme lexeme) throws IOException {
        switch (lexeme) {
            case CODE_BEGIN -> form.codeBegin(lexer);
            case CODE_END -> form.codeEnd(lexer);
            case COMMAND -> throw commands.refuse(lexer.start);
            default -> form.token(lexeme, lexer);
        }
        end = lexer.end;
        if (blocks.isWatching()) {
            watch(lexeme);
        }
        lexer.tellsApart = blocks.isWatching();
    }

    private void watch(Lexeme lexeme) {
        boolean known = blocks.mayBeOpen();
        int from = window.index(lexer.start);
        int to = window.index(end);
        switch (lexeme) {
            case WORD -> blocks.word(window.bytes, from, to);
            case NAME -> blocks.name();
            case STRING -> blocks.string();
            case OPERATOR, PUNCTUATION -> blocks.symbol(window.bytes, from, to);
            default -> {
                // a semicolon inside the statement, or a mark of an executable comment
            }
        }
        if (!known) {
            opened = lexer.start;
        }
    }

    private void finish(Lexeme last) throws IOException {
        if (last == Lexeme.END) {
            requireClosed();
        }
        blocks.stop();
        form.end();
        if (leading == Leading.SETTING || (isCode() && Leading.isSetting(head(1)))) {
            lexer.rules(settings.after(head(Integer.MAX_VALUE)));
        } else if (leading == Leading.COPY && last == Lexeme.DELIMITER) {
            openData();
        }
    }

    private boolean isCode() {
        return window.bytes[window.index(start)] == '/';
    }

    private void requireClosed() throws IOException {
        if (lexer.inCode) {
            throw window.problem(start, "an executable comment that does not end", "close it where it ends, with */");
        }
        if (blocks.isOpen()) {
            throw window.problem(
                    opened,
                    "what is opened here is not closed up to the end of the file",
                    "close it; or say where the statement ends, with -- lockstep: delimiter=//");
        }
    }

    private void openData() throws IOException {
        if (DataStatement.takesData(head(Integer.MAX_VALUE))) {
            spot();
            data = new DataStatement(text(), window.place(start), new InlineData(window, form));
            lexer.inStatement = false;
            skipLineEnd();
        }
    }

    /** The data begins in the next line. */
    private void skipLineEnd() throws IOException {
        while (window.peek(0) == ' ' || window.peek(0) == '\t') {
            window.position++;
        }
        int value = window.peek(0);
        if (value != '\n' && value != '\r' && value != 0) {
            throw window.problem(
                    window.offset(),
                    "text behind COPY ... FROM STDIN;",
                    "begin the data, or that text, in its own line");
        }
        window.pass(value == 0 ? 0 : value == '\r' && window.peek(1) == '\n' ? 2 : 1);
    }

    private void finishData() throws IOException {
        if (data != null) {
            data.finish();
        }
    }

    /** The number of the current statement, from 1. */
    public int number() {
        return number;
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
        return start;
    }

    private Spot spot() {
        Spot known = spot;
        if (known == null) {
            known = window.known(start);
            spot = known;
        }
        return known;
    }

    /** The text of the current statement as it stands in the script, from its first token to its last. */
    public String text() {
        return data == null ? window.text(start, end) : data.text();
    }

    /** The first tokens of the current statement, at most so many. */
    public List<Token> head(int limit) {
        try {
            return data == null ? tokens(limit) : Tokenizer.tokens(data.text(), lexicon, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes back over the statement, which is still in the window. */
    private List<Token> tokens(int limit) throws IOException {
        long behind = window.offset();
        lexer.moveTo(start);
        List<Token> tokens = Tokenizer.tokens(window, lexer, end, limit);
        lexer.moveTo(behind);
        return tokens;
    }

    /** What the comments before the first statement ask for; known once {@link #next()} has been called. */
    public Directives directives() {
        return directives.directives();
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
     * The hash of the script's token form up to the current statement, in hexadecimal digits. The data that follows a
     * statement belongs to it: what has not been read of it is passed over, and cannot be read any more.
     */
    public String hash() {
        try {
            finishData();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return form.hex();
    }

    /** The checksum over the whole script's token form; known once {@link #next()} has returned false. */
    public Checksum checksum() {
        return new Checksum(Checksum.TOKENS, form.hex());
    }

    /** The checksum over the whole script's bytes; known once {@link #next()} has returned false. */
    public Checksum rawChecksum() {
        return window.checksum();
    }

    /**
     * The place of a character of the current statement; its end, if it has not so many. Where data follows the
     * statement, its beginning.
     *
     * @param characters how many characters of {@link #text()} stand before it, a surrogate pair being one
     */
    public Place place(int characters) {
        try {
            return data == null ? window.place(start + length(characters)) : data.place();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes so many characters of the current statement are. */
    private int length(int characters) {
        int first = window.index(start);
        int last = window.index(end);
        int index = first;
        for (int passed = 0; index < last && passed < characters; passed++) {
            do {
                index++;
            } while (index < last && Utf8.isContinuation(window.bytes[index]));
        }
        return index - first;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
