package dev.lockstep.cli.output;

import dev.lockstep.model.Report;

/**
 * What was recorded without executing anything.
 *
 * @param report with one note for each row that was written
 * @param otherwise what is said if none was
 */
public record UpkeepAnswer(Report report, String otherwise) implements Answer {

    @Override
    public void tell(Voice voice) {
        report.notes().forEach(note -> voice.result("recorded: " + note));
        if (report.notes().isEmpty()) {
            voice.summary(otherwise);
        }
    }

    @Override
    public void write(Json json) {
        json.texts("recorded", report.notes());
        ReportAnswer.version(json, "version", report.to());
    }
}
