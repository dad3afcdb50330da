package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * PgBouncer in front of a PostgreSQL server, from the distribution's package. It refuses to run as root, so root hands it to
 * {@code nobody}.
 *
 * @param server the server behind it
 * @param mode {@code session}, {@code transaction} or {@code statement}
 * @param size how many sessions it keeps for a user in a database
 */
record PgBouncerRecipe(Address server, String mode, int size) implements Recipe {
    private static final Path INSTALLED = Path.of("/usr/sbin/pgbouncer");

    /**
     * Sees that it can be started.
     *
     * @throws IOException if it cannot be had
     */
    static void check() throws IOException {
        if (!Files.exists(INSTALLED)) {
            home();
        }
    }

    private static Path home() throws IOException {
        return Binaries.packages("pgbouncer", "libc-ares2", "libevent-2.1-7");
    }

    @Override
    public void install(Path base) throws IOException {
        Path users = readable(base.resolve("users"), "\"%s\" \"%s\"\n".formatted(server.user(), server.password()));
        readable(base.resolve("settings"), """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                unix_socket_dir =
                auth_type = plain
                auth_file = %s
                pool_mode = %s
                default_pool_size = %d
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.host(), server.port(), users, mode, size));
    }

    private static Path readable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** The port is known only now; what is said last counts. */
    @Override
    public List<String> command(Path base, int port) throws IOException {
        Path settings = base.resolve("settings");
        List<String> lines = new ArrayList<>(Files.readAllLines(settings));
        lines.removeIf(line -> line.startsWith("listen_port"));
        lines.add("listen_port = " + port);
        readable(settings, String.join("\n", lines) + "\n");
        List<String> command = new ArrayList<>();
        if (Shell.isRoot(base)) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        if (Files.exists(INSTALLED)) {
            command.add(INSTALLED.toString());
        } else {
            command.addAll(List.of(
                    "env",
                    "LD_LIBRARY_PATH=" + libraries(),
                    home().resolve("usr/sbin/pgbouncer").toString()));
        }
        command.add(settings.toString());
        return command;
    }

    private static Path libraries() throws IOException {
        try (Stream<Path> files = Files.walk(home())) {
            return files.filter(file -> file.getFileName().toString().startsWith("libcares.so"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    @Override
    public String endSignal() {
        return "QUIT";
    }

    @Override
    public Server server(Address address, Path log) {
        return new PostgresServer(address, null);
    }
}
