package dev.lockstep.dialects;

import dev.lockstep.dialect.Probe;
import dev.lockstep.dialect.Token;
import dev.lockstep.dialects.MariaDbChange.Aim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from the words of a bare statement what it is about. */
final class MariaDbProbe {
    private static final MariaDbTarget UNKNOWN =
            MariaDbTarget.blind("what it changes is not known, so nothing can be looked at");

    private MariaDbProbe() {}

    static MariaDbTarget target(List<Token> statement) {
        TokenWalk walk = new TokenWalk(statement);
        if (walk.pass("SET", "STATEMENT") && walk.seek("FOR")) {
            walk.next();
        }
        if (!MariaDbRows.tables(statement).isEmpty()) {
            return rows(statement);
        }
        String verb = walk.next().map(Token::upperCase).orElse("");
        return switch (verb) {
            case "CREATE" -> created(walk);
            case "ALTER" -> MariaDbAlteration.target(walk);
            case "DROP" -> dropped(walk);
            case "RENAME" -> renamed(walk);
            case "TRUNCATE" -> truncated(walk);
            case "REVOKE" -> revoked(walk);
            case "INSTALL", "UNINSTALL" -> plugin(walk);
            case "GRANT", "SET", "ANALYZE", "OPTIMIZE", "CHECK", "REPAIR", "FLUSH", "CACHE", "RESET", "PURGE", "KILL" ->
                MariaDbTarget.repeatable();
            case "START", "STOP", "CHANGE", "SHOW" -> MariaDbTarget.repeatable();
            default -> unseen(verb, walk);
        };
    }

    /** Rows prove nothing; where their table cannot roll back, that is the reason to tell. */
    private static MariaDbTarget rows(List<Token> statement) {
        return catalogue -> new Probe.Blind(MariaDbRows.irrevocable(catalogue, statement)
                .orElse("it changes rows, and nothing tells afterwards whether it did"));
    }

    private static MariaDbTarget unseen(String verb, TokenWalk walk) {
        return switch (verb) {
            case "CALL" -> MariaDbTarget.blind("a procedure may change anything");
            case "EXECUTE" -> MariaDbTarget.blind("a prepared statement may be any");
            case "BEGIN", "IF", "CASE", "WHILE", "LOOP", "REPEAT", "FOR" ->
                MariaDbTarget.blind("a block may hold any statement");
            case "LOAD" -> walk.isAt("INDEX") ? MariaDbTarget.repeatable() : UNKNOWN;
            case "SELECT", "WITH" -> MariaDbTarget.blind("a file that it wrote cannot be seen");
            default -> UNKNOWN;
        };
    }

    private static MariaDbTarget created(TokenWalk walk) {
        boolean isReplaced = walk.pass("OR", "REPLACE");
        if (!walk.seek(
                "TABLE",
                "VIEW",
                "SEQUENCE",
                "TRIGGER",
                "PROCEDURE",
                "FUNCTION",
                "PACKAGE",
                "EVENT",
                "DATABASE",
                "SCHEMA",
                "INDEX",
                "USER",
                "ROLE",
                "SERVER")) {
            return UNKNOWN;
        }
        if (walk.pass("INDEX")) {
            return indexed(walk);
        }
        Optional<String> global = walk.passOneOf("USER", "ROLE", "SERVER");
        if (global.isPresent()) {
            return global(global.get(), isReplaced, walk);
        }
        MariaDbKind kind = MariaDbKind.read(walk).orElseThrow();
        boolean isGuarded = walk.pass("IF", "NOT", "EXISTS");
        Optional<MariaDbName> name = MariaDbName.read(walk);
        if (name.isEmpty() || (kind == MariaDbKind.FUNCTION && walk.sees("SONAME"))) {
            return UNKNOWN;
        }
        if (kind == MariaDbKind.EVENT && walk.seek("SCHEDULE") && walk.pass("SCHEDULE", "AT")) {
            return MariaDbTarget.blind("an event that is due once removes itself once it was");
        }
        Aim aim = isReplaced ? Aim.REPLACE : Aim.CREATE;
        return new MariaDbChange(kind, List.of(name.get()), aim, isGuarded || isReplaced);
    }

    /** An index is part of its table. */
    private static MariaDbTarget indexed(TokenWalk walk) {
        if (!walk.seek("ON")) {
            return UNKNOWN;
        }
        walk.next();
        return MariaDbName.read(walk)
                .<MariaDbTarget>map(table -> new MariaDbChange(MariaDbKind.TABLE, List.of(table), Aim.ALTER, false))
                .orElse(UNKNOWN);
    }

    private static MariaDbTarget global(String kind, boolean isReplaced, TokenWalk walk) {
        boolean isGuarded = isReplaced || walk.pass("IF", "NOT", "EXISTS") || walk.pass("IF", "EXISTS");
        if (kind.equals("SERVER")) {
            return MariaDbName.read(walk)
                    .<MariaDbTarget>map(
                            name -> new MariaDbShown("server", List.of(name.name()), MariaDbShown.SERVER, isGuarded))
                    .orElse(UNKNOWN);
        }
        List<String> accounts = MariaDbAccount.list(walk).stream()
                .map(account -> account.key(kind.equals("ROLE")))
                .toList();
        return isReplaced
                ? MariaDbTarget.repeatable()
                : new MariaDbShown("account", accounts, MariaDbShown.ACCOUNT, isGuarded);
    }

    private static MariaDbTarget dropped(TokenWalk walk) {
        if (walk.pass("INDEX")) {
            return indexed(walk);
        }
        Optional<String> global = walk.passOneOf("USER", "ROLE", "SERVER");
        if (global.isPresent()) {
            return global(global.get(), false, walk);
        }
        Optional<MariaDbKind> kind = MariaDbKind.read(walk);
        boolean isGuarded = walk.pass("IF", "EXISTS");
        List<MariaDbName> names = new ArrayList<>();
        do {
            MariaDbName.read(walk).ifPresent(names::add);
        } while (walk.passSymbol(','));
        return kind.isEmpty() || names.isEmpty() ? UNKNOWN : new MariaDbChange(kind.get(), names, Aim.DROP, isGuarded);
    }

    private static MariaDbTarget renamed(TokenWalk walk) {
        if (walk.pass("USER")) {
            List<String> accounts = new ArrayList<>();
            do {
                accounts.add(MariaDbAccount.read(walk).key(false));
            } while (walk.pass("TO") || walk.passSymbol(','));
            return new MariaDbShown("account", accounts, MariaDbShown.ACCOUNT, false);
        }
        walk.passOneOf("TABLE", "TABLES");
        walk.pass("IF", "EXISTS");
        List<MariaDbRename.Pair> pairs = new ArrayList<>();
        do {
            Optional<MariaDbName> from = MariaDbName.read(walk);
            boolean hasTarget = walk.seek("TO") && walk.pass("TO");
            Optional<MariaDbName> to = MariaDbName.read(walk);
            if (from.isEmpty() || !hasTarget || to.isEmpty()) {
                return UNKNOWN;
            }
            pairs.add(new MariaDbRename.Pair(from.get(), to.get()));
        } while (walk.passSymbol(','));
        return new MariaDbRename(pairs, true);
    }

    private static MariaDbTarget truncated(TokenWalk walk) {
        walk.pass("TABLE");
        return MariaDbName.read(walk)
                .<MariaDbTarget>map(table -> new MariaDbContent(List.of(table), true))
                .orElse(UNKNOWN);
    }

    /** The accounts stand behind the last FROM; a right may have none before it. */
    private static MariaDbTarget revoked(TokenWalk walk) {
        if (!walk.seek("FROM")) {
            return UNKNOWN;
        }
        walk.next();
        return new MariaDbRevoke(
                MariaDbAccount.list(walk).stream().map(MariaDbAccount::sql).toList());
    }

    private static MariaDbTarget plugin(TokenWalk walk) {
        boolean isPlugin = walk.pass("PLUGIN");
        boolean isLibrary = !isPlugin && walk.pass("SONAME");
        walk.pass("IF", "NOT", "EXISTS");
        walk.pass("IF", "EXISTS");
        Optional<String> name = walk.next().map(Token::text).map(text -> text.replaceAll("['\"`]", ""));
        return name.isPresent() && (isPlugin || isLibrary)
                ? new MariaDbShown("plugin", List.of(name.get()), MariaDbShown.PLUGIN, false)
                : UNKNOWN;
    }
}
