package dev.lockstep.script;

import dev.lockstep.dialect.Effects;
import dev.lockstep.dialect.Effects.Ruling;
import dev.lockstep.dialect.Token;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.Effect;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Place;
import dev.lockstep.model.Script;
import dev.lockstep.model.Statement;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads a script statement by statement, each with what it does to a transaction. */
public final class ScriptReader implements Closeable {
    private static final String UNTIED = "the script asks for no transaction (-- lockstep: transaction=none)";

    private final Script script;
    private ScriptScanner scanner;
    private final Traits traits;
    private Ruling ruling = new Ruling(Effect.BARE, UNTIED);
    private String firstWord = "";
    private boolean isInOwnTransaction;
    private int part;

    /** Opens the script. */
    public ScriptReader(Script script, Traits traits) throws IOException {
        this.script = script;
        this.scanner = new ScriptScanner(script, traits.lexicon());
        this.traits = traits;
    }

    /**
     * Reads a script from end to end: what it holds and how it commits.
     *
     * @param each is shown every statement, while it is the reader's current one
     */
    public static Outline outline(Script script, Traits traits, Consumer<ScriptReader> each) throws IOException {
        HashedContent content = new HashedContent(script.content());
        try (ScriptReader reader = new ScriptReader(script.with(content), traits)) {
            Segmenter segmenter = new Segmenter();
            Supplier<Place> place = () -> reader.place(0);
            while (reader.next()) {
                each.accept(reader);
                segmenter.in(reader.part(), reader.hashes);
                segmenter.take(reader.number(), reader.ruling(), reader.hashes, place);
            }
            return new Outline(
                    reader.scanner.checksum(),
                    content.checksum(),
                    reader.scanner.directives(),
                    segmenter.segments(reader.scanner.checksum().hex()));
        }
    }

    /** The rolling hash around the current statement. */
    private final Segmenter.Hash hashes = new Segmenter.Hash() {
        @Override
        public String before() {
            return scanner.hashBefore();
        }

        @Override
        public String with() {
            return scanner.hash();
        }
    };

    /** The rolling hash of the tokens before the current statement. */
    public String hashBefore() {
        return scanner.hashBefore();
    }

    /** Moves to the next statement; false at the end. */
    public boolean next() throws IOException {
        if (!scanner.next()) {
            return false;
        }
        isInOwnTransaction &= scanner.part() == part;
        part = scanner.part();
        List<Token> head = scanner.head(1);
        firstWord = head.isEmpty() ? "" : head.get(0).upperCase();
        Effects effects = traits.effects();
        int horizon = effects.horizon(firstWord);
        Ruling own = effects.of(horizon == 1 ? head : scanner.head(horizon));
        boolean untied =
                own.effect() == Effect.TRANSACTIONAL && !scanner.directives().transaction() && !isInOwnTransaction;
        ruling = untied ? new Ruling(Effect.BARE, UNTIED, "", own.waiting()) : own;
        isInOwnTransaction = own.effect() == Effect.BEGIN || (isInOwnTransaction && own.effect() != Effect.COMMIT);
        return true;
    }

    /** Goes back to an earlier statement, which is the current one again; 0 for the beginning. */
    public void rewind(int statement) throws IOException {
        scanner.close();
        scanner = new ScriptScanner(script, traits.lexicon());
        isInOwnTransaction = false;
        boolean isThere = true;
        while (isThere && number() < statement) {
            isThere = next();
        }
    }

    /** The script's name. */
    public String script() {
        return script.name();
    }

    /** The number of the current statement, from 1. */
    public int number() {
        return scanner.number();
    }

    /** In which part of the script the current statement stands, from 1; 0 in a script that has none. */
    public int part() {
        return part;
    }

    /** How long the current statement may take; empty if the script does not say. */
    public Optional<Duration> timeout() {
        return scanner.directives().timeout();
    }

    /** The first word of the current statement, in upper case. */
    public String firstWord() {
        return firstWord;
    }

    /** What the current statement does to a transaction. */
    public Ruling ruling() {
        return ruling;
    }

    /** The rolling hash of the tokens up to and including the current statement. */
    public String hash() {
        return scanner.hash();
    }

    /** The current statement, with its text. */
    public Statement statement() {
        return new Statement(scanner.number(), scanner.line(), scanner.column(), ruling.effect(), scanner.text());
    }

    /** The tokens of a text, under the rules that hold at the current statement. */
    public List<Token> tokens(String text) {
        return scanner.tokens(text);
    }

    /** Whether placeholders are replaced in the current statement. */
    public boolean replacesPlaceholders() {
        return scanner.directives().placeholders();
    }

    /** Whether data for the current statement follow it in the script. */
    public boolean hasInlineData() {
        return scanner.hasInlineData();
    }

    /** The data that follow the current statement, as a stream that ends where they end. */
    public InputStream inlineData() {
        return scanner.inlineData();
    }

    /** The place of a character of the current statement's text, from 0. */
    public Place place(int offset) {
        return scanner.place(offset);
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}
