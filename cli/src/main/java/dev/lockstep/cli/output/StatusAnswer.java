package dev.lockstep.cli.output;

import dev.lockstep.cli.output.Table.Cell;
import dev.lockstep.model.Place;
import dev.lockstep.model.Status;
import dev.lockstep.model.Status.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How every migration stands.
 *
 * @param status what the engine found
 * @param database the database, as it is shown
 */
public record StatusAnswer(Status status, String database) implements Answer {
    private static final int COLUMNS = 6;

    @Override
    public void tell(Voice voice) {
        status.notes().forEach(voice::note);
        Palette palette = voice.palette();
        voice.result(palette.strong(database)
                + status.current().map(version -> ", at version " + version).orElse(", with nothing applied"));
        status.holder().ifPresent(holder -> voice.result("the lock is held by " + holder));
        voice.result("");
        Table table = new Table(COLUMNS);
        table.row(
                head("version", palette),
                head("description", palette),
                head("state", palette),
                head("applied", palette),
                head("took", palette),
                head("by", palette));
        status.rows().forEach(row -> table.row(cells(row, palette)));
        table.lines().forEach(voice::result);
        status.rows().forEach(row -> row.dirt().ifPresent(dirt -> tell(row, dirt, voice)));
        voice.result("");
        voice.result(summary());
    }

    private static Cell head(String text, Palette palette) {
        return new Cell(text, palette::faint);
    }

    private static Cell[] cells(Status.Row row, Palette palette) {
        Optional<Status.Applied> applied = row.applied().filter(when -> row.state() != State.PENDING);
        return new Cell[] {
            Cell.plain(row.id().toString()),
            Cell.plain(row.description()),
            new Cell(Words.of(row.state()).replace('-', ' '), text -> painted(row.state(), text, palette)),
            Cell.plain(applied.map(when -> Times.text(when.at())).orElse("")),
            Cell.plain(applied.map(Status.Applied::duration)
                    .filter(took -> !took.equals(Duration.ZERO))
                    .map(Spans::text)
                    .orElse("")),
            Cell.plain(applied.map(Status.Applied::by).orElse(""))
        };
    }

    private static String painted(State state, String text, Palette palette) {
        return switch (state) {
            case APPLIED, REFORMATTED, SQUASHED, BASELINE, AHEAD -> palette.good(text);
            case PENDING, RUNNING -> palette.pending(text);
            case CHANGED, MISSING, OUT_OF_ORDER, DIRTY -> palette.bad(text);
        };
    }

    private static void tell(Status.Row row, Status.Dirt dirt, Voice voice) {
        voice.result("");
        voice.result(Progress.label(row.id(), row.description()) + " is in the middle of going "
                + Words.of(dirt.direction()) + ": " + dirt.done() + " of " + Spans.count(dirt.total(), "statement")
                + " done");
        voice.result("  it goes on at " + dirt.next().map(Place::toString).orElse(row.script()));
        row.applied().ifPresent(begun -> voice.result("  begun " + Times.text(begun.at()) + " by " + begun.by()));
        dirt.error().ifPresent(error -> error.lines().forEach(line -> voice.result("  " + line)));
        if (row.state() == State.DIRTY) {
            voice.result("  next: '" + String.join("', or '", dirt.commands()) + "'");
        }
    }

    private String summary() {
        List<String> counts = new ArrayList<>();
        for (State state : State.values()) {
            long count =
                    status.rows().stream().filter(row -> row.state() == state).count();
            if (count > 0) {
                counts.add(count + " " + Words.of(state).replace('-', ' '));
            }
        }
        return String.join(", ", counts);
    }

    @Override
    public void write(Json json) {
        json.text("dialect", status.dialect());
        ReportAnswer.version(json, "version", status.current());
        json.flag("pendingOrDirty", status.isPendingOrDirty());
        status.holder().ifPresent(holder -> LockAnswer.write(json, holder));
        json.array("migrations", () -> status.rows().forEach(row -> json.element(() -> write(json, row))));
    }

    private static void write(Json json, Status.Row row) {
        ReportAnswer.id(json, row.id(), row.description());
        json.text("state", Words.of(row.state()));
        json.text("script", row.script());
        row.applied().ifPresent(applied -> {
            json.text("appliedAt", Times.iso(applied.at()));
            json.text("appliedBy", applied.by());
            json.number("durationMillis", applied.duration().toMillis());
            json.text("release", applied.release());
        });
        row.dirt()
                .ifPresent(dirt -> json.object("dirt", () -> {
                    json.text("direction", Words.of(dirt.direction()));
                    json.number("statementsDone", dirt.done());
                    json.number("statements", dirt.total());
                    dirt.next().ifPresent(place -> {
                        json.text("file", place.file());
                        json.number("line", place.line());
                    });
                    json.text("error", dirt.error());
                    json.texts("commands", dirt.commands());
                }));
    }
}
