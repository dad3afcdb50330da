package dev.lockstep.cli.output;

import dev.lockstep.model.Script;
import dev.lockstep.model.Squash;
import java.nio.file.Path;
import java.util.List;

/**
 * A baseline script, made or about to be made.
 *
 * @param squash what it is
 * @param folder where it is written
 * @param isDryRun whether nothing was written
 * @param isDeleted whether the superfluous files were deleted
 */
public record SquashAnswer(Squash squash, Path folder, boolean isDryRun, boolean isDeleted) implements Answer {

    @Override
    public void tell(Voice voice) {
        String verb = isDryRun ? "would be written: " : "";
        paths().forEach(path -> voice.result(verb + path));
        voice.note(
                squash.files().isEmpty()
                        ? "the baseline script up to version " + squash.to() + " is there already"
                        : "it stands for " + Spans.count(squash.replaced(), "version") + ", up to " + squash.to());
        if (!squash.superfluous().isEmpty()) {
            String count = Spans.count(squash.superfluous().size(), "file");
            voice.note(
                    isDeleted
                            ? count + " deleted"
                            : count + " can be deleted (--delete) once every database is at version " + squash.to()
                                    + " or above: " + names(squash.superfluous()));
        }
    }

    private List<String> paths() {
        return squash.files().stream()
                .map(file -> folder.resolve(file.name()).toString())
                .toList();
    }

    private static String names(List<Script> scripts) {
        return String.join(", ", scripts.stream().map(Script::name).toList());
    }

    @Override
    public void write(Json json) {
        json.text("version", squash.to().text());
        json.number("replaced", squash.replaced());
        json.texts("files", paths());
        json.texts(
                "superfluous", squash.superfluous().stream().map(Script::name).toList());
        json.flag("dryRun", isDryRun);
        json.flag("deleted", isDeleted);
    }
}
