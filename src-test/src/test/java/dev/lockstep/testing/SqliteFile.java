package dev.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An SQLite database under a connection that is to die. Closing a connection tidies up: it rolls back, removes journals,
 * writes the log back. A killed process does nothing of that, so the files are read before and put back after. The index
 * of the write-ahead log is left out: the next process builds it from the log.
 */
final class SqliteFile implements Wire {
    private final String url;
    private Map<Path, byte[]> before = Map.of();

    SqliteFile(String url) {
        this.url = url;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void opened(Connection target) {}

    @Override
    public void freeze() {
        before = read();
    }

    @Override
    public void thaw() {
        try {
            Map<Path, byte[]> after = read();
            for (Path gone : after.keySet()) {
                if (!before.containsKey(gone)) {
                    Files.delete(gone);
                }
            }
            for (Map.Entry<Path, byte[]> file : before.entrySet()) {
                putBack(file.getKey(), file.getValue(), after.get(file.getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putBack(Path file, byte[] content, byte @Nullable [] now) throws IOException {
        if (now == null || !Arrays.equals(content, now)) {
            Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private Map<Path, byte[]> read() {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        String path = url.substring("jdbc:sqlite:".length())
                .replaceFirst("^file:", "")
                .replaceFirst("\\?.*", "");
        for (String suffix : new String[] {"", "-journal", "-wal"}) {
            Path file = Path.of(path + suffix);
            if (Files.isRegularFile(file)) {
                files.put(file, content(file));
            }
        }
        return files;
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}

    @Override
    public void cutOnAnswer() {}

    @Override
    public boolean stall(Moment moment) {
        return false;
    }

    @Override
    public boolean isStalled() {
        return false;
    }

    @Override
    public int turns() {
        return 0;
    }
}
