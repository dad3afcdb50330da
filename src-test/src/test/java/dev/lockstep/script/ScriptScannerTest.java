package dev.lockstep.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.lockstep.dialect.Lexicon;
import dev.lockstep.dialect.Token;
import dev.lockstep.dialect.Token.Kind;
import dev.lockstep.dialects.Lexicons;
import dev.lockstep.model.Place;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a caller of the scanner may count on beside the statements themselves. */
class ScriptScannerTest {
    private static final Lexicon POSTGRESQL = Lexicons.BY_NAME.get("postgresql");
    private static final Lexicon MARIADB = Lexicons.BY_NAME.get("mariadb");
    private static final int MEGABYTE = 1 << 20;

    @Test
    void directives_are_known_after_the_first_call_of_next() throws IOException {
        String text = "-- lockstep: transaction=none timeout=90s\n-- lockstep: delimiter=//\n\nVACUUM";
        try (ScriptScanner scanner = scanner(text, POSTGRESQL)) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.directives().transaction()).isFalse();
            assertThat(scanner.directives().timeout()).contains(Duration.ofSeconds(90));
            assertThat(scanner.directives().delimiter()).contains("//");
            assertThat(scanner.directives().whole()).isFalse();
        }
    }

    @Test
    void directives_of_a_script_without_statements_are_known_too() throws IOException {
        try (ScriptScanner scanner = scanner("-- lockstep: timeout=1h", POSTGRESQL)) {
            assertThat(scanner.next()).isFalse();
            assertThat(scanner.directives().timeout()).contains(Duration.ofHours(1));
        }
    }

    @Test
    void the_head_holds_no_comments_and_takes_executable_ones_apart() throws IOException {
        String text = "/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`%`*/ /* no */ /*!50003 TRIGGER t */;";
        try (ScriptScanner scanner = scanner(text, MARIADB)) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.head(4))
                    .containsExactly(
                            new Token(Kind.WORD, "CREATE"),
                            new Token(Kind.WORD, "DEFINER"),
                            new Token(Kind.SYMBOL, "="),
                            new Token(Kind.QUOTED_NAME, "`r`"));
            assertThat(scanner.head(100)).hasSize(8);
            assertThat(scanner.head(0)).isEmpty();
        }
    }

    @Test
    void the_head_goes_by_the_rules_that_the_script_has_set() throws IOException {
        try (ScriptScanner scanner = scanner("SET sql_mode = 'ANSI_QUOTES'; SELECT \"a\"; SELECT 1", MARIADB)) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.head(2).get(1)).isEqualTo(new Token(Kind.QUOTED_NAME, "\"a\""));
            assertThat(Tokenizer.tokens(scanner.text(), MARIADB).get(1)).isEqualTo(new Token(Kind.STRING, "\"a\""));
            assertThat(scanner.tokens("DROP TABLE \"a\"").get(2)).isEqualTo(new Token(Kind.QUOTED_NAME, "\"a\""));
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.text()).isEqualTo("SELECT 1");
        }
    }

    @Test
    void a_session_may_begin_with_another_value_of_the_setting() throws IOException {
        Lexicon lexicon = MARIADB.under("STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES");
        try (ScriptScanner scanner = scanner("SELECT 'a\\'; SELECT 2", lexicon)) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.text()).isEqualTo("SELECT 'a\\'");
        }
    }

    @Test
    void places_count_characters_and_show_the_line() throws IOException {
        try (ScriptScanner scanner = scanner("SELECT 1;\n  SELECT '😀', x\n  FROM y;", POSTGRESQL)) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.place(0)).isEqualTo(new Place("a.sql", 2, 3, "  SELECT '😀', x", 2));
            assertThat(scanner.place(12)).isEqualTo(new Place("a.sql", 2, 15, "  SELECT '😀', x", 14));
            assertThat(scanner.place(16)).isEqualTo(new Place("a.sql", 3, 3, "  FROM y;", 2));
            assertThat(scanner.place(1000)).isEqualTo(new Place("a.sql", 3, 9, "  FROM y;", 8));
        }
    }

    @Test
    void data_is_read_or_passed_over_and_belongs_to_the_hash() throws IOException {
        String text = "COPY t FROM stdin;\n1\n2\n\\.\nSELECT 1;";
        try (ScriptScanner read = scanner(text, POSTGRESQL);
                ScriptScanner passed = scanner(text, POSTGRESQL);
                ScriptScanner other = scanner(text.replace('2', '3'), POSTGRESQL)) {
            assertThat(read.next()).isTrue();
            assertThat(read.inlineData().readNBytes(3)).isEqualTo("1\n2".getBytes(StandardCharsets.UTF_8));
            assertThat(read.text()).isEqualTo("COPY t FROM stdin");
            assertThat(read.head(1)).containsExactly(new Token(Kind.WORD, "COPY"));
            assertThat(read.place(5).line()).isEqualTo(1);
            assertThat(passed.next()).isTrue();
            assertThat(other.next()).isTrue();
            assertThat(passed.hash()).isEqualTo(read.hash()).isNotEqualTo(other.hash());
            assertThatIllegalStateException().isThrownBy(passed::inlineData);
            assertThat(passed.next()).isTrue();
            assertThat(passed.text()).isEqualTo("SELECT 1");
            assertThat(passed.line()).isEqualTo(5);
            assertThatIllegalStateException().isThrownBy(passed::inlineData);
        }
    }

    @Test
    void a_statement_of_20_megabytes_is_read_whole() throws IOException {
        String text = "INSERT INTO t VALUES ('" + "x;".repeat(10 * MEGABYTE) + "')";
        try (ScriptScanner scanner = scanner("SELECT 1;" + text + ";SELECT 2", POSTGRESQL)) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.text()).isEqualTo(text);
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.text()).isEqualTo("SELECT 2");
        }
    }

    @Test
    void what_does_not_fit_into_memory_is_named_at_its_beginning() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessString.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("SELECT 1\n")
                .contains("does not fit into the memory")
                .contains("a.sql:2:3");
    }

    /** Reads a string that never ends. */
    static final class EndlessString {
        public static void main(String[] arguments) throws IOException {
            byte[] first = "SELECT 1;\n  SELECT '".getBytes(StandardCharsets.UTF_8);
            InputStream endless =
                    new SequenceInputStream(new ByteArrayInputStream(first), new Repeated("x", Long.MAX_VALUE));
            try (ScriptScanner scanner = new ScriptScanner(new Script("a.sql", () -> endless), POSTGRESQL)) {
                while (scanner.next()) {
                    System.out.println(scanner.text());
                }
            } catch (ValidationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void memory_does_not_grow_with_the_script() throws IOException {
        scan(MEGABYTE);
        long small = scan(MEGABYTE);
        long large = scan(64 * MEGABYTE);
        assertThat(Math.abs(large - small)).isLessThan(1 << 16);
    }

    /** The bytes that were allocated while a script of this size was read. */
    private static long scan(long size) throws IOException {
        String rows = IntStream.range(0, 1000)
                .mapToObj(i -> "INSERT INTO t (a, b) VALUES (" + i + ", 'it''s -- row " + i + "'); -- é\n")
                .reduce("", String::concat);
        Script script = new Script("a.sql", () -> new Repeated(rows, size));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        try (ScriptScanner scanner = new ScriptScanner(script, POSTGRESQL)) {
            int count = 0;
            while (scanner.next()) {
                count++;
            }
            assertThat(count).isEqualTo(scanner.number());
            assertThat(scanner.checksum().hex()).hasSize(64);
        }
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void tokens_of_a_statement_that_does_not_end_go_up_to_its_end() {
        assertThat(Tokenizer.tokens("SELECT 'a; $$ /*", POSTGRESQL))
                .isEqualTo(List.of(new Token(Kind.WORD, "SELECT"), new Token(Kind.STRING, "'a; $$ /*")));
        assertThat(Tokenizer.tokens("\\x 1.5e-3 <=", POSTGRESQL))
                .isEqualTo(List.of(
                        new Token(Kind.SYMBOL, "\\"),
                        new Token(Kind.WORD, "x"),
                        new Token(Kind.WORD, "1.5e-3"),
                        new Token(Kind.SYMBOL, "<"),
                        new Token(Kind.SYMBOL, "=")));
        assertThat(Tokenizer.tokens(" -- nothing", POSTGRESQL)).isEqualTo(Collections.emptyList());
    }

    private static ScriptScanner scanner(String text, Lexicon lexicon) throws IOException {
        return new ScriptScanner(Script.ofText("a.sql", text), lexicon);
    }

    /** A text again and again, up to a size. */
    private static final class Repeated extends InputStream {
        private final byte[] text;
        private long left;
        private int position;

        Repeated(String text, long size) {
            this.text = text.getBytes(StandardCharsets.UTF_8);
            this.left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(length, text.length - position);
            System.arraycopy(text, position, target, offset, count);
            position = (position + count) % text.length;
            left -= count;
            return count;
        }
    }
}
