package dev.lockstep.cli.output;

import dev.lockstep.model.Holder;
import java.util.Optional;

/**
 * Who holds the lock.
 *
 * @param holder empty if nobody does
 */
public record LockAnswer(Optional<Holder> holder) implements Answer {

    @Override
    public void tell(Voice voice) {
        voice.result(
                holder.map(held -> "the lock is held by " + Progress.text(held)).orElse("nobody holds the lock"));
    }

    @Override
    public void write(Json json) {
        json.flag("held", holder.isPresent());
        holder.ifPresent(held -> write(json, held));
    }

    static void write(Json json, Holder holder) {
        json.object("holder", () -> {
            json.text("session", holder.session());
            json.text("owner", holder.owner());
            json.text("activity", holder.activity());
            json.text("since", holder.since().map(Times::iso));
        });
    }
}
