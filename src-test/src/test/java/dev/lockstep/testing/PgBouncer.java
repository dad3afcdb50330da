package dev.lockstep.testing;

import java.io.IOException;
import java.net.URI;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** A real PgBouncer in front of a test database. */
public final class PgBouncer implements AutoCloseable {
    private final ServerProcess process;
    private final TestDatabase db;

    private PgBouncer(ServerProcess process, TestDatabase db) {
        this.process = process;
        this.db = db;
    }

    /**
     * Starts one in front of the server of this database.
     *
     * @param mode {@code session}, {@code transaction} or {@code statement}
     * @param size how many sessions it keeps there
     */
    public static PgBouncer start(TestDatabase db, String mode, int size) {
        try {
            PgBouncerRecipe.check();
        } catch (IOException refused) {
            didNotRun("PgBouncer", refused);
        }
        URI server = URI.create(db.url().substring("jdbc:".length()));
        Address address = new Address(server.getHost(), server.getPort(), db.user(), db.password());
        return new PgBouncer(ServerProcess.start(new PgBouncerRecipe(address, mode, size)), db);
    }

    /** Says so where everybody sees it; the test counts as aborted, not as passed. */
    static void didNotRun(String what, IOException refused) {
        String text = what + " cannot be had here, so THE TESTS THAT NEED IT DID NOT RUN: " + refused.getMessage();
        System.err.println("\n" + "!".repeat(text.length()) + "\n" + text + "\n" + "!".repeat(text.length()) + "\n");
        Assumptions.abort(text);
    }

    private Server.Place place() {
        return new Server.Place(
                db.name(),
                "jdbc:postgresql://127.0.0.1:" + process.port() + "/" + db.name(),
                db.user(),
                db.password(),
                db.dsn().replaceFirst("@[^/]+/", "@127.0.0.1:" + process.port() + "/"));
    }

    /** Opens plain connections to the database, through the pooler. */
    public DataSource dataSource() {
        return db.dataSource(place());
    }

    /** The database's URL through the pooler, credentials included. */
    public String dsn() {
        return place().dsn();
    }

    @Override
    public void close() {
        process.close();
    }
}
