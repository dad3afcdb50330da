package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Programs that are no libraries, out of the registry that npm is set up for on this machine; each is fetched once. */
public final class Tools {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private Tools() {}

    /** This machine, as the makers of such programs call it: {@code linux-x64}. */
    public static String npmPlatform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return (system.startsWith("mac") ? "darwin-" : "linux-") + processor;
    }

    /** The folder with the contents of a package; empty, and loudly so, where npm cannot bring it. */
    public static Optional<Path> ofNpm(String name) {
        Path home = Path.of(
                System.getProperty("java.io.tmpdir"),
                "lockstep-tools-" + System.getProperty("user.name"),
                name.replace('/', '-'));
        try {
            if (!Files.isDirectory(home)) {
                fetch(name, home);
            }
            return Optional.of(home);
        } catch (IOException notToBeHad) {
            System.err.printf("NOT RUN: %s cannot be had by npm: %s%n", name, notToBeHad.getMessage());
            return Optional.empty();
        }
    }

    private static void fetch(String name, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "fetching");
        try {
            Shell.run(List.of("npm", "pack", "--fetch-retries=0", "--fetch-timeout=60000", name), fresh);
            try (var packed = Files.newDirectoryStream(fresh, "*.tgz")) {
                Shell.run(List.of("tar", "xzf", packed.iterator().next().toString()), fresh);
            }
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Trees.delete(fresh);
            if (!Files.isDirectory(home)) {
                throw failed;
            }
        }
    }

    /** Runs a program to its end; a failure carries all it said. */
    public static void run(List<String> command) {
        try {
            Shell.run(command, HERE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
