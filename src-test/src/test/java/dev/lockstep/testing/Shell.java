package dev.lockstep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of the operating system, run to their end. */
final class Shell {
    private Shell() {}

    /** Runs the command; a failure carries all it said. */
    static void run(List<String> command, Path directory) throws IOException {
        run(new ProcessBuilder(command).directory(directory.toFile()));
    }

    static void run(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(builder.command() + " ended with " + exit + ":\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whether a file that this process made belongs to root. */
    static boolean isRoot(Path ownFile) {
        try {
            return Files.getAttribute(ownFile, "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
