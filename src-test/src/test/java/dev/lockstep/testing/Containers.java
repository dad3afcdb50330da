package dev.lockstep.testing;

import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The same servers from a container engine; nothing of it is loaded unless it was asked for. */
final class Containers {
    private Containers() {}

    static Address postgres() {
        String image = "postgres:" + System.getProperty("lockstep.test.postgres.version", "16");
        return address(
                5432,
                started(new GenericContainer<>(image)
                        .withEnv("POSTGRES_USER", Address.USER)
                        .withEnv("POSTGRES_PASSWORD", Address.PASSWORD)
                        .withEnv("POSTGRES_DB", "postgres")
                        .withExposedPorts(5432)
                        // Once for the server that runs the image's own setup, and once for the real one.
                        .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2))));
    }

    static Address mariaDb() {
        String image = "mariadb:" + System.getProperty("lockstep.test.mariadb.version", "11.4");
        GenericContainer<?> container = started(new GenericContainer<>(image)
                .withEnv("MARIADB_ROOT_PASSWORD", Address.PASSWORD)
                .withCommand("--skip-name-resolve", "--character-set-server=utf8mb4")
                .withExposedPorts(3306)
                .waitingFor(Wait.forLogMessage(".*port: 3306 .*", 1)));
        return new Address(container.getHost(), container.getMappedPort(3306), "root", Address.PASSWORD);
    }

    private static GenericContainer<?> started(GenericContainer<?> container) {
        container.withStartupTimeout(Duration.ofMinutes(5)).start();
        return container;
    }

    private static Address address(int port, GenericContainer<?> container) {
        return new Address(container.getHost(), container.getMappedPort(port), Address.USER, Address.PASSWORD);
    }
}
