package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where databases of tests lie: in memory where the system offers it and there is room, else in the temporary directory. A
 * fresh database is files and files again, and that makes the difference between 15 and 200 milliseconds.
 */
final class Scratch {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 2L << 30;

    private Scratch() {}

    static Path directory(String prefix) throws IOException {
        return inMemory() ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    private static boolean inMemory() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
    }
}
