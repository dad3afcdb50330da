package dev.lockstep.testing;

import org.jspecify.annotations.Nullable;

/**
 * One server of each kind for this JVM, started when the first test asks for it and ended with the JVM. An environment
 * variable points at a running one instead; {@code -Dlockstep.test.containers=true} takes containers.
 */
final class Servers {
    static final String POSTGRES_URL = "LOCKSTEP_TEST_POSTGRES_URL";
    static final String MARIADB_URL = "LOCKSTEP_TEST_MARIADB_URL";

    private static final SqliteFiles SQLITE = new SqliteFiles();

    private Servers() {}

    static Server of(Dbms dbms) {
        return switch (dbms) {
            case POSTGRESQL -> Postgres.SERVER;
            case MARIADB -> MariaDb.SERVER;
            case SQLITE -> SQLITE;
        };
    }

    private static final class Postgres {
        static final Server SERVER = choose();

        private static Server choose() {
            String url = System.getenv(POSTGRES_URL);
            if (given(url)) {
                return new PostgresServer(Address.parse(url, 5432), null);
            }
            return Boolean.getBoolean("lockstep.test.containers")
                    ? new PostgresServer(Containers.postgres(), null)
                    : ServerProcess.start(new PostgresRecipe(Recipe.Durability.QUICK))
                            .server();
        }
    }

    private static final class MariaDb {
        static final Server SERVER = choose();

        private static Server choose() {
            String url = System.getenv(MARIADB_URL);
            if (given(url)) {
                return new MariaDbServer(Address.parse(url, 3306));
            }
            return Boolean.getBoolean("lockstep.test.containers")
                    ? new MariaDbServer(Containers.mariaDb())
                    : ServerProcess.start(new MariaDbRecipe(Recipe.Durability.QUICK))
                            .server();
        }
    }

    private static boolean given(@Nullable String url) {
        return url != null && !url.isBlank();
    }
}
