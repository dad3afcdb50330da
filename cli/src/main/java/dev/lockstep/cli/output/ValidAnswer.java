package dev.lockstep.cli.output;

import java.util.List;

/**
 * All scripts can be read, and agree with the history where that was asked.
 *
 * @param migrations how many there are
 * @param what what was found to be right, as a clause
 * @param notes what should be known
 */
public record ValidAnswer(int migrations, String what, List<String> notes) implements Answer {
    /** Copies the list. */
    public ValidAnswer {
        notes = List.copyOf(notes);
    }

    @Override
    public void tell(Voice voice) {
        notes.forEach(voice::note);
        voice.summary(voice.palette().good(Spans.count(migrations, "migration") + " " + what));
    }

    @Override
    public void write(Json json) {
        json.number("migrations", migrations);
    }
}
