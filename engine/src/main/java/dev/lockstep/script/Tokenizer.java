package dev.lockstep.script;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Lexicon.Rule;
import dev.lockstep.dialect.Token;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a statement apart, with the same lexical code by which the {@link ScriptScanner} finds it. Comments are no tokens;
 * what stands in an executable comment is, its marks are not. What does not end, ends with the text.
 */
public final class Tokenizer {
    private static final int SIZE = 1 << 10;

    private Tokenizer() {}

    /** All tokens of a statement, by the rules with which a session begins. */
    public static List<Token> tokens(String statementText, Lexicon lexicon) {
        Set<String> initially =
                lexicon.setting().map(Lexicon.Setting::initially).orElse(Set.of());
        return tokens(statementText, lexicon, lexicon.rulesUnder(initially), Integer.MAX_VALUE);
    }

    /** The first tokens of a statement, at most so many, by these of the lexicon's rules. */
    static List<Token> tokens(String statementText, Lexicon lexicon, Set<Rule> rules, int limit) {
        try (Window window = new Window(Script.ofText("", statementText), SIZE)) {
            Lexer lexer = new Lexer(window, lexicon, CommentListener.NONE);
            lexer.rules(rules);
            lexer.whole();
            lexer.inStatement = true;
            return tokens(window, lexer, Long.MAX_VALUE, limit);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can be read", e);
        }
    }

    /** The next tokens, at most so many, up to an offset or the end of the text. */
    static List<Token> tokens(Window window, Lexer lexer, long end, int limit) throws IOException {
        List<Token> tokens = new ArrayList<>();
        while (tokens.size() < limit && window.offset() < end) {
            Lexeme lexeme = lexer.next();
            if (lexeme == Lexeme.END) {
                break;
            }
            add(lexeme, window.text(lexer.start, lexer.end), tokens);
        }
        return List.copyOf(tokens.subList(0, Math.min(tokens.size(), limit)));
    }

    private static void add(Lexeme lexeme, String text, List<Token> tokens) {
        switch (lexeme) {
            case WORD -> tokens.add(new Token(Token.Kind.WORD, text));
            case NAME -> tokens.add(new Token(Token.Kind.QUOTED_NAME, text));
            case STRING -> tokens.add(new Token(Token.Kind.STRING, text));
            case CODE_BEGIN, CODE_END -> {
                // the marks of an executable comment say nothing of the statement
            }
            default ->
                text.codePoints()
                        .forEach(symbol -> tokens.add(new Token(Token.Kind.SYMBOL, Character.toString(symbol))));
        }
    }
}
