package dev.lockstep.cli.output;

import java.time.Duration;

/**
 * The database answers.
 *
 * @param database the database, as it is shown
 * @param waited how long that took
 */
public record WaitAnswer(String database, Duration waited) implements Answer {

    @Override
    public void tell(Voice voice) {
        voice.summary(database + " answers, after " + Spans.text(waited));
    }

    @Override
    public void write(Json json) {
        json.number("waitedMillis", waited.toMillis());
    }
}
