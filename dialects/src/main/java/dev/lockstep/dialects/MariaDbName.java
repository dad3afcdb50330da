package dev.lockstep.dialects;

import dev.lockstep.dialect.Token;
import java.util.Optional;

/**
 * The name of a thing in a schema.
 *
 * @param schema empty for the session's default
 * @param name without quotes
 */
record MariaDbName(String schema, String name) {

    /** The name that comes next, which is passed. */
    static Optional<MariaDbName> read(TokenWalk walk) {
        Optional<String> first = part(walk);
        if (first.isEmpty() || !walk.passSymbol('.')) {
            return first.map(name -> new MariaDbName("", name));
        }
        return part(walk).map(name -> new MariaDbName(first.get(), name));
    }

    private static Optional<String> part(TokenWalk walk) {
        return walk.next().filter(MariaDbName::isName).map(MariaDbName::plain);
    }

    /** With ANSI_QUOTES a name may stand in double quotes. */
    private static boolean isName(Token token) {
        return token.kind() == Token.Kind.WORD
                || token.kind() == Token.Kind.QUOTED_NAME
                || (token.kind() == Token.Kind.STRING && token.text().startsWith("\""));
    }

    private static String plain(Token token) {
        String text = token.text();
        if (token.kind() == Token.Kind.WORD) {
            return text;
        }
        String quote = text.substring(0, 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }

    /** The same, in this schema if it names none. */
    MariaDbName in(String defaultSchema) {
        return schema.isEmpty() ? new MariaDbName(defaultSchema, name) : this;
    }

    /** In backticks. */
    String sql() {
        return (schema.isEmpty() ? "" : quote(schema) + ".") + quote(name);
    }

    static String quote(String text) {
        return "`" + text.replace("`", "``") + "`";
    }
}
