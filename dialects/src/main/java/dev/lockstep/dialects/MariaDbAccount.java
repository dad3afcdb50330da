package dev.lockstep.dialects;

import dev.lockstep.dialect.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A user or a role.
 *
 * @param user its name
 * @param host from where; empty for a role, or where the statement leaves it to the server
 * @see <a href="https://mariadb.com/kb/en/create-user/#account-names">Account Names</a>
 */
record MariaDbAccount(String user, String host) {
    private static final Set<String> OPTIONS =
            Set.of("IDENTIFIED", "REQUIRE", "WITH", "PASSWORD", "ACCOUNT", "TO", "DEFAULT", "COMMENT", "ATTRIBUTE");

    /** The list of accounts that comes next, with whatever options stand behind each. */
    static List<MariaDbAccount> list(TokenWalk walk) {
        List<MariaDbAccount> accounts = new ArrayList<>();
        do {
            accounts.add(read(walk));
            while (!walk.isAtEnd() && !walk.isAtSymbol(',')) {
                walk.passGroup();
            }
        } while (walk.passSymbol(','));
        return accounts;
    }

    static MariaDbAccount read(TokenWalk walk) {
        String user = walk.next().map(MariaDbAccount::plain).orElse("");
        if (!walk.passSymbol('@')) {
            return new MariaDbAccount(user, "");
        }
        StringBuilder host = new StringBuilder();
        while (!walk.isAtEnd() && !walk.isAtSymbol(',') && !isOption(walk)) {
            host.append(walk.next().map(MariaDbAccount::plain).orElse(""));
        }
        return new MariaDbAccount(user, host.toString());
    }

    private static boolean isOption(TokenWalk walk) {
        return walk.peek().filter(token -> OPTIONS.contains(token.upperCase())).isPresent();
    }

    private static String plain(Token token) {
        String text = token.text();
        return token.kind() == Token.Kind.STRING || token.kind() == Token.Kind.QUOTED_NAME
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** As the query on the accounts has it, which knows a user without a host as one of any host. */
    String key(boolean isRole) {
        return user + "@" + (host.isEmpty() && !isRole ? "%" : host);
    }

    /** As SQL has it. */
    String sql() {
        String name = "'" + user.replace("'", "''") + "'";
        return host.isEmpty() ? name : name + "@'" + host.replace("'", "''") + "'";
    }
}
