package dev.lockstep.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A database's own client, as this machine has it: psql, mariadb, sqlite3.
 *
 * @param program the file
 */
public record Client(Path program) {
    /** MariaDB's client cuts scripts at semicolons, but for another delimiter; with this one it sends a script whole. */
    private static final String END = "#;;#";

    /** The client for such databases; empty, and loudly so, where this machine has none. */
    public static Optional<Client> of(Dbms dbms) {
        String name = switch (dbms) {
            case POSTGRESQL -> "psql";
            case MARIADB -> "mariadb";
            case SQLITE -> "sqlite3";
        };
        Optional<Client> client = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Client::new);
        if (client.isEmpty()) {
            System.err.printf("NOT RUN: there is no %s on this machine%n", name);
        }
        return client;
    }

    /** Runs a script to its end, or to its first error, which fails the call. */
    public void run(TestDatabase db, String script) throws IOException {
        Path input = Files.createTempFile("client", ".sql");
        try {
            Files.writeString(input, db.dbms() == Dbms.MARIADB ? script + "\n" + END + "\n" : script);
            ProcessBuilder builder = new ProcessBuilder(command(db)).redirectInput(input.toFile());
            builder.environment().put("MYSQL_PWD", db.password());
            Shell.run(builder);
        } finally {
            Files.delete(input);
        }
    }

    private List<String> command(TestDatabase db) {
        String file = program.toString();
        return switch (db.dbms()) {
            case POSTGRESQL ->
                List.of(file, "-Xq", "-v", "ON_ERROR_STOP=1", "-d", db.dsn().replaceFirst("\\?.*", ""));
            case MARIADB -> {
                URI place = URI.create(db.url().replaceFirst("^jdbc:", ""));
                yield List.of(
                        file,
                        "--no-defaults",
                        "--protocol=tcp",
                        "--host=" + place.getHost(),
                        "--port=" + place.getPort(),
                        "--user=" + db.user(),
                        "--default-character-set=utf8mb4",
                        "--comments",
                        "--delimiter=" + END,
                        db.name());
            }
            case SQLITE -> List.of(file, "-batch", "-bail", db.file().toString());
        };
    }
}
