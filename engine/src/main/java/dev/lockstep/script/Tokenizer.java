package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Token;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a statement apart, with the same lexical code by which the {@link ScriptScanner} finds it. Comments are no tokens;
 * the tokens inside an executable comment are, its own marks are not. What does not end, ends with the text.
 */
public final class Tokenizer {
    private static final int SIZE = 1 << 10;

    private final Window window;
    private final Lexer lexer;
    private final List<Token> tokens = new ArrayList<>();

    private Tokenizer(Script script, Lexicon lexicon) throws IOException {
        window = new Window(script, SIZE);
        lexer = new Lexer(window, lexicon, Strictness.LENIENT, CommentListener.NONE);
        lexer.inStatement = true;
    }

    /** All tokens of a statement, by the rules with which a session begins. */
    public static List<Token> tokens(String statementText, Lexicon lexicon) {
        try {
            byte[] bytes = statementText.getBytes(StandardCharsets.UTF_8);
            Tokenizer tokenizer = new Tokenizer(new Script("", () -> new java.io.ByteArrayInputStream(bytes)), lexicon);
            return tokenizer.read(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be read", e);
        }
    }

    /** The first tokens of a statement, by the rules that hold where it stands. */
    static List<Token> tokens(Script statement, Lexicon lexicon, Set<Rule> rules, int limit) throws IOException {
        Tokenizer tokenizer = new Tokenizer(statement, lexicon);
        tokenizer.lexer.rules(rules);
        return tokenizer.read(limit);
    }

    private List<Token> read(int limit) throws IOException {
        Lexeme lexeme = lexer.next();
        while (lexeme != Lexeme.END && tokens.size() < limit) {
            add(lexeme);
            lexeme = lexer.next();
        }
        return List.copyOf(tokens.subList(0, Math.min(limit, tokens.size())));
    }

    private void add(Lexeme lexeme) {
        String text = window.text(lexer.start, lexer.end);
        switch (lexeme) {
            case WORD -> tokens.add(new Token(Token.Kind.WORD, text));
            case NAME -> tokens.add(new Token(Token.Kind.QUOTED_NAME, text));
            case STRING -> tokens.add(new Token(Token.Kind.STRING, text));
            case CODE_BEGIN, CODE_END, DELIMITER, END -> {
                // says nothing of the statement
            }
            default -> text.codePoints()
                    .forEach(symbol -> tokens.add(new Token(Token.Kind.SYMBOL, Character.toString(symbol))));
        }
        window.release(lexer.end);
    }
}
