package dev.lockstep.script;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes SQL that is as nasty as it may be. */
final class Sql {
    private static final List<String> WORDS = List.of(
            "a", "b1", "INSERT", "from", "grüße", "表", "_x", "end", "begin", "case", "t.c", "1", "2.5", "1e-5", "x$y");
    private static final List<String> SIGNS = List.of("(", ")", ",", "=", "+", "-", "*", "<>", ">=", "||", "&");
    private static final List<String> STRINGS = List.of(
            "''", "';'", "'it''s'", "'--'", "'/* '", "'*/'", "'😀;'", "'a\nb;'", "'$$;'", "'//'", "'\"'", "'`;'",
            "'#'");
    private static final List<String> POSTGRESQL = List.of(
            "E'\\';'",
            "e'\\\\'",
            "'\\'",
            "\"a;\"",
            "\"--\"",
            "\"\"\"\"",
            "$$;$$",
            "$t$ $$; $t$",
            "$é$;'$é$",
            "$1",
            "U&'\\;'");
    private static final List<String> MARIADB = List.of(
            "'\\';'",
            "'\\\\'",
            "\";\"",
            "\"\\\";\"",
            "\"'\"",
            "`;`",
            "```;`",
            "`\\`",
            "@a",
            "\\N",
            "_utf8'x;'",
            "x'00'",
            "a--1");
    private static final List<String> SQLITE =
            List.of("'\\'", "\";\"", "\"\"\"\"", "`;`", "[;]", "[it's]", "[\"]", "?1", ":a", "$a", "x'00'", "a--1\n+2");
    private static final List<String> GAPS = List.of(
            " ", "\n", "\t", "  ", "\r\n", " /* ; */ ", "/* ' */", " -- ;\n", "\n-- it's \"\r\n", "/**/", "/* -- */\n");

    private Sql() {}

    private static List<String> quoted(String dialect) {
        return switch (dialect) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            default -> SQLITE;
        };
    }

    /** A token; the same words that open blocks elsewhere are names here, since every statement begins with SELECT. */
    static Arbitrary<String> token(String dialect) {
        return Arbitraries.oneOf(
                Arbitraries.of(WORDS), Arbitraries.of(SIGNS), Arbitraries.of(STRINGS), Arbitraries.of(quoted(dialect)));
    }

    static Arbitrary<String> gap() {
        return Arbitraries.of(GAPS).list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts));
    }

    /** A statement as its tokens, no two strings side by side: they might be one. */
    static Arbitrary<List<String>> statement(String dialect) {
        return token(dialect)
                .list()
                .ofMaxSize(12)
                .map(tokens -> tokens.stream()
                        .flatMap(token -> token.matches("(?s).*['\"].*") ? Stream.of(token, "x") : Stream.of(token))
                        .toList());
    }

    /** The tokens with a gap before each but the first. */
    static Arbitrary<String> written(List<String> tokens) {
        return gap().list().ofSize(tokens.size()).map(gaps -> {
            StringBuilder text = new StringBuilder("SELECT");
            for (int i = 0; i < tokens.size(); i++) {
                text.append(gaps.get(i)).append(tokens.get(i));
            }
            return text.toString();
        });
    }

    /** Some statements as they are to be found. */
    static Arbitrary<List<String>> statements(String dialect) {
        return statement(dialect).flatMap(Sql::written).list().ofMaxSize(6);
    }

    /** The statements as a script, with a delimiter behind each and gaps between them. */
    static Arbitrary<String> script(List<String> statements, String delimiter) {
        return Combinators.combine(gap().list().ofSize(3 * statements.size() + 1), Arbitraries.of("", delimiter))
                .as((gaps, more) -> {
                    StringBuilder text = new StringBuilder(gaps.get(0));
                    for (int i = 0; i < statements.size(); i++) {
                        text.append(statements.get(i))
                                .append(gaps.get(3 * i + 1))
                                .append(delimiter);
                        text.append(gaps.get(3 * i + 2)).append(more).append(gaps.get(3 * i + 3));
                    }
                    return text.toString();
                });
    }

    /** Bytes that mean something, in any order. */
    static Arbitrary<String> noise() {
        String marks = "'\"`$;-/*#\\()[]{}.,:@!&|<>=+ \n\r\tEeUuNXBb&$1_é😀M";
        Arbitrary<String> pieces = Arbitraries.of(
                "BEGIN",
                "END",
                "CASE",
                "IF",
                "CREATE",
                "FUNCTION",
                "PROCEDURE",
                "TRIGGER",
                "DELIMITER",
                "--",
                "/*",
                "*/",
                "/*!50003",
                "$$",
                "COPY t FROM stdin;\n",
                "\\.\n",
                "SET sql_mode=",
                "ATOMIC",
                "PACKAGE",
                "AS",
                "THEN",
                "LOOP",
                "REPEAT",
                "HANDLER FOR",
                "RULE",
                "-- lockstep: ",
                "whole",
                "delimiter=",
                "timeout=1s",
                "\n",
                ";",
                ";");
        Arbitrary<String> single = Arbitraries.strings().withChars(marks).ofMaxLength(4);
        return Arbitraries.oneOf(pieces, single).list().ofMaxSize(60).map(parts -> String.join("", parts));
    }
}
