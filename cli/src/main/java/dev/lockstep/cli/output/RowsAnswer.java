package dev.lockstep.cli.output;

import dev.lockstep.model.Status;
import java.util.List;

/** What a person is shown before the question whether the history is to follow the files. */
public final class RowsAnswer {
    private RowsAnswer() {}

    /** Shows the migrations that differ, on the way to a question. */
    public static void show(List<Status.Row> rows, Voice voice) {
        voice.error(Spans.count(rows.size(), "migration") + " differ from what was applied:");
        for (Status.Row row : rows) {
            voice.error("  " + Progress.label(row.id(), row.description()) + "  " + Words.of(row.state()) + "  ("
                    + row.script() + ")");
        }
    }
}
