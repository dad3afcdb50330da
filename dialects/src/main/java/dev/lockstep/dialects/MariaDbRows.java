package dev.lockstep.dialects;

import dev.lockstep.dialect.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables whose rows a statement changes. Rows of an engine without transactions (MyISAM, Aria, MEMORY) stay changed
 * when all else is rolled back, and only the server knows a table's engine.
 *
 * @see <a href="https://mariadb.com/kb/en/information-schema-engines-table/">ENGINES, TRANSACTIONS</a>
 */
final class MariaDbRows {
    private static final String ENGINE = """
            SELECT t.ENGINE FROM information_schema.TABLES t
                LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
            WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ? AND t.TABLE_TYPE = 'BASE TABLE'
                AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES'""";

    private MariaDbRows() {}

    /** Why the statement cannot be rolled back, as a sentence. */
    static Optional<String> irrevocable(MariaDbCatalogue catalogue, List<Token> statement) throws SQLException {
        List<MariaDbName> tables = tables(statement);
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        String database = catalogue.database();
        for (MariaDbName table : tables) {
            MariaDbName full = table.in(database);
            Optional<String> engine = catalogue.first(ENGINE, List.of(full.schema(), full.name()));
            if (engine.isPresent()) {
                return Optional.of("the table " + full.sql() + " is of the engine " + engine.get()
                        + ", which cannot roll anything back");
            }
        }
        return Optional.empty();
    }

    static List<MariaDbName> tables(List<Token> statement) {
        TokenWalk walk = new TokenWalk(statement);
        if (walk.pass("SET", "STATEMENT") && walk.seek("FOR")) {
            walk.next();
        }
        return switch (walk.next().map(Token::upperCase).orElse("")) {
            case "INSERT", "REPLACE" -> one(walk);
            case "LOAD" -> walk.seek("INTO") && walk.pass("INTO", "TABLE") ? one(walk) : List.of();
            case "UPDATE" -> joined(walk, "SET");
            case "DELETE" -> walk.seek("FROM") && walk.pass("FROM") ? joined(walk, "WHERE") : List.of();
            default -> List.of();
        };
    }

    private static List<MariaDbName> one(TokenWalk walk) {
        passModifiers(walk);
        return MariaDbName.read(walk).map(List::of).orElse(List.of());
    }

    private static void passModifiers(TokenWalk walk) {
        while (walk.passOneOf("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "QUICK", "IGNORE", "INTO", "ONLY")
                .isPresent()) {
            // each of them stands in front of the name and says nothing of it
        }
    }

    /** The tables of a join, up to a keyword: those that are only read count as well. */
    private static List<MariaDbName> joined(TokenWalk walk, String end) {
        List<MariaDbName> tables = new ArrayList<>();
        passModifiers(walk);
        boolean isNext = true;
        while (!walk.isAtEnd() && !walk.isAt(end)) {
            if (isNext && !walk.isAtSymbol('(')) {
                MariaDbName.read(walk).ifPresent(tables::add);
            } else {
                walk.passGroup();
            }
            isNext = walk.passSymbol(',') || walk.pass("JOIN");
        }
        return tables;
    }
}
