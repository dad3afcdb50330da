package dev.lockstep.source;

import dev.lockstep.model.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several sources as one. */
record CombinedSource(List<MigrationSource> sources) implements MigrationSource {
    CombinedSource {
        sources = List.copyOf(sources);
    }

    @Override
    public String name() {
        return sources.stream().map(MigrationSource::name).collect(Collectors.joining(", "));
    }

    @Override
    public Optional<Script> beside(String path) {
        return sources.stream().flatMap(source -> source.beside(path).stream()).findFirst();
    }

    @Override
    public List<SourceFile> files() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (MigrationSource source : sources) {
            files.addAll(source.files());
        }
        return files;
    }
}
