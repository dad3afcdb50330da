package dev.lockstep.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB out of the class path. The system tables are written by the server's bootstrap mode, with the scripts that its
 * own installer feeds it, less the help texts: half the time of the installer.
 */
record MariaDbRecipe(Durability durability, List<String> options) implements Recipe {
    MariaDbRecipe(Durability durability) {
        this(durability, List.of());
    }

    private static final List<String> SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    /** The bootstrap mode reads one statement per line; the two variables keep out socket login and nameless accounts. */
    private static final String BEFORE = """
            CREATE DATABASE mysql;
            USE mysql;
            SET @auth_root_socket = NULL;
            SET @skip_auth_anonymous = 1;
            """;

    private static final String AFTER = """
            FLUSH PRIVILEGES;
            CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
            GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
            """.formatted(Address.USER, Address.PASSWORD);

    @Override
    public void install(Path base) throws IOException {
        Files.createDirectory(base.resolve("data"));
        Files.createDirectory(base.resolve("tmp"));
        Path script = base.resolve("bootstrap.sql");
        writeScript(script);
        List<String> command = common(base);
        command.addAll(List.of("--bootstrap", "--innodb-flush-log-at-trx-commit=0"));
        Shell.run(new ProcessBuilder(command).directory(base.toFile()).redirectInput(script.toFile()));
    }

    @Override
    public List<String> command(Path base, int port) {
        List<String> command = common(base);
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + base.resolve("tmp/socket"),
                "--pid-file=" + base.resolve("tmp/pid"),
                "--skip-name-resolve",
                "--disable-ssl",
                "--max-connections=300",
                "--character-set-server=utf8mb4",
                "--innodb-flush-log-at-trx-commit=" + (durability == Durability.QUICK ? 2 : 1)));
        command.addAll(options);
        return command;
    }

    private static List<String> common(Path base) {
        Path home = Binaries.mariaDb();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + base.resolve("data"),
                "--tmpdir=" + base.resolve("tmp"),
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=32M"));
        if (Shell.isRoot(base)) {
            command.add("--user=root");
        }
        return command;
    }

    private static void writeScript(Path script) throws IOException {
        try (OutputStream out = Files.newOutputStream(script)) {
            out.write(BEFORE.getBytes(StandardCharsets.UTF_8));
            for (String name : SCRIPTS) {
                Files.copy(script(name), out);
            }
            out.write(AFTER.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Before 11 the scripts were named after MySQL. */
    private static Path script(String name) {
        Path script = Binaries.mariaDb().resolve("share").resolve(name);
        return Files.exists(script) ? script : script.resolveSibling(name.replaceFirst("^mariadb_", "mysql_"));
    }

    @Override
    public String endSignal() {
        return "KILL";
    }

    @Override
    public Server server(Address address, Path log) {
        return new MariaDbServer(address);
    }
}
