package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL out of the class path. It refuses to run as root, so root hands it to {@code nobody}. */
record PostgresRecipe(Durability durability) implements Recipe {
    private static final String NOBODY = "65534";

    @Override
    public void install(Path base) throws IOException {
        Path data = Files.createDirectory(base.resolve("data"));
        Path password = Files.writeString(base.resolve("password"), Address.PASSWORD);
        if (Shell.isRoot(base)) {
            Files.setOwner(
                    data, base.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        List<String> command = unprivileged(base);
        command.add(program("initdb"));
        command.addAll(List.of("-D", data.toString(), "-U", Address.USER, "--pwfile=" + password));
        command.addAll(List.of("--auth=password", "--encoding=UTF8", "--no-locale", "--no-sync"));
        Shell.run(command, base);
    }

    @Override
    public List<String> command(Path base, int port) {
        List<String> command = unprivileged(base);
        command.addAll(List.of(program("postgres"), "-D", base.resolve("data").toString(), "-p", "" + port));
        settings().forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "shared_buffers=32MB",
                // In the data directory, so that nothing of a killed server outlives it.
                "dynamic_shared_memory_type=mmap",
                "log_line_prefix=" + PostgresLog.PREFIX + "%d:%p: ",
                "autovacuum=off"));
        if (durability == Durability.QUICK) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        return settings;
    }

    /** SIGQUIT is PostgreSQL's immediate shutdown: it takes the server's children along. */
    @Override
    public String endSignal() {
        return "QUIT";
    }

    @Override
    public Server server(Address address, Path log) {
        return new PostgresServer(address, log);
    }

    private static String program(String name) {
        return Binaries.postgres().resolve("bin").resolve(name).toString();
    }

    private static List<String> unprivileged(Path base) {
        return Shell.isRoot(base)
                ? new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"))
                : new ArrayList<>();
    }
}
