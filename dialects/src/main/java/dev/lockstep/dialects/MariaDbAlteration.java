package dev.lockstep.dialects;

import dev.lockstep.dialects.MariaDbChange.Aim;
import java.util.List;
import java.util.Optional;

/**
 * Reads from the words behind ALTER what it is about.
 *
 * @see <a href="https://mariadb.com/kb/en/alter/">ALTER</a>
 */
final class MariaDbAlteration {
    private static final MariaDbTarget UNKNOWN =
            MariaDbTarget.blind("what it changes is not known, so nothing can be looked at");

    private MariaDbAlteration() {}

    static MariaDbTarget target(TokenWalk walk) {
        if (!walk.seek(
                "TABLE",
                "VIEW",
                "SEQUENCE",
                "PROCEDURE",
                "FUNCTION",
                "EVENT",
                "DATABASE",
                "SCHEMA",
                "USER",
                "SERVER")) {
            return UNKNOWN;
        }
        if (walk.passOneOf("DATABASE", "SCHEMA", "USER", "SERVER").isPresent()) {
            return MariaDbTarget.repeatable();
        }
        MariaDbKind kind = MariaDbKind.read(walk).orElseThrow();
        walk.pass("IF", "EXISTS");
        Optional<MariaDbName> name = MariaDbName.read(walk);
        if (name.isEmpty()) {
            return UNKNOWN;
        }
        return switch (kind) {
            case TABLE -> table(name.get(), walk);
            case EVENT ->
                new MariaDbChange(kind, List.of(name.get()), walk.sees("RENAME") ? Aim.DROP : Aim.ALTER, false);
            case SEQUENCE ->
                walk.sees("RESTART")
                        ? MariaDbTarget.blind("where a sequence stands changes with every use")
                        : new MariaDbChange(kind, List.of(name.get()), Aim.ALTER, false);
            default -> new MariaDbChange(kind, List.of(name.get()), Aim.ALTER, false);
        };
    }

    private static MariaDbTarget table(MariaDbName table, TokenWalk walk) {
        if (walk.pass("DISCARD") || walk.pass("IMPORT")) {
            return MariaDbTarget.blind("the files of a table change and its definition does not");
        }
        if (walk.pass("TRUNCATE", "PARTITION")) {
            return new MariaDbContent(List.of(table), false);
        }
        if (walk.pass("EXCHANGE", "PARTITION") && walk.seek("TABLE")) {
            walk.next();
            return MariaDbName.read(walk)
                    .<MariaDbTarget>map(other -> new MariaDbContent(List.of(table, other), false))
                    .orElse(UNKNOWN);
        }
        return renamed(table, walk)
                .<MariaDbTarget>map(pair -> new MariaDbRename(List.of(pair), false))
                .orElseGet(() -> new MariaDbChange(MariaDbKind.TABLE, List.of(table), Aim.ALTER, false));
    }

    /** A new name for the table, not for one of its columns or indexes. */
    private static Optional<MariaDbRename.Pair> renamed(MariaDbName table, TokenWalk walk) {
        while (walk.seek("RENAME")) {
            walk.next();
            if (walk.passOneOf("COLUMN", "INDEX", "KEY").isEmpty()) {
                walk.passOneOf("TO", "AS");
                walk.passSymbol('=');
                return MariaDbName.read(walk).map(to -> new MariaDbRename.Pair(table, to));
            }
        }
        return Optional.empty();
    }
}
