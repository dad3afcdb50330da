package dev.lockstep.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Effects.Ruling;
import dev.lockstep.dialect.Effects.Waiting;
import dev.lockstep.dialect.Token.Kind;
import dev.lockstep.model.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VACUUM                          | VACUUM                                  | true",
                "VACUUM                          | VACUUM t                                | true",
                "VACUUM                          | VACUUMS                                 | false",
                "CREATE INDEX                    | CREATE TABLE                            | false",
                "CREATE INDEX                    | CREATE                                  | false",
                "CREATE [UNIQUE] INDEX           | CREATE INDEX i                          | true",
                "CREATE [UNIQUE] INDEX           | CREATE UNIQUE INDEX i                   | true",
                "CREATE [UNIQUE] INDEX           | CREATE UNIQUE UNIQUE INDEX i            | false",
                "SET [SESSION] [LOCAL] X         | SET LOCAL X                             | true",
                "SET [SESSION] SESSION           | SET SESSION                             | true",
                "CREATE … CONCURRENTLY           | CREATE UNIQUE INDEX CONCURRENTLY i      | true",
                "CREATE … CONCURRENTLY           | CREATE CONCURRENTLY                     | true",
                "CREATE … CONCURRENTLY           | CREATE UNIQUE INDEX i                   | false",
                "ALTER … ADD … VALUE             | ALTER TYPE t ADD a b ADD c VALUE d      | true",
                "ALTER … ADD … VALUE             | ALTER TYPE VALUE t ADD a                | false",
                "COMMIT ;                        | COMMIT                                  | true",
                "COMMIT ;                        | COMMIT PREPARED                         | false",
                "COMMIT … ;                      | COMMIT AND CHAIN                        | true",
                "COMMIT [WORK] ;                 | COMMIT WORK                             | true",
                "SELECT F ( … ) ;                | SELECT F ( a , b )                      | true",
                "SELECT F ( … ) ;                | SELECT F ( a ) + 1                      | false",
            })
    void patterns_match(String pattern, String statement, boolean matches) {
        Effects effects = Effects.rules().bare("because", pattern).otherwiseTransactional();
        assertThat(effects.of(tokens(statement)).effect()).isEqualTo(matches ? Effect.BARE : Effect.TRANSACTIONAL);
    }

    @Test
    void alternatives_stand_for_each_other_at_the_beginning_and_later() {
        Effects effects = Effects.rules().rule(Effect.SESSION, "SET|RESET A|B").otherwiseTransactional();
        assertThat(Stream.of("SET A", "SET B", "RESET A", "RESET B"))
                .allMatch(text -> effects.of(tokens(text)).effect() == Effect.SESSION);
        assertThat(Stream.of("SET", "SET C", "A SET"))
                .allMatch(text -> effects.of(tokens(text)).effect() == Effect.TRANSACTIONAL);
    }

    @Test
    void the_first_rule_that_matches_rules() {
        Effects effects = Effects.rules()
                .rule(Effect.COMMIT, "BEGIN ATOMIC")
                .rule(Effect.BEGIN, "BEGIN")
                .bare("never", "BEGIN NOT")
                .otherwiseTransactional();
        assertThat(effects.of(tokens("BEGIN ATOMIC")).effect()).isEqualTo(Effect.COMMIT);
        assertThat(effects.of(tokens("BEGIN NOT")).effect()).isEqualTo(Effect.BEGIN);
    }

    @Test
    void the_case_of_the_statement_does_not_matter() {
        Effects effects = Effects.rules().rule(Effect.SESSION, "SET ROLE").otherwiseTransactional();
        assertThat(effects.of(tokens("set rOlE")).effect()).isEqualTo(Effect.SESSION);
    }

    @Test
    void a_name_in_quotes_and_a_string_are_no_keywords() {
        Effects effects = Effects.rules().rule(Effect.SESSION, "SET ROLE").otherwiseTransactional();
        for (Kind kind : List.of(Kind.QUOTED_NAME, Kind.STRING)) {
            List<Token> head = List.of(new Token(Kind.WORD, "SET"), new Token(kind, "ROLE"));
            assertThat(effects.of(head).effect()).isEqualTo(Effect.TRANSACTIONAL);
        }
    }

    @Test
    void a_string_may_be_asked_for() {
        Effects effects = Effects.rules().choosing(Effect.SESSION, "F ( 'A'").otherwiseTransactional();
        Token f = new Token(Kind.WORD, "f");
        Token open = new Token(Kind.SYMBOL, "(");
        assertThat(effects.of(List.of(f, open, new Token(Kind.STRING, "'a'"))).waiting())
                .isEqualTo(Waiting.CHOSEN);
        assertThat(effects.of(List.of(f, open, new Token(Kind.STRING, "'b'"))).waiting())
                .isEqualTo(Waiting.BRIEF);
        assertThat(effects.of(List.of(f, open, new Token(Kind.WORD, "a"))).waiting())
                .isEqualTo(Waiting.BRIEF);
    }

    @Test
    void a_bare_statement_comes_with_the_reason() {
        Effects effects = Effects.rules().bare("it commits", "ALTER").otherwiseTransactional();
        assertThat(effects.of(tokens("ALTER TABLE"))).isEqualTo(new Ruling(Effect.BARE, "it commits"));
        assertThat(effects.of(tokens("SELECT 1"))).isEqualTo(new Ruling(Effect.TRANSACTIONAL, ""));
    }

    @Test
    void all_other_statements_may_be_bare() {
        Effects effects = Effects.rules().rule(Effect.TRANSACTIONAL, "INSERT").otherwiseBare("unknown");
        assertThat(effects.of(tokens("INSERT"))).isEqualTo(new Ruling(Effect.TRANSACTIONAL, ""));
        assertThat(effects.of(tokens("FROBNICATE"))).isEqualTo(new Ruling(Effect.BARE, "unknown"));
        assertThat(effects.of(List.of())).isEqualTo(new Ruling(Effect.BARE, "unknown"));
    }

    @Test
    void tells_which_first_words_need_a_second_look() {
        Effects effects = Effects.rules()
                .rule(Effect.SESSION, "SET|RESET A")
                .rows("INSERT")
                .otherwiseTransactional();
        assertThat(effects.horizon("SET")).isEqualTo(Effects.HORIZON);
        assertThat(effects.horizon("RESET")).isEqualTo(Effects.HORIZON);
        assertThat(effects.horizon("INSERT")).isEqualTo(1);
        assertThat(effects.horizon("UPDATE")).isEqualTo(1);
    }

    @Test
    void a_symbol_may_stand_first() {
        Effects effects = Effects.rules().rule(Effect.SESSION, "( SELECT").otherwiseTransactional();
        assertThat(effects.of(tokens("( SELECT 1 )")).effect()).isEqualTo(Effect.SESSION);
    }

    @Test
    void a_gap_over_the_whole_horizon_is_crossed() {
        List<Token> head = IntStream.range(0, Effects.HORIZON)
                .mapToObj(i -> new Token(Kind.WORD, i == 0 ? "ALTER" : i == Effects.HORIZON - 1 ? "END" : "A"))
                .toList();
        Effects effects = Effects.rules().bare("far", "ALTER … A … A … END ;").otherwiseTransactional();
        assertThat(effects.of(head).effect()).isEqualTo(Effect.BARE);
    }

    private static List<Token> tokens(String statement) {
        return Arrays.stream(statement.strip().split(" "))
                .map(text -> new Token(Character.isLetterOrDigit(text.charAt(0)) ? Kind.WORD : Kind.SYMBOL, text))
                .toList();
    }
}
