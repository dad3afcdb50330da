package dev.lockstep.cli.output;

import dev.lockstep.model.Version;
import java.util.Optional;

/**
 * A version by itself, fit for a script.
 *
 * @param version empty for the state before the first migration, which is told as 0
 */
public record NumberAnswer(Optional<Version> version) implements Answer {

    @Override
    public void tell(Voice voice) {
        voice.result(version.map(Version::text).orElse("0"));
    }

    @Override
    public void write(Json json) {
        ReportAnswer.version(json, "version", version);
    }
}
