package dev.lockstep.dialects;

import dev.lockstep.dialect.Token;
import java.util.List;
import java.util.Optional;

/** Reads from the words of a bare statement what it is about. */
final class PostgreSqlProbe {
    private static final String UNSEEN =
            "nothing that can be read tells whether it was executed; in a transaction it would need no proof";

    /** The words that may stand between CREATE and IF: UNLOGGED TABLE, EVENT TRIGGER, TEXT SEARCH CONFIGURATION. */
    private static final int LONGEST_KIND = 4;

    private PostgreSqlProbe() {}

    static PostgreSqlTarget target(List<Token> statement) {
        TokenWalk walk = new TokenWalk(statement);
        String verb = walk.next().map(Token::upperCase).orElse("");
        return switch (verb) {
            case "VACUUM", "CLUSTER", "ANALYZE", "CHECKPOINT", "REFRESH", "COMMENT", "GRANT", "REVOKE" ->
                PostgreSqlTarget.repeatable();
            case "CREATE" -> created(walk);
            case "DROP" -> dropped(walk);
            case "ALTER" -> altered(walk);
            case "REINDEX" -> reindexed(walk);
            case "COMMIT", "ROLLBACK" -> prepared(walk);
            case "SELECT" -> called(walk);
            default -> PostgreSqlTarget.blind(UNSEEN);
        };
    }

    private static PostgreSqlTarget created(TokenWalk walk) {
        if (walk.pass("OR", "REPLACE")) {
            return PostgreSqlTarget.repeatable();
        }
        boolean isIndex = walk.pass("UNIQUE", "INDEX") || walk.pass("INDEX");
        return isIndex ? indexBuilt(walk) : catalogued(walk);
    }

    /** The name of a new index may be left to the server. */
    private static PostgreSqlTarget indexBuilt(TokenWalk walk) {
        walk.pass("CONCURRENTLY");
        walk.pass("IF", "NOT", "EXISTS");
        Optional<PostgreSqlName> index = walk.isAt("ON") ? Optional.empty() : PostgreSqlName.read(walk);
        walk.pass("ON");
        walk.pass("ONLY");
        return PostgreSqlName.read(walk)
                .<PostgreSqlTarget>map(table -> new PostgreSqlIndexBuild(table, index.map(PostgreSqlName::last)))
                .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN));
    }

    private static PostgreSqlTarget dropped(TokenWalk walk) {
        if (walk.pass("INDEX", "CONCURRENTLY")) {
            walk.pass("IF", "EXISTS");
            return PostgreSqlName.read(walk)
                    .<PostgreSqlTarget>map(PostgreSqlIndexDrop::new)
                    .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN));
        }
        return catalogued(walk);
    }

    /** Things that are there or not; others are created and dropped again without harm if the statement says so. */
    private static PostgreSqlTarget catalogued(TokenWalk walk) {
        Optional<PostgreSqlCatalogued.Kind> kind =
                walk.passOneOf("DATABASE", "TABLESPACE", "SUBSCRIPTION").map(PostgreSqlCatalogued.Kind::valueOf);
        boolean isGuarded = isGuarded(walk);
        if (kind.isPresent()) {
            return named(kind.get(), walk);
        }
        return isGuarded ? PostgreSqlTarget.repeatable() : PostgreSqlTarget.blind(UNSEEN);
    }

    /** Whether IF EXISTS or its opposite stands before the name; if so, it is passed, and else the kind alone. */
    private static boolean isGuarded(TokenWalk walk) {
        if (walk.sees("IF")) {
            TokenWalk ahead = walk.copy();
            for (int words = 0; words < LONGEST_KIND; words++) {
                if (ahead.pass("IF", "NOT", "EXISTS") || ahead.pass("IF", "EXISTS")) {
                    walk.moveTo(ahead);
                    return true;
                }
                ahead.next();
            }
        }
        return false;
    }

    private static PostgreSqlTarget named(PostgreSqlCatalogued.Kind kind, TokenWalk walk) {
        return PostgreSqlName.read(walk)
                .<PostgreSqlTarget>map(name -> new PostgreSqlCatalogued(kind, name.last()))
                .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN));
    }

    private static PostgreSqlTarget altered(TokenWalk walk) {
        if (walk.pass("SYSTEM")) {
            return PostgreSqlTarget.repeatable();
        }
        if (walk.pass("DATABASE")) {
            return named(PostgreSqlCatalogued.Kind.DATABASE, walk);
        }
        if (walk.pass("SUBSCRIPTION")) {
            return walk.sees("PUBLICATION") && !walk.sees("REFRESH")
                    ? named(PostgreSqlCatalogued.Kind.SUBSCRIPTION, walk)
                    : PostgreSqlTarget.repeatable();
        }
        if (walk.pass("TYPE")) {
            return enumValue(walk);
        }
        return walk.pass("TABLE") ? detached(walk) : PostgreSqlTarget.blind(UNSEEN);
    }

    private static PostgreSqlTarget enumValue(TokenWalk walk) {
        Optional<PostgreSqlName> type = PostgreSqlName.read(walk);
        if (type.isEmpty() || !walk.pass("ADD", "VALUE")) {
            return PostgreSqlTarget.blind(UNSEEN);
        }
        walk.pass("IF", "NOT", "EXISTS");
        return string(walk)
                .<PostgreSqlTarget>map(label -> new PostgreSqlEnumValue(type.get(), label))
                .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN));
    }

    private static PostgreSqlTarget detached(TokenWalk walk) {
        walk.pass("IF", "EXISTS");
        walk.pass("ONLY");
        Optional<PostgreSqlName> parent = PostgreSqlName.read(walk);
        if (parent.isEmpty() || !walk.pass("DETACH", "PARTITION")) {
            return PostgreSqlTarget.blind(UNSEEN);
        }
        return PostgreSqlName.read(walk)
                .<PostgreSqlTarget>map(child -> new PostgreSqlDetach(parent.get(), child))
                .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN));
    }

    private static PostgreSqlTarget reindexed(TokenWalk walk) {
        boolean isConcurrent = false;
        if (walk.passSymbol('(')) {
            isConcurrent = walk.sees("CONCURRENTLY");
            walk.seekBehind(')');
        }
        String scope = walk.next().map(Token::upperCase).orElse("");
        isConcurrent |= walk.pass("CONCURRENTLY");
        Optional<PostgreSqlName> name = walk.isAtEnd() ? Optional.empty() : PostgreSqlName.read(walk);
        boolean isWide = !scope.equals("INDEX") && !scope.equals("TABLE");
        return isWide && !isConcurrent
                ? PostgreSqlTarget.repeatable()
                : new PostgreSqlReindex(scope, name.map(PostgreSqlName::sql).orElse(""));
    }

    private static PostgreSqlTarget prepared(TokenWalk walk) {
        return walk.pass("PREPARED")
                ? string(walk)
                        .<PostgreSqlTarget>map(
                                name -> new PostgreSqlCatalogued(PostgreSqlCatalogued.Kind.TRANSACTION, name))
                        .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN))
                : PostgreSqlTarget.blind(UNSEEN);
    }

    /** A replication slot, if its name is written in the call. */
    private static PostgreSqlTarget called(TokenWalk walk) {
        while (!walk.isAtEnd()) {
            if (walk.pass("PG_CREATE_LOGICAL_REPLICATION_SLOT") || walk.pass("PG_DROP_REPLICATION_SLOT")) {
                walk.passSymbol('(');
                return string(walk)
                        .<PostgreSqlTarget>map(name -> new PostgreSqlCatalogued(PostgreSqlCatalogued.Kind.SLOT, name))
                        .orElseGet(() -> PostgreSqlTarget.blind(UNSEEN));
            }
            walk.next();
        }
        return PostgreSqlTarget.blind("a function may change anything");
    }

    /** The content of a plain string; one with escapes of its own is left alone. */
    private static Optional<String> string(TokenWalk walk) {
        return walk.next()
                .filter(token -> token.kind() == Token.Kind.STRING)
                .map(Token::text)
                .filter(text -> text.startsWith("'"))
                .map(text -> text.substring(1, text.length() - 1).replace("''", "'"));
    }
}
