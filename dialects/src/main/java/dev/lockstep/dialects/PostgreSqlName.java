package dev.lockstep.dialects;

import dev.lockstep.dialect.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A name as a statement has it, perhaps with a schema in front.
 *
 * @param parts without quotes, folded to lower case where they had none
 */
record PostgreSqlName(List<String> parts) {

    /** The name that comes next, which is passed. */
    static Optional<PostgreSqlName> read(TokenWalk walk) {
        List<String> parts = new ArrayList<>();
        do {
            Optional<Token> token = walk.next().filter(PostgreSqlName::isName);
            if (token.isEmpty()) {
                return Optional.empty();
            }
            parts.add(plain(token.get()));
        } while (walk.passSymbol('.'));
        return Optional.of(new PostgreSqlName(parts));
    }

    private static boolean isName(Token token) {
        return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_NAME;
    }

    private static String plain(Token token) {
        String text = token.text();
        return token.kind() == Token.Kind.QUOTED_NAME
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }

    /** The last part. */
    String last() {
        return parts.get(parts.size() - 1);
    }

    /** In quotes, which every part may have. */
    String sql() {
        return String.join(".", parts.stream().map(PostgreSqlName::quote).toList());
    }

    private static String quote(String part) {
        return '"' + part.replace("\"", "\"\"") + '"';
    }
}
