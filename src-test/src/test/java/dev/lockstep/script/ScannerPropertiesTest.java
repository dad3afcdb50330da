package dev.lockstep.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialects.Lexicons;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;
import net.jqwik.api.Tuple.Tuple4;

/** What holds for every script. */
class ScannerPropertiesTest {
    private static final List<String> DIALECTS = List.of("postgresql", "mariadb", "sqlite");

    @Property
    void statements_joined_by_delimiters_are_found_again(@ForAll("scripts") Tuple3<String, List<String>, String> sample)
            throws IOException {
        assertThat(split(sample.get1(), sample.get3())).containsExactlyElementsOf(sample.get2());
    }

    @Provide
    Arbitrary<Tuple3<String, List<String>, String>> scripts() {
        return Arbitraries.of(DIALECTS)
                .flatMap(dialect -> Sql.statements(dialect)
                        .flatMap(list -> Sql.script(list, ";").map(script -> Tuple.of(dialect, list, script))));
    }

    @Property
    void so_they_are_with_a_delimiter_of_any_kind(@ForAll("delimited") Tuple3<String, List<String>, String> sample)
            throws IOException {
        assertThat(split(sample.get1(), sample.get3())).containsExactlyElementsOf(sample.get2());
    }

    @Provide
    Arbitrary<Tuple3<String, List<String>, String>> delimited() {
        return Arbitraries.of("//x", ";;", "~", "§", "^^", "%end%")
                .flatMap(delimiter -> Arbitraries.of(DIALECTS)
                        .flatMap(dialect -> Sql.statements(dialect)
                                .flatMap(list -> Sql.script(list, delimiter)
                                        .map(script -> Tuple.of(
                                                dialect,
                                                list,
                                                "-- lockstep: delimiter=" + delimiter + "\n" + script)))));
    }

    @Property
    void statements_and_gaps_together_are_the_file(@ForAll("scripts") Tuple3<String, List<String>, String> sample)
            throws IOException {
        byte[] file = sample.get3().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try (ScriptScanner scanner = scanner(file, sample.get1(), Window.SIZE)) {
            while (scanner.next()) {
                again.write(file, again.size(), (int) scanner.offset() - again.size());
                again.writeBytes(scanner.text().getBytes(StandardCharsets.UTF_8));
            }
        }
        again.write(file, again.size(), file.length - again.size());
        assertThat(again.toByteArray()).isEqualTo(file);
    }

    @Property(tries = 3000)
    void noise_is_read_or_refused_and_any_buffer_gives_the_same(
            @ForAll("dialects") String dialect, @ForAll("noise") String noise, @ForAll("sizes") int size)
            throws IOException {
        byte[] file = noise.getBytes(StandardCharsets.UTF_8);
        assertThat(outcome(file, dialect, size)).isEqualTo(outcome(file, dialect, Window.SIZE));
    }

    @Property(tries = 3000)
    void random_bytes_are_read_or_refused(
            @ForAll("dialects") String dialect, @ForAll byte[] file, @ForAll("sizes") int size) throws IOException {
        assertThat(outcome(file, dialect, size)).isEqualTo(outcome(file, dialect, Window.SIZE));
    }

    @Property
    void any_buffer_finds_the_same(
            @ForAll("scripts") Tuple3<String, List<String>, String> sample, @ForAll("sizes") int size)
            throws IOException {
        byte[] file = sample.get3().getBytes(StandardCharsets.UTF_8);
        assertThat(outcome(file, sample.get1(), size)).isEqualTo(outcome(file, sample.get1(), Window.SIZE));
    }

    @Property
    void another_layout_has_the_same_checksum(@ForAll("layouts") Tuple3<String, String, String> sample)
            throws IOException {
        assertThat(checksum(sample.get1(), sample.get3())).isEqualTo(checksum(sample.get1(), sample.get2()));
    }

    @Provide
    Arbitrary<Tuple3<String, String, String>> layouts() {
        return Arbitraries.of(DIALECTS)
                .flatMap(dialect -> Sql.statement(dialect)
                        .flatMap(tokens -> Sql.written(tokens)
                                .flatMap(one -> Sql.written(tokens).map(other -> Tuple.of(dialect, one, other)))));
    }

    @Property
    void another_token_has_another_checksum(@ForAll("changes") Tuple4<String, List<String>, Integer, String> sample)
            throws IOException {
        List<String> changed = new ArrayList<>(sample.get2());
        int at = sample.get3() % changed.size();
        if (!changed.set(at, sample.get4()).equals(sample.get4())) {
            assertThat(checksum(sample.get1(), "SELECT " + String.join(" ", changed)))
                    .isNotEqualTo(checksum(sample.get1(), "SELECT " + String.join(" ", sample.get2())));
        }
    }

    @Property
    void reading_at_once_and_token_by_token_have_the_same_form(
            @ForAll("scripts") Tuple3<String, List<String>, String> sample) throws IOException {
        assertThat(checksum(sample.get1(), sample.get3())).isEqualTo(tokenByToken(sample.get1(), sample.get3()));
    }

    private static String tokenByToken(String dialect, String text) throws IOException {
        try (Window window = new Window(Script.ofText("a.sql", text), Window.SIZE)) {
            TokenForm form = new TokenForm(window);
            Lexer lexer = new Lexer(window, Lexicons.BY_NAME.get(dialect), CommentListener.NONE);
            lexer.delimiter(";");
            for (Lexeme lexeme = lexer.next(); lexeme != Lexeme.END; lexeme = lexer.next()) {
                if (lexeme != Lexeme.DELIMITER && !lexer.inStatement) {
                    form.begin(lexer.start);
                }
                if (lexeme != Lexeme.DELIMITER) {
                    form.token(lexeme, lexer);
                } else if (lexer.inStatement) {
                    form.end();
                }
                lexer.inStatement = lexeme != Lexeme.DELIMITER;
            }
            return form.hex();
        }
    }

    @Provide
    Arbitrary<Tuple4<String, List<String>, Integer, String>> changes() {
        return Arbitraries.of(DIALECTS)
                .flatMap(dialect -> Sql.statement(dialect)
                        .filter(tokens -> !tokens.isEmpty())
                        .flatMap(tokens -> Sql.token(dialect)
                                .flatMap(token -> Arbitraries.integers()
                                        .between(0, 1000)
                                        .map(at -> Tuple.of(dialect, tokens, at, token)))));
    }

    @Property
    void the_head_is_the_beginning_of_all_tokens(@ForAll("scripts") Tuple3<String, List<String>, String> sample)
            throws IOException {
        Lexicon lexicon = Lexicons.BY_NAME.get(sample.get1());
        try (ScriptScanner scanner = scanner(sample.get3().getBytes(StandardCharsets.UTF_8), sample.get1(), 1)) {
            while (scanner.next()) {
                var all = Tokenizer.tokens(scanner.text(), lexicon);
                assertThat(scanner.head(Integer.MAX_VALUE)).isEqualTo(all);
                assertThat(scanner.head(3)).isEqualTo(all.subList(0, Math.min(3, all.size())));
            }
        }
    }

    @Provide
    Arbitrary<String> dialects() {
        return Arbitraries.of(DIALECTS);
    }

    @Provide
    Arbitrary<String> noise() {
        return Sql.noise();
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, 300);
    }

    private static ScriptScanner scanner(byte[] file, String dialect, int size) throws IOException {
        return new ScriptScanner(
                new Script("a.sql", () -> new ByteArrayInputStream(file)), Lexicons.BY_NAME.get(dialect), size);
    }

    private static List<String> split(String dialect, String text) throws IOException {
        List<String> statements = new ArrayList<>();
        try (ScriptScanner scanner = scanner(text.getBytes(StandardCharsets.UTF_8), dialect, Window.SIZE)) {
            while (scanner.next()) {
                statements.add(scanner.text());
            }
        }
        return statements;
    }

    private static String checksum(String dialect, String text) throws IOException {
        try (ScriptScanner scanner = scanner(text.getBytes(StandardCharsets.UTF_8), dialect, Window.SIZE)) {
            boolean found = true;
            while (found) {
                found = scanner.next();
            }
            return scanner.checksum().hex();
        }
    }

    /** All that a caller can see, heads, hashes and places included; nothing but a refusal may be thrown. */
    private static String outcome(byte[] file, String dialect, int size) throws IOException {
        StringBuilder outcome = new StringBuilder();
        String before = new Digest().hex();
        try (ScriptScanner scanner = scanner(file, dialect, size)) {
            while (scanner.next()) {
                outcome.append(scanner.number())
                        .append(' ')
                        .append(scanner.line())
                        .append(':')
                        .append(scanner.column());
                outcome.append(' ')
                        .append(scanner.offset())
                        .append(scanner.text())
                        .append(scanner.head(5));
                outcome.append(scanner.place(3));
                if (scanner.hasInlineData()) {
                    outcome.append(Arrays.toString(scanner.inlineData().readAllBytes()));
                }
                assertThat(scanner.hashBefore()).isEqualTo(before);
                before = scanner.hash();
                outcome.append(before);
            }
            outcome.append(scanner.checksum()).append(scanner.directives());
        } catch (ValidationException e) {
            outcome.append(e.getMessage());
        }
        return outcome.toString();
    }
}
