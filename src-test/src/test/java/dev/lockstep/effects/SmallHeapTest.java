package dev.lockstep.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.LockstepProcess;
import dev.lockstep.testing.TestDatabase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line in a heap of 64 MB, with a file that is larger. {@code -Dlockstep.test.megabytes=1024} asks for a larger
 * one still.
 */
class SmallHeapTest {
    private static final long MEGABYTES = Long.getLong("lockstep.test.megabytes", 150);
    private static final String ROW =
            "the quick brown fox jumps over the lazy dog; it''s said, again and again and again";
    private static final int ROW_LENGTH = ROW.length() + 45;
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError");

    @EachDatabase({Dbms.SQLITE, Dbms.POSTGRESQL})
    void a_large_file_of_inserts_is_applied(TestDatabase db, @TempDir Path folder) throws Exception {
        long rows = rows();
        try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("1_many.sql"))) {
            file.write("CREATE TABLE many (id INTEGER, what TEXT);\n");
            for (long i = 0; i < rows; i++) {
                file.write("INSERT INTO many (id, what) VALUES (" + i + ", '" + ROW + "');\n");
            }
        }
        migrate(db, folder);
        assertThat(db.value("SELECT count(*) FROM many")).isEqualTo(String.valueOf(rows));
    }

    @EachDatabase(Dbms.POSTGRESQL)
    void the_data_of_a_large_copy_are_passed_on_as_they_are_read(TestDatabase db, @TempDir Path folder)
            throws Exception {
        long rows = rows();
        try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("1_many.sql"))) {
            file.write("CREATE TABLE many (id INTEGER, what TEXT);\nCOPY many FROM stdin;\n");
            for (long i = 0; i < rows; i++) {
                file.write(i + "\t" + ROW + "\n");
            }
            file.write("\\.\nINSERT INTO many VALUES (-1, 'the last');\n");
        }
        migrate(db, folder);
        assertThat(db.value("SELECT count(*) FROM many")).isEqualTo(String.valueOf(rows + 1));
    }

    @EachDatabase(Dbms.SQLITE)
    void a_statement_may_be_as_long_as_it_fits(TestDatabase db, @TempDir Path folder) throws Exception {
        int length = 5_000_000;
        Files.writeString(
                folder.resolve("1_long.sql"),
                "CREATE TABLE a (what TEXT);\nINSERT INTO a VALUES ('" + "x".repeat(length) + "');\n");
        migrate(db, folder);
        assertThat(db.value("SELECT length(what) FROM a")).isEqualTo(String.valueOf(length));
    }

    private static long rows() {
        return MEGABYTES * (1 << 20) / ROW_LENGTH;
    }

    private static void migrate(TestDatabase db, Path folder) throws IOException {
        LockstepProcess.Result result = LockstepProcess.command("migrate", "-u", db.dsn(), "-d", folder.toString())
                .jvmArguments(SMALL_HEAP)
                .hangsAfter(Duration.ofMinutes(15))
                .run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }
}
