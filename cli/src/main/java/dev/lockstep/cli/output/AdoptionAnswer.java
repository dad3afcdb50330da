package dev.lockstep.cli.output;

import dev.lockstep.cli.output.Table.Cell;
import dev.lockstep.model.Adoption;
import dev.lockstep.model.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is taken over from another tool.
 *
 * @param adoption what the engine found
 * @param database the database, as it is shown
 * @param tense whether it is done
 */
public record AdoptionAnswer(Adoption adoption, String database, Tense tense) implements Answer {
    private static final int COLUMNS = 7;

    /** Whether something is done. */
    public enum Tense {
        /** It would be done. */
        PLANNED,
        /** It was done. */
        DONE
    }

    @Override
    public void tell(Voice voice) {
        adoption.notes().forEach(voice::note);
        if (tense == Tense.PLANNED) {
            lines(voice.palette()).forEach(voice::result);
        } else {
            voice.summary(voice.palette().good(summary()));
        }
    }

    private String summary() {
        String what = adoption.rows().isEmpty()
                ? "nothing was adopted: the history begins here"
                : Spans.count(adoption.rows().size(), "migration") + " adopted from " + adoption.tool();
        return what
                + adoption.to()
                        .map(Version::text)
                        .map(at -> ", now at version " + at)
                        .orElse("");
    }

    /** What would be taken over: a line of what it is about, and a table. */
    List<String> lines(Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.strong(database) + ": " + head());
        if (!adoption.rows().isEmpty()) {
            lines.add("");
            Table table = new Table(COLUMNS);
            table.row(
                    head("version", palette),
                    head("description", palette),
                    head("state", palette),
                    head("file", palette),
                    head("applied", palette),
                    head("took", palette),
                    head("by", palette));
            adoption.rows().forEach(row -> table.row(cells(row, palette)));
            lines.addAll(table.lines());
        }
        return lines;
    }

    private String head() {
        if (adoption.table().isEmpty()) {
            return "nothing to adopt";
        }
        String from = "from " + adoption.tool() + " (" + adoption.table() + ")";
        return adoption.rows().isEmpty()
                ? "nothing new to adopt " + from
                : Spans.count(adoption.rows().size(), "migration") + " to adopt " + from;
    }

    private static Cell head(String text, Palette palette) {
        return new Cell(text, palette::faint);
    }

    private static Cell[] cells(Adoption.Row row, Palette palette) {
        Duration took = row.applied().duration();
        return new Cell[] {
            Cell.plain(row.id().toString()),
            Cell.plain(row.description()),
            new Cell(Words.of(row.state()), text -> painted(row.state(), text, palette)),
            new Cell(Words.of(row.file()), text -> painted(row.file(), text, palette)),
            Cell.plain(Times.text(row.applied().at())),
            Cell.plain(took.isZero() ? "" : Spans.text(took)),
            Cell.plain(row.applied().by())
        };
    }

    private static String painted(Adoption.State state, String text, Palette palette) {
        return state == Adoption.State.DIRTY ? palette.bad(text) : palette.good(text);
    }

    private static String painted(Adoption.FileState file, String text, Palette palette) {
        return switch (file) {
            case SAME, UNVERIFIED -> palette.good(text);
            case EDITED -> palette.bad(text);
            case ABSENT -> palette.pending(text);
        };
    }

    @Override
    public void write(Json json) {
        json.text("from", adoption.tool());
        json.text("table", adoption.table());
        json.flag("done", tense == Tense.DONE);
        ReportAnswer.version(json, "version", adoption.to());
        json.array("migrations", () -> adoption.rows().forEach(row -> json.element(() -> write(json, row))));
    }

    private static void write(Json json, Adoption.Row row) {
        ReportAnswer.id(json, row.id(), row.description());
        json.text("script", row.script());
        json.text("state", Words.of(row.state()));
        json.text("file", Words.of(row.file()));
        json.text("appliedAt", Times.iso(row.applied().at()));
        json.text("appliedBy", row.applied().by());
        json.number("durationMillis", row.applied().duration().toMillis());
    }
}
