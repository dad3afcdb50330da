package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Generated statements, each of which the server accepts: it receives as many as were written, to the letter. */
class ReceivedPropertiesTest {
    private static final String TABLE = "CREATE TABLE t (what TEXT)";
    private static final List<String> GAPS = List.of(
            " ", "\n", "\t", "\r\n", " /* ; */ ", " /* ' */ ", " -- ;\n", "\n-- it's \"\r\n", "/**/ ", " /* -- */\n");
    private static final List<String> STRINGS = List.of(
            "''",
            "';'",
            "'it''s'",
            "'--'",
            "'/* '",
            "'*/'",
            "'a\nb;'",
            "'\r\n;\t'",
            "'$$;'",
            "'//'",
            "'\"'",
            "'`;'",
            "'#;'",
            "'grüße 表;'",
            "'DELIMITER //'",
            "'END; COMMIT'",
            "'x' -- ;\n",
            "'x' /* ; */");

    private static final List<String> POSTGRESQL_STRINGS = List.of(
            "E'\\';'",
            "e'\\\\'",
            "'\\'",
            "$$;$$",
            "$t$ $$; ' $t$",
            "$é$;'$é$",
            "U&'\\0041;'",
            "'a'\n'b;'",
            "'😀;'",
            "$_1$\n;$_1$");
    private static final List<String> POSTGRESQL = List.of(
            "SELECT~%s",
            "select %s as~\"a;'\"",
            "INSERT INTO t~VALUES (%s)",
            "insert into t select~%s~where true",
            "UPDATE t SET~what = %s WHERE what = ';'",
            "DO $do$~BEGIN PERFORM %s; END;~$do$",
            "CREATE OR REPLACE FUNCTION f()~RETURNS text LANGUAGE sql AS $f$ SELECT %s; SELECT 'x'; $f$",
            "CREATE OR REPLACE FUNCTION g() RETURNS text LANGUAGE sql~BEGIN ATOMIC SELECT CASE WHEN true THEN %s END;~SELECT 'x'; END",
            "CREATE OR REPLACE RULE r AS ON UPDATE TO t DO ALSO (~INSERT INTO t VALUES (%s); DELETE FROM t WHERE what = ';')",
            "COMMENT ON TABLE~t IS 'a; comment'",
            "SELECT 1 -1 - -1 AS \"--;\",~ARRAY[1,2] @> ARRAY[1], %s");

    private static final List<String> MARIADB_STRINGS = List.of(
            "'\\';'",
            "'\\\\'",
            "\";\"",
            "\"it's \\\";\"",
            "\"'\"",
            "_utf8mb4'x;'",
            "x'3B'",
            "'a' 'b;'",
            "'\\n;'",
            "N'x;'");
    private static final List<String> MARIADB = List.of(
            "SELECT~%s",
            "select %s as~`a;'`",
            "INSERT INTO t~VALUES (%s)",
            "insert into t select~%s~from dual",
            "UPDATE t SET~what = %s WHERE what = ';'",
            "BEGIN NOT ATOMIC~DECLARE x TEXT; SET x = %s; WHILE 0 DO SELECT 1;~END WHILE; END",
            "CREATE OR REPLACE PROCEDURE p()~BEGIN IF 1 = 1 THEN SET @a = %s; ELSE SELECT 2; END IF;~END",
            "CREATE OR REPLACE FUNCTION f() RETURNS TEXT~again: LOOP SET @a = %s; RETURN CASE WHEN 1 THEN 'x' END; END LOOP",
            "CREATE OR REPLACE PROCEDURE q() REPEAT~SET @a = %s; UNTIL 1 END REPEAT",
            "CREATE OR REPLACE TRIGGER r BEFORE DELETE ON t FOR EACH ROW~BEGIN SET @a = %s; SET @b = 2; END",
            "/*!50003 SELECT~%s */",
            "/*M!100000 SELECT */ /*! %s */~AS x",
            "SELECT 1 -1--1 AS `#;`,~%s # the end;\n, 2");

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void postgresql_receives_what_was_written(@ForAll("postgresql") List<String> statements) throws Exception {
        check(Dbms.POSTGRESQL, statements);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void mariadb_receives_what_was_written(@ForAll("mariadb") List<String> statements) throws Exception {
        check(Dbms.MARIADB, statements);
    }

    @Provide
    Arbitrary<List<String>> postgresql() {
        return statements(POSTGRESQL, POSTGRESQL_STRINGS);
    }

    @Provide
    Arbitrary<List<String>> mariadb() {
        return statements(MARIADB, MARIADB_STRINGS);
    }

    private static void check(Dbms dbms, List<String> statements) throws Exception {
        try (TestDatabase db = TestDatabase.fresh(dbms)) {
            if (!db.canRecordStatements()) {
                return;
            }
            String script = TABLE + ";\n" + String.join(" ;\n", statements);
            List<String> received = Received.received(db, script);
            assertThat(received.subList(1, received.size())).containsExactlyElementsOf(statements);
            assertThat(Received.split(db, script)).isEqualTo(received);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** In a template ~ stands for a gap and %s for a string; a statement does not end in a gap. */
    private static Arbitrary<List<String>> statements(List<String> templates, List<String> strings) {
        Arbitrary<String> string = Arbitraries.oneOf(Arbitraries.of(STRINGS), Arbitraries.of(strings));
        Arbitrary<String> gap =
                Arbitraries.of(GAPS).list().ofMinSize(1).ofMaxSize(3).map(gaps -> " " + String.join("", gaps));
        return Combinators.combine(Arbitraries.of(templates), string, gap)
                .as((template, text, blank) ->
                        template.replace("~", blank).replace("%s", text).strip())
                .filter(statement -> !statement.endsWith("*/") || statement.startsWith("/*"))
                .filter(statement -> !statement.matches("(?s).*--[^\n]*"))
                .list()
                .ofMinSize(10)
                .ofMaxSize(40);
    }
}
