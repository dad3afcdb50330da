package dev.lockstep.cli.output;

import dev.lockstep.model.Direction;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Report;
import dev.lockstep.model.Version;
import java.util.Optional;

/**
 * What a run has done.
 *
 * @param report the engine's report
 * @param direction which way it went
 */
public record ReportAnswer(Report report, Direction direction) implements Answer {

    @Override
    public void tell(Voice voice) {
        report.notes().forEach(voice::note);
        int notes = voice.notes().size();
        voice.summary((report.done().isEmpty() ? idle() : voice.palette().good(busy()))
                + (notes == 0 ? "" : " (" + Spans.count(notes, "note") + ")"));
    }

    private String idle() {
        return "nothing to do, "
                + report.to().map(version -> "at version " + version).orElse("no version is applied");
    }

    private String busy() {
        String verb = direction == Direction.UP ? " applied" : " taken back";
        String where = report.to().map(version -> "now at version " + version).orElse("no version is applied now");
        return Spans.count(report.done().size(), "migration") + verb + ", " + where;
    }

    @Override
    public void write(Json json) {
        version(json, "from", report.from());
        version(json, "to", report.to());
        json.array("done", () -> report.done().forEach(done -> json.element(() -> write(json, done))));
        json.number("durationMillis", report.duration().toMillis());
    }

    static void version(Json json, String name, Optional<Version> version) {
        json.text(name, version.map(Version::text));
    }

    static void write(Json json, Report.Done done) {
        id(json, done.id(), done.description());
        json.text("direction", Words.of(done.direction()));
        json.number("statements", done.statements());
        json.number("durationMillis", done.duration().toMillis());
    }

    static void id(Json json, MigrationId id, String description) {
        json.text("id", id.toString());
        json.text("kind", Words.of(id.kind()));
        json.text("description", description);
    }
}
