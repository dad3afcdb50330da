package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a server of one kind is installed into a directory and started there. */
sealed interface Recipe permits PostgresRecipe, MariaDbRecipe, GaleraRecipe, PgBouncerRecipe {
    /** What a server does with a commit: ordinary tests want speed, crash tests want the truth. */
    enum Durability {
        QUICK,
        CRASH_SAFE
    }

    /** Makes an empty data directory below {@code base}. */
    void install(Path base) throws IOException;

    /** The command that runs the server in the foreground. */
    List<String> command(Path base, int port) throws IOException;

    /** The signal that ends it at once; its data are not worth a clean shutdown. */
    String endSignal();

    Server server(Address address, Path log);
}
