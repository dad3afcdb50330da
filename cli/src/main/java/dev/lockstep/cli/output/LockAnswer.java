package dev.lockstep.cli.output;

import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Holder;
import dev.lockstep.model.LockStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who holds the lock, and who waits for it.
 *
 * @param status what the engine found
 */
public record LockAnswer(LockStatus status) implements Answer {

    @Override
    public void tell(Voice voice) {
        status.holder()
                .ifPresentOrElse(
                        held -> lines(held).forEach(voice::result), () -> voice.result("nobody holds the lock"));
        status.waiters().forEach(waiter -> voice.result("waiting for it: " + waiter.name()));
        status.holder().ifPresent(held -> voice.result("to go on: " + held.remedy()));
    }

    /** Who holds it, and below that each thing that is known of the holder on a line. */
    public static List<String> lines(Holder holder) {
        DatabaseSession session = holder.session();
        List<String> lines = new ArrayList<>(List.of("the lock is held by " + session.name(), "  " + session.doing()));
        session.blockers().forEach(blocker -> lines.add("  in its way: " + blocker));
        holder.work().ifPresent(work -> lines.add("  " + work));
        if (holder.isClientGone()) {
            lines.add("  its process is not to be seen on this machine any more");
        }
        return lines;
    }

    @Override
    public void write(Json json) {
        json.flag("held", status.holder().isPresent());
        status.holder().ifPresent(held -> write(json, held));
        json.array("waiters", () -> status.waiters().forEach(waiter -> json.element(() -> name(json, waiter))));
    }

    static void write(Json json, Holder holder) {
        json.object("holder", () -> {
            fields(json, holder.session());
            json.flag("clientGone", holder.isClientGone());
            json.text("remedy", holder.remedy());
            holder.work()
                    .ifPresent(work -> json.object("work", () -> {
                        json.text("migration", work.migration().toString());
                        json.text("direction", Words.of(work.direction()));
                        json.number("done", work.done());
                        json.number("total", work.total());
                        json.text("by", work.by());
                        json.text("since", Times.iso(work.since()));
                    }));
        });
    }

    /** What one who waits does, is to ask again and again. */
    private static void name(Json json, DatabaseSession session) {
        json.text("session", session.id());
        json.text("user", session.user());
        json.text("address", session.address());
        json.text("application", session.application());
    }

    static void fields(Json json, DatabaseSession session) {
        name(json, session);
        json.text("activity", session.activity().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.text("statement", session.statement());
        json.text("since", session.since().map(Times::iso));
        session.progress()
                .ifPresent(progress -> json.object("progress", () -> {
                    json.text("phase", progress.phase());
                    progress.percent().ifPresent(percent -> json.number("percent", Math.round(percent)));
                }));
        json.array("blockers", () -> session.blockers().forEach(blocker -> json.element(() -> fields(json, blocker))));
    }
}
