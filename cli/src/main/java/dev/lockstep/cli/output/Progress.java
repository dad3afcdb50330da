package dev.lockstep.cli.output;

import dev.lockstep.cli.config.Level;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.Holder;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Report;
import java.util.Optional;

/** Tells what happens during a run, as it happens. */
public final class Progress implements Event.Listener, AutoCloseable {
    private final Voice voice;
    private final Optional<LiveLine> live;

    /** Tells it with this voice. */
    public Progress(Voice voice) {
        this.voice = voice;
        this.live = voice.hasLiveLine() ? Optional.of(new LiveLine(voice)) : Optional.empty();
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StatementStarted started) {
            live.ifPresent(line -> line.statement(started.statement()));
            if (voice.tells(Level.DEBUG)) {
                voice.detail("  " + started.statement().number() + "  "
                        + started.statement().excerpt());
            }
        } else if (event instanceof Event.StepStarted started) {
            stepStarted(started);
        } else if (event instanceof Event.StepFinished finished) {
            live.ifPresent(LiveLine::end);
            voice.say(text(finished.done()));
        } else if (event instanceof Event.Planned planned) {
            planned.plan().notes().forEach(voice::note);
        } else if (event instanceof Event.Resumed resumed) {
            voice.say(
                    "going on with " + label(resumed.step().id(), resumed.step().description()) + " at statement "
                            + resumed.statement() + ": " + resumed.because());
        } else if (event instanceof Event.Waiting waiting) {
            voice.say("waiting for the lock, held by "
                    + waiting.holder().map(Holder::toString).orElse("a session that does not show"));
        } else if (event instanceof Event.Note note) {
            voice.note(note.text());
        }
    }

    private void stepStarted(Event.StepStarted started) {
        String verb = started.step().direction() == Direction.UP ? "applying " : "taking back ";
        String line = verb + label(started.step().id(), started.step().description()) + " (" + started.number() + " of "
                + started.of() + ")";
        live.ifPresentOrElse(
                shown -> shown.begin(line, started.step().outline().statements(), started.of() - started.number()),
                () -> voice.say(line));
    }

    private String text(Report.Done done) {
        String verb = done.direction() == Direction.UP ? "applied " : "took back ";
        return voice.errPalette().good(verb) + label(done.id(), done.description()) + " in "
                + Spans.text(done.duration()) + " (" + Spans.count(done.statements(), "statement") + ")";
    }

    /** How people are told of a migration. */
    static String label(MigrationId id, String description) {
        return id.kind() == Kind.VERSIONED ? (id + " " + description).strip() : id.toString();
    }

    @Override
    public void close() {
        live.ifPresent(LiveLine::close);
    }
}
