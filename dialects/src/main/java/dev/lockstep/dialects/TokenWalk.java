package dev.lockstep.dialects;

import dev.lockstep.dialect.Token;
import java.util.List;
import java.util.Optional;

/** A walk over the tokens of a statement, from left to right. */
final class TokenWalk {
    private final List<Token> tokens;
    private int at;

    TokenWalk(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Another walk that stands at the same token. */
    TokenWalk copy() {
        TokenWalk copy = new TokenWalk(tokens);
        copy.at = at;
        return copy;
    }

    /** Goes where another walk over the same tokens stands. */
    void moveTo(TokenWalk other) {
        at = other.at;
    }

    /** The token that comes next, which stays there. */
    Optional<Token> peek() {
        return at < tokens.size() ? Optional.of(tokens.get(at)) : Optional.empty();
    }

    /** The token that comes next, which is passed. */
    Optional<Token> next() {
        Optional<Token> token = peek();
        at++;
        return token;
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    boolean isAt(String keyword) {
        return peek().filter(token -> token.is(keyword)).isPresent();
    }

    boolean isAtSymbol(char symbol) {
        return peek().filter(token -> token.isSymbol(symbol)).isPresent();
    }

    /** Passes these keywords if they come next, all of them. */
    boolean pass(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    /** Passes one of these keywords if it comes next, and answers which. */
    Optional<String> passOneOf(String... keywords) {
        for (String keyword : keywords) {
            if (pass(keyword)) {
                return Optional.of(keyword);
            }
        }
        return Optional.empty();
    }

    boolean passSymbol(char symbol) {
        if (!isAtSymbol(symbol)) {
            return false;
        }
        at++;
        return true;
    }

    /** Passes everything in front of one of these keywords, parentheses as a whole; does not move if none comes. */
    boolean seek(String... keywords) {
        int start = at;
        while (!isAtEnd()) {
            for (String keyword : keywords) {
                if (isAt(keyword)) {
                    return true;
                }
            }
            passGroup();
        }
        at = start;
        return false;
    }

    /** Passes everything up to this symbol, and the symbol. */
    void seekBehind(char symbol) {
        while (!isAtEnd() && !passSymbol(symbol)) {
            at++;
        }
    }

    /** Whether one of these keywords comes, now or later, outside parentheses. */
    boolean sees(String... keywords) {
        int start = at;
        boolean found = seek(keywords);
        at = start;
        return found;
    }

    /** Passes one token, or everything between parentheses. */
    void passGroup() {
        int depth = 0;
        do {
            depth += isAtSymbol('(') ? 1 : 0;
            depth -= isAtSymbol(')') ? 1 : 0;
            at++;
        } while (depth > 0 && !isAtEnd());
    }
}
