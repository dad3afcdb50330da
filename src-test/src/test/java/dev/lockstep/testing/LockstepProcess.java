package dev.lockstep.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line in a process of its own, without the libraries of the tests: everything about it is real, its exit code, its
 * streams, and its death. Closing it kills what still runs.
 */
public final class LockstepProcess implements AutoCloseable {
    private static final String MAIN = "dev.lockstep.cli.Main";

    private static final Pattern OF_THE_COMMAND_LINE = Pattern.compile(
            "(lockstep|picocli|jackson|snakeyaml|slf4j|jspecify|postgresql|mariadb-java|sqlite).*\\.jar");

    /** SQLite's driver loads a library; newer JDKs warn of that on standard error unless it is allowed. */
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    /** Nobody needs that long but who hangs. */
    private static final Duration HANG = Duration.ofMinutes(3);

    private final Process process;
    private final Path streams;
    private final Duration hang;

    private LockstepProcess(Process process, Path streams, Duration hang) {
        this.process = process;
        this.streams = streams;
        this.hang = hang;
    }

    /** How it ended. */
    public record Result(int exitCode, String out, String err) {
        /** Everything, for a message. */
        @Override
        public String toString() {
            return "exit code " + exitCode + "\n--- standard output\n" + out + "\n--- standard error\n" + err;
        }
    }

    /** The command line with these arguments; the rest is said by the builder. */
    public static Builder command(String... arguments) {
        return new Builder(List.of(arguments));
    }

    /** What is run and how. Unless told otherwise: no input, and none of the parent's variables that Lockstep reads. */
    public static final class Builder {
        private final List<String> arguments;
        private final List<String> jvmArguments =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", NATIVE));
        private final Map<String, String> environment = new TreeMap<>();
        private String mainClass = MAIN;
        private String input = "";
        private boolean isOnTerminal;
        private Path directory = Path.of("").toAbsolutePath();
        private Duration hang = HANG;

        private Builder(List<String> arguments) {
            this.arguments = arguments;
        }

        public Builder mainClass(Class<?> main) {
            mainClass = main.getName();
            return this;
        }

        public Builder jvmArguments(List<String> more) {
            jvmArguments.addAll(more);
            return this;
        }

        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** What the process reads from its standard input, which then ends. */
        public Builder input(String text) {
            input = text;
            return this;
        }

        /**
         * On a terminal of its own, which the tool {@code script} makes, and on which the input is typed. All that is shown there is
         * in {@link LockstepProcess#out}; signals go to the tool.
         */
        public Builder onTerminal() {
            isOnTerminal = true;
            return environment("TERM", "xterm");
        }

        public Builder directory(Path where) {
            directory = where;
            return this;
        }

        /** After that long the process is taken for hanging, which fails the test. */
        public Builder hangsAfter(Duration limit) {
            hang = limit;
            return this;
        }

        /** Starts it and lets it run. */
        public LockstepProcess start() {
            try {
                Path streams = Files.createTempDirectory("lockstep-process");
                Path in = Files.writeString(streams.resolve("in"), input);
                ProcessBuilder builder = new ProcessBuilder(commandLine(streams))
                        .directory(directory.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(streams.resolve("out").toFile())
                        .redirectError(streams.resolve("err").toFile());
                builder.environment().keySet().removeIf(Builder::isOurs);
                builder.environment().putAll(environment);
                return new LockstepProcess(builder.start(), streams, hang);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Runs it to its end. */
        public Result run() {
            try (LockstepProcess process = start()) {
                return process.await();
            }
        }

        /** SQLite's driver unpacks its library somewhere, where a process that is killed leaves it. */
        private List<String> commandLine(Path leftovers) {
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(jvmArguments);
            line.add("-Dorg.sqlite.tmpdir=" + leftovers);
            line.addAll(List.of("-cp", classPath(), mainClass));
            line.addAll(arguments);
            return isOnTerminal ? List.of("script", "-qec", quoted(line), "/dev/null") : line;
        }

        private static String quoted(List<String> line) {
            return line.stream()
                    .map(word -> "'" + word.replace("'", "'\\''") + "'")
                    .collect(Collectors.joining(" "));
        }

        /** The command line starts without the libraries of the tests, as a user's does: each jar costs time. */
        private String classPath() {
            String all = System.getProperty("java.class.path");
            return mainClass.equals(MAIN)
                    ? Arrays.stream(all.split(File.pathSeparator))
                            .filter(entry -> Files.isDirectory(Path.of(entry))
                                    || OF_THE_COMMAND_LINE
                                            .matcher(
                                                    Path.of(entry).getFileName().toString())
                                            .matches())
                            .collect(Collectors.joining(File.pathSeparator))
                    : all;
        }

        /** JAVA_TOOL_OPTIONS would be announced on standard error. */
        private static boolean isOurs(String variable) {
            return variable.startsWith("LOCKSTEP_")
                    || List.of("DSN", "DATABASE_URL", "JAVA_TOOL_OPTIONS").contains(variable);
        }
    }

    /** Waits for its end. A process that hangs shows what its threads do, is killed, and fails the test. */
    public Result await() {
        try {
            if (!process.waitFor(hang.toMillis(), TimeUnit.MILLISECONDS)) {
                throw hanging();
            }
            return new Result(process.exitValue(), out(), err());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a process", e);
        }
    }

    /** {@code kill -9}, now; returns when it is dead. */
    public Result kill9() {
        process.destroyForcibly();
        return await();
    }

    /** SIGTERM, as an orchestrator sends it. */
    public void terminate() {
        process.destroy();
    }

    /** SIGINT, as Ctrl-C sends it. */
    public void interrupt() {
        signal("INT");
    }

    /** SIGSTOP: it lives, and does nothing any more. */
    public void freeze() {
        signal("STOP");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it wrote so far on standard output. */
    public String out() {
        return text("out");
    }

    /** What it wrote so far on standard error. */
    public String err() {
        return text("err");
    }

    /** Waits until it has written this on either stream; fails if it ends without. */
    public void awaitOutput(String text) {
        Poll.until(
                () -> "\"" + text + "\" does not appear:\n" + out() + err(),
                hang,
                () -> (out() + err()).contains(text) || endedWithout(text));
    }

    private boolean endedWithout(String text) {
        if (!isAlive() && !(out() + err()).contains(text)) {
            throw new AssertionError("ended without \"" + text + "\": " + await());
        }
        return false;
    }

    /** Kills it if it runs, and removes what it wrote. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            Trees.delete(streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AssertionError hanging() throws InterruptedException {
        signal("QUIT");
        process.waitFor(2, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        return new AssertionError("still running after " + hang + "\n" + out() + err());
    }

    private void signal(String name) {
        try {
            Shell.run(List.of("kill", "-" + name, "" + pid()), streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String stream) {
        try {
            return Files.readString(streams.resolve(stream), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
