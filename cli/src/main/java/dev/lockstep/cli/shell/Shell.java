package dev.lockstep.cli.shell;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the command has of the shell that started it.
 *
 * @param variables the environment variables
 * @param directory the working directory, empty for the process's own
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminals which of them are a terminal
 */
public record Shell(
        Map<String, String> variables,
        Path directory,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Terminals terminals) {
    private static final int BUFFER = 8_192;

    /** The shell of this very process. */
    public static Shell real() {
        return new Shell(
                System.getenv(),
                Path.of(""),
                System.in,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                Terminals.real());
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(
                new OutputStreamWriter(new BufferedOutputStream(new FileOutputStream(stream), BUFFER), charset()),
                false);
    }

    /**
     * Containers seldom set a locale, and what Java takes for one then is ASCII; the text of migrations is UTF-8, as
     * is nearly every terminal.
     */
    private static Charset charset() {
        boolean isWindows = System.getProperty("os.name", "").startsWith("Windows");
        String console = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return isWindows && Charset.isSupported(console) ? Charset.forName(console) : StandardCharsets.UTF_8;
    }

    /** A path as the user means it. */
    public Path resolve(String path) {
        return directory.resolve(path);
    }
}
