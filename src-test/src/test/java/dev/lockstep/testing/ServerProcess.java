package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A database server that this JVM started, in a directory of its own, on a port nobody had. */
final class ServerProcess implements AutoCloseable {
    /** Who is forgotten is collected, and with it the pipe that keeps the server alive. */
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    private final Recipe recipe;
    private final Path base;
    private final Watchdog watchdog;
    private Process process;
    private int port;

    private ServerProcess(Recipe recipe, Path base) throws IOException {
        this.recipe = recipe;
        this.base = base;
        this.watchdog = Watchdog.over(base, recipe.endSignal());
        recipe.install(base);
        this.port = freePort();
        this.process = launch();
    }

    /** Installs and starts; returns when it answers. */
    static ServerProcess start(Recipe recipe) {
        try {
            Path base = Scratch.directory("lockstep-server");
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
            ServerProcess server = new ServerProcess(recipe, base);
            RUNNING.add(server);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a server: " + recipe, e);
        }
    }

    Server server() {
        return recipe.server(Address.local(port), log());
    }

    /** Kills the server and all its children as a power cut would. */
    void kill9() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(family);
    }

    /** Ends it at once, by its own immediate shutdown where it has one. */
    void stopImmediate() {
        try {
            List<ProcessHandle> family = process.descendants().toList();
            Shell.run(List.of("kill", "-" + recipe.endSignal(), "" + process.pid()), base);
            awaitEnd(family);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again on the same data and the same port; returns when it has recovered and answers. */
    void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the server runs");
        }
        try {
            process = launch();
            awaitAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory that holds its data, among others. */
    Path base() {
        return base;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return base.resolve("log");
    }

    @Override
    public void close() {
        RUNNING.remove(this);
        watchdog.close();
    }

    private Process launch() throws IOException {
        Process launched = new ProcessBuilder(recipe.command(base, port))
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        watchdog.watch(launched.pid());
        return launched;
    }

    private void awaitEnd(List<ProcessHandle> family) {
        Poll.until(
                "the server's end", () -> !process.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void awaitAnswer() throws IOException {
        Refusal refusal = new Refusal();
        Poll.until(() -> "no answer: " + refusal.last + "\n" + logText(), Poll.GENEROUS, () -> answers(refusal));
    }

    private boolean answers(Refusal refusal) throws IOException {
        if (!process.isAlive()) {
            takeAnotherPort();
        }
        try (Connection connection = server().connectToServer()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            refusal.last = e;
            return false;
        }
    }

    /** Somebody may have taken the port between our look and the server's start; any other reason is final. */
    private void takeAnotherPort() throws IOException {
        if (!logText().toLowerCase(Locale.ROOT).contains("address already in use")) {
            throw new IOException("the server ended with " + process.exitValue() + ":\n" + logText());
        }
        Files.delete(log());
        port = freePort();
        process = launch();
    }

    private String logText() {
        try {
            String text = Files.readString(log());
            return text.substring(Math.max(0, text.length() - 4000));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Refusal {
        private @Nullable SQLException last;
    }

    /**
     * A shell that waits for the end of this JVM, however it comes: then the pipe to it breaks, and it ends the server and
     * removes the directory. So nothing stays behind, not even after {@code kill -9}.
     */
    private record Watchdog(Process shell) implements AutoCloseable {
        private static final String SCRIPT = """
                trap '' INT HUP TERM
                while read -r line; do pid=$line; done
                if [ -n "$pid" ] && kill -"$2" "$pid" 2>/dev/null; then
                    for i in 1 2 3 4 5 6 7 8 9 10; do
                        kill -0 "$pid" 2>/dev/null || break
                        sleep 0.3
                    done
                    kill -KILL "$pid" 2>/dev/null
                fi
                rm -rf "$1"
                """;

        static Watchdog over(Path base, String signal) throws IOException {
            return new Watchdog(new ProcessBuilder("sh", "-c", SCRIPT, "watchdog", base.toString(), signal)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }

        void watch(long pid) throws IOException {
            shell.getOutputStream().write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
        }

        @Override
        public void close() {
            try {
                shell.getOutputStream().close();
                if (!shell.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the watchdog does not end");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
