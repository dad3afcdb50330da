package dev.lockstep.cli.shell;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which of the standard streams are a terminal. Java itself can only tell of input and output together, and from release
 * 22 on not even that everywhere.
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
        return Files.isDirectory(STREAMS)
                ? new Terminals(isDevice(0), isDevice(1), isDevice(2))
                : new Terminals(isTested(0), isTested(1), isTested(2));
    }

    private static boolean isDevice(int stream) {
        try {
            String device = Files.readSymbolicLink(STREAMS.resolve(Integer.toString(stream)))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException closed) {
            return false;
        }
    }

    /** Asks the tool that every Unix has; without it, nobody is there. */
    private static boolean isTested(int stream) {
        try {
            ProcessBuilder test = new ProcessBuilder("test", "-t", Integer.toString(stream));
            test.redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT);
            return test.start().waitFor() == 0;
        } catch (IOException noSuchTool) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
