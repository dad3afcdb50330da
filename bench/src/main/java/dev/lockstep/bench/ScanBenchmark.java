package dev.lockstep.bench;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Traits;
import dev.lockstep.model.Outline;
import dev.lockstep.model.Script;
import dev.lockstep.script.ScriptReader;
import dev.lockstep.script.ScriptScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast scripts are read. An operation is a megabyte, so the score is in megabytes per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScanBenchmark {
    private static final int MEGABYTES = 64;
    private static final int BYTES = MEGABYTES * 1_000_000;

    /** What the script is made of. */
    @Param
    public Content content;

    private Script script;
    private Traits traits;

    /** Kinds of scripts. */
    public enum Content {
        /** One row in each INSERT. */
        INSERTS("postgresql", Content::insert),
        /** One row of ten columns in each INSERT. */
        WIDE("postgresql", Content::wide),
        /** Many rows in each INSERT. */
        ROWS("postgresql", Content::rows),
        /** Functions of PostgreSQL. */
        FUNCTIONS("postgresql", Content::functions),
        /** Procedures of MariaDB. */
        ROUTINES("mariadb", Content::routine);

        private static final int ROWS_EACH = 500;

        private final String dialect;
        private final IntFunction<String> part;

        Content(String dialect, IntFunction<String> part) {
            this.dialect = dialect;
            this.part = part;
        }

        private static String insert(int i) {
            return "INSERT INTO orders (id, customer_id, total, note) VALUES (" + i + ", " + i * 7919L % 10_000 + ", "
                    + i * 104_729L % 1000 + ".95, 'some text that says it''s paid');\n";
        }

        private static String wide(int i) {
            return "INSERT INTO public.customers (id, name, email, street, city, country, created_at, balance, active,"
                    + " remarks) VALUES (" + i + ", 'Customer Number " + i + "', 'customer" + i
                    + "@example.com', '12 Long"
                    + " Street, Flat " + i % 77 + "', 'Springfield', 'US', '2024-01-01 10:10:10+00', " + i % 1000
                    + ".25, true, NULL);\n";
        }

        private static String rows(int i) {
            return IntStream.range(0, ROWS_EACH)
                    .mapToObj(row -> "(" + (i * ROWS_EACH + row) + "," + row * 7919L % 10_000 + ",'Customer number "
                            + row + "','2024-01-01 10:10:10',NULL)")
                    .collect(Collectors.joining(",", "INSERT INTO orders VALUES ", ";\n"));
        }

        private static String functions(int i) {
            return """
                    -- function number %1$d
                    CREATE OR REPLACE FUNCTION calc_%1$d(a integer, b integer DEFAULT 0)
                    RETURNS integer
                    LANGUAGE sql
                    BEGIN ATOMIC
                        SELECT CASE WHEN a > b THEN a - b ELSE b - a END
                          FROM totals t WHERE t.id = a AND t.kind = 'x' /* why */;
                        UPDATE totals SET n = n + 1 WHERE id = b;
                    END;
                    CREATE FUNCTION changed_%1$d() RETURNS trigger LANGUAGE plpgsql AS $body$
                    BEGIN
                        IF NEW.total <> OLD.total THEN
                            INSERT INTO audit (id, old, new) VALUES (NEW.id, OLD.total, NEW.total);
                        END IF;
                        RETURN NEW;
                    END;
                    $body$;
                    """.formatted(i);
        }

        private static String routine(int i) {
            return """
                    -- routine %1$d
                    CREATE PROCEDURE calc_%1$d(IN a INT, OUT b INT)
                    BEGIN
                        DECLARE done INT DEFAULT 0;
                        DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
                        l1: LOOP
                            IF a > b THEN
                                SET b = CASE WHEN a > 1 THEN a - 1 ELSE 0 END;
                            ELSE
                                LEAVE l1;
                            END IF;
                            UPDATE totals SET n = n + 1 WHERE id = b; -- count
                        END LOOP l1;
                    END;
                    """.formatted(i);
        }
    }

    /** Writes the script. */
    @Setup
    public void write() {
        StringBuilder text = new StringBuilder(BYTES + (1 << 16));
        for (int i = 0; text.length() < BYTES; i++) {
            text.append(content.part.apply(i));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        script = new Script("bench.sql", () -> new ByteArrayInputStream(bytes));
        traits = ServiceLoader.load(Dialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(dialect -> dialect.names().contains(content.dialect))
                .findFirst()
                .orElseThrow()
                .traits();
    }

    /** Statements and the checksum over them. */
    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public String scan() throws IOException {
        try (ScriptScanner scanner = new ScriptScanner(script, traits.lexicon())) {
            boolean found = true;
            while (found) {
                found = scanner.next();
            }
            return scanner.checksum().hex();
        }
    }

    /** The first reading of a script in a run: also what each statement does to a transaction, and a checksum over the bytes. */
    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public Outline outline() throws IOException {
        return ScriptReader.outline(script, traits, each -> {});
    }
}
