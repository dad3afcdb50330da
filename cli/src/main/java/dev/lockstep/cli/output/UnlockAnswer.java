package dev.lockstep.cli.output;

import dev.lockstep.model.Holder;
import java.util.Optional;

/**
 * Whose session was ended.
 *
 * @param ended empty if nobody held the lock
 */
public record UnlockAnswer(Optional<Holder> ended) implements Answer {

    @Override
    public void tell(Voice voice) {
        voice.result(ended.map(holder -> "session " + holder.session().id()
                        + " is ended, and the lock is free; 'lockstep migrate' goes on where it was")
                .orElse("nobody holds the lock: there is nothing to unlock"));
    }

    @Override
    public void write(Json json) {
        json.flag("ended", ended.isPresent());
        ended.ifPresent(holder -> LockAnswer.write(json, holder));
    }
}
