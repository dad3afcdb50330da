package dev.lockstep.cli;

import dev.lockstep.cli.shell.Interruption;
import dev.lockstep.cli.shell.Shell;
import dev.lockstep.cli.shell.Terminals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The command line in this JVM, in a folder of its own, with variables, input and terminals as the test wants them.
 * Whether a real process does the same is for {@link ProcessTest} to show.
 */
final class CommandLineRun {
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private String input = "";
    private Terminals terminals = Terminals.NONE;

    CommandLineRun(Path folder) {
        this.folder = folder;
    }

    /** How it ended. */
    record Result(int code, String out, String err) {
        String all() {
            return out + err;
        }

        /** The document on standard output, which must be exactly one. */
        Document document() {
            return Document.of(out);
        }

        @Override
        public String toString() {
            return "exit code " + code + "\n--- standard output\n" + out + "\n--- standard error\n" + err;
        }
    }

    CommandLineRun variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    CommandLineRun input(String text) {
        input = text;
        return this;
    }

    CommandLineRun terminals(Terminals which) {
        terminals = which;
        return this;
    }

    /** Writes a file into the folder. */
    CommandLineRun file(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Three small migrations, which any database takes. */
    CommandLineRun threeMigrations() {
        return file("migrations/1_orders.up.sql", "CREATE TABLE orders (id INT);\nINSERT INTO orders VALUES (1);\n")
                .file("migrations/1_orders.down.sql", "DROP TABLE orders;\n")
                .file("migrations/2_lines.up.sql", "CREATE TABLE order_lines (id INT);\n")
                .file("migrations/2_lines.down.sql", "DROP TABLE order_lines;\n")
                .file("migrations/3_notes.up.sql", "CREATE TABLE notes (id INT);\n")
                .file("migrations/3_notes.down.sql", "DROP TABLE notes;\n");
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                Map.copyOf(variables),
                folder,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                terminals);
        int code = Main.run(shell, Interruption.never(), arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
