package dev.lockstep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** Two MariaDB servers that are one cluster, with the library of the distribution's package. */
public final class GaleraCluster implements AutoCloseable {
    private static final String LIBRARY = "usr/lib/galera/libgalera_smm.so";

    private static final String SCRIPT = "wsrep_sst_copy";

    private final ServerProcess first;
    private final ServerProcess second;

    private GaleraCluster(ServerProcess first, ServerProcess second) {
        this.first = first;
        this.second = second;
    }

    /** Starts both, and waits until they have found each other. */
    public static GaleraCluster start() throws IOException {
        Path library = library();
        Path scripts = Files.createTempDirectory("lockstep-galera");
        script(scripts.resolve(SCRIPT));
        int port = freePort();
        ServerProcess first = ServerProcess.start(new GaleraRecipe(library, scripts, "gcomm://", port, freePort()));
        ServerProcess second = ServerProcess.start(
                new GaleraRecipe(library, scripts, "gcomm://127.0.0.1:" + port, freePort(), freePort()));
        Poll.until("the nodes do not find each other", () -> isComplete(first) && isComplete(second));
        Trees.delete(scripts);
        return new GaleraCluster(first, second);
    }

    private static void script(Path file) throws IOException {
        try (InputStream script = GaleraCluster.class.getResourceAsStream("/galera/" + SCRIPT)) {
            Files.copy(Objects.requireNonNull(script), file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path library() {
        try {
            Path installed = Path.of("/", LIBRARY);
            return Files.exists(installed)
                    ? installed
                    : Binaries.packages("galera-4").resolve(LIBRARY);
        } catch (IOException refused) {
            PgBouncer.didNotRun("Galera", refused);
            throw new UncheckedIOException(refused);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isComplete(ServerProcess node) {
        try (Connection connection = node.server().connectToServer()) {
            return Sql.value(
                            connection,
                            "SELECT GROUP_CONCAT(VARIABLE_VALUE ORDER BY VARIABLE_NAME) FROM information_schema.GLOBAL_STATUS"
                                    + " WHERE VARIABLE_NAME IN ('WSREP_CLUSTER_SIZE', 'WSREP_LOCAL_STATE_COMMENT')")
                    .equals("2,Synced");
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** A fresh database, seen from the first node. */
    public TestDatabase database() throws SQLException {
        return TestDatabase.on(first.server());
    }

    /** The URL of a database on the second node; the account is the same. */
    public String urlOnSecond(TestDatabase db) {
        return db.url().replace(":" + first.port() + "/", ":" + second.port() + "/");
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
