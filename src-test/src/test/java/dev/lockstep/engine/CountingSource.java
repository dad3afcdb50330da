package dev.lockstep.engine;

import dev.lockstep.model.Script;
import dev.lockstep.source.MigrationSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory that count how often each of them is opened. */
final class CountingSource implements MigrationSource {
    private final Map<String, String> files;
    private final Map<String, Integer> opened = new TreeMap<>();

    CountingSource(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public List<SourceFile> files() {
        List<SourceFile> found = new ArrayList<>();
        files.forEach((name, text) -> found.add(new SourceFile(name, new Script(name, () -> {
            opened.merge(name, 1, Integer::sum);
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }))));
        return found;
    }

    void forget() {
        opened.clear();
    }

    /** How often each file was opened that was opened at all. */
    Map<String, Integer> opened() {
        return opened;
    }

    int opens() {
        return opened.values().stream().mapToInt(Integer::intValue).sum();
    }
}
