package dev.lockstep.source;

import dev.lockstep.model.Script;
import java.util.List;
import java.util.Map;

/** Files in memory. */
record MemorySource(Map<String, String> textByPath) implements MigrationSource {
    MemorySource {
        textByPath = Map.copyOf(textByPath);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<SourceFile> files() {
        return textByPath.entrySet().stream()
                .map(file -> new SourceFile(file.getKey(), Script.ofText(file.getKey(), file.getValue())))
                .toList();
    }
}
