package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Two MariaDB servers, of which one takes over what the other does. */
public final class Replication implements AutoCloseable {
    private final ServerProcess primary;
    private final ServerProcess replica;

    private Replication(ServerProcess primary, ServerProcess replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /** Starts both; the replica may be written to. */
    public static Replication start() throws SQLException {
        ServerProcess primary = server("--server-id=1", "--log-bin=binlog");
        ServerProcess replica = server("--server-id=2", "--log-bin=binlog");
        Replication both = new Replication(primary, replica);
        both.onReplica(
                "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = " + primary.port() + ", MASTER_USER = '"
                        + Address.USER + "', MASTER_PASSWORD = '" + Address.PASSWORD + "', MASTER_SSL = 0",
                "START SLAVE");
        return both;
    }

    private static ServerProcess server(String... options) {
        return ServerProcess.start(new MariaDbRecipe(Recipe.Durability.QUICK, List.of(options)));
    }

    /** A fresh database on the primary. */
    public TestDatabase database() throws SQLException {
        return TestDatabase.on(primary.server());
    }

    /** The URL of a database on the replica; the account is the same. */
    public String urlOnReplica(TestDatabase db) {
        return db.url().replace(":" + primary.port() + "/", ":" + replica.port() + "/");
    }

    /** Executes statements on the replica. */
    public void onReplica(String... statements) throws SQLException {
        try (Connection connection = replica.server().connectToServer()) {
            Sql.execute(connection, statements);
        }
    }

    /** Waits until the replica has done all that the primary has. */
    public void awaitReplica(TestDatabase db) {
        String count = "SELECT count(*) FROM information_schema.tables WHERE table_schema = '" + db.name() + "'";
        Poll.until("the replica is behind", () -> {
            try (Connection connection = replica.server().connectToServer()) {
                return Sql.value(connection, count).equals(db.value(count));
            }
        });
    }

    @Override
    public void close() {
        replica.close();
        primary.close();
    }
}
