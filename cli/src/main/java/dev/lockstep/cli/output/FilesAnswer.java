package dev.lockstep.cli.output;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that were made.
 *
 * @param files their paths
 */
public record FilesAnswer(List<Path> files) implements Answer {
    /** Copies the list. */
    public FilesAnswer {
        files = List.copyOf(files);
    }

    @Override
    public void tell(Voice voice) {
        files.forEach(file -> voice.result(file.toString()));
    }

    @Override
    public void write(Json json) {
        json.texts("files", files.stream().map(Path::toString).toList());
    }
}
