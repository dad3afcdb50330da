package dev.lockstep.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which of the standard streams are a terminal.
 *
 * @param in whether somebody can answer
 * @param out whether somebody reads the result
 * @param err whether somebody watches the progress
 */
public record Terminals(boolean in, boolean out, boolean err) {
    private static final Path STREAMS = Path.of("/proc/self/fd");

    /** None: a script, a pipe, a container without a terminal. */
    public static final Terminals NONE = new Terminals(false, false, false);

    /** Those of this process. */
    static Terminals real() {
        if (!Files.isDirectory(STREAMS)) {
            boolean isConsole = System.console() != null;
            return new Terminals(isConsole, isConsole, isConsole);
        }
        return new Terminals(isTerminal("0"), isTerminal("1"), isTerminal("2"));
    }

    /** Java can only tell of input and output together, and from release 22 on not even that everywhere. */
    private static boolean isTerminal(String stream) {
        try {
            String device = Files.readSymbolicLink(STREAMS.resolve(stream)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException closed) {
            return false;
        }
    }
}
