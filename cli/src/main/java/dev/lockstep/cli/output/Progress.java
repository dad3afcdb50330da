package dev.lockstep.cli.output;

import dev.lockstep.cli.config.Level;
import dev.lockstep.model.DatabaseSession;
import dev.lockstep.model.Direction;
import dev.lockstep.model.Event;
import dev.lockstep.model.Holder;
import dev.lockstep.model.Kind;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Report;
import dev.lockstep.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what happens during a run, as it happens. */
public final class Progress implements Event.Listener, AutoCloseable {
    private final Voice voice;
    private final Optional<Json> json;
    private final Optional<LiveLine> live;
    private volatile Optional<Event.StatementStarted> current = Optional.empty();
    private List<String> inTheWay = List.of();

    /** Tells it with this voice, and what keeps the run waiting in the document too, if there is one. */
    public Progress(Voice voice, Optional<Json> json) {
        this.voice = voice;
        this.json = json;
        this.live = voice.hasLiveLine() ? Optional.of(new LiveLine(voice)) : Optional.empty();
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StatementStarted started) {
            current = Optional.of(started);
            live.ifPresent(line -> line.statement(started.statement()));
            if (voice.tells(Level.DEBUG)) {
                voice.detail("  " + started.statement().number() + "  "
                        + started.statement().excerpt());
            }
        } else if (event instanceof Event.StepStarted started) {
            stepStarted(started);
        } else if (event instanceof Event.StepFinished finished) {
            current = Optional.empty();
            live.ifPresent(LiveLine::end);
            voice.say(text(finished.done()));
        } else if (event instanceof Event.Planned planned) {
            planned.plan().notes().forEach(voice::note);
        } else if (event instanceof Event.Resumed resumed) {
            voice.say(text(resumed));
        } else if (event instanceof Event.Waiting waiting) {
            waiting(waiting);
        } else if (event instanceof Event.Heartbeat heartbeat) {
            heartbeat(heartbeat);
        } else if (event instanceof Event.Blocked blocked) {
            blocked(blocked);
        } else if (event instanceof Event.Note note) {
            voice.note(note.text());
        }
    }

    private void waiting(Event.Waiting waiting) {
        String waited = waiting.waited().toSeconds() == 0 ? "" : " (" + Spans.text(waiting.waited()) + " so far)";
        voice.say("waiting for the lock, held by "
                + waiting.holder().map(Holder::toString).orElse("a session that does not show") + waited);
        json.ifPresent(document -> document.event("waiting", () -> {
            document.number("waitedMillis", waiting.waited().toMillis());
            waiting.holder().ifPresent(holder -> LockAnswer.write(document, holder));
        }));
    }

    private void heartbeat(Event.Heartbeat heartbeat) {
        String seen = heartbeat.session().map(Progress::seen).orElse("");
        live.ifPresent(line -> line.seen(seen));
        if (live.isEmpty() || isSomebodyElseInTheWay(heartbeat)) {
            voice.say(current.map(Progress::statement).orElse("still at it") + " after "
                    + Spans.text(heartbeat.elapsed()) + (seen.isEmpty() ? "" : ": " + seen));
        }
        json.ifPresent(document -> document.event("heartbeat", () -> {
            current.ifPresent(started -> {
                document.text("migration", started.step().id().toString());
                document.number("statement", started.statement().number());
            });
            document.number("elapsedMillis", heartbeat.elapsed().toMillis());
            heartbeat
                    .session()
                    .ifPresent(session -> document.object("session", () -> LockAnswer.fields(document, session)));
        }));
    }

    /** The line that moves ends at the terminal's edge, so who is in the way is told on a line that stays, once. */
    private boolean isSomebodyElseInTheWay(Event.Heartbeat heartbeat) {
        List<String> before = inTheWay;
        inTheWay = heartbeat.session().map(DatabaseSession::blockers).orElse(List.of()).stream()
                .map(DatabaseSession::id)
                .toList();
        return !before.containsAll(inTheWay);
    }

    private static String statement(Event.StatementStarted started) {
        return label(started.step()) + ": still at statement "
                + started.statement().number() + " of "
                + started.step().outline().statements();
    }

    /** How far the statement is, and who is in its way. */
    private static String seen(DatabaseSession session) {
        List<String> parts = new ArrayList<>();
        session.progress().ifPresent(progress -> parts.add(progress.toString()));
        if (session.activity() == DatabaseSession.Activity.BLOCKED) {
            parts.add("blocked");
        }
        session.blockers().forEach(blocker -> parts.add("in its way: " + blocker));
        return String.join("; ", parts);
    }

    private void blocked(Event.Blocked blocked) {
        String who = blocked.blockers().isEmpty()
                ? ""
                : "; in its way: "
                        + blocked.blockers().stream()
                                .map(DatabaseSession::toString)
                                .collect(Collectors.joining("; "));
        voice.say(label(blocked.step()) + ": statement " + blocked.statement()
                + " waited for what others have locked, and gives way; again in " + Spans.text(blocked.pause()) + " ("
                + blocked.retry() + " of " + blocked.of() + ")" + who);
        json.ifPresent(document -> document.event("blocked", () -> {
            document.text("migration", blocked.step().id().toString());
            document.number("statement", blocked.statement());
            document.number("retry", blocked.retry());
            document.number("of", blocked.of());
            document.number("pauseMillis", blocked.pause().toMillis());
            document.array(
                    "blockers",
                    () -> blocked.blockers()
                            .forEach(blocker -> document.element(() -> LockAnswer.fields(document, blocker))));
        }));
    }

    private void stepStarted(Event.StepStarted started) {
        String verb = started.step().direction() == Direction.UP ? "applying " : "taking back ";
        String line = verb + label(started.step()) + " (" + started.number() + " of " + started.of() + ")";
        live.ifPresentOrElse(
                shown -> shown.begin(line, started.step().outline().statements(), started.of() - started.number()),
                () -> voice.say(line));
    }

    private static String text(Event.Resumed resumed) {
        int total = resumed.step().outline().statements();
        String where = resumed.statement() > total
                ? " behind its last statement, " + total
                : " at statement " + resumed.statement();
        return "resuming " + resumed.step().id() + where + " of " + total + ": " + resumed.because();
    }

    private String text(Report.Done done) {
        String verb = done.direction() == Direction.UP ? "applied " : "took back ";
        return voice.errPalette().good(verb) + label(done.id(), done.description()) + " in "
                + Spans.text(done.duration()) + " (" + Spans.count(done.statements(), "statement") + ")";
    }

    private static String label(Step step) {
        return label(step.id(), step.description());
    }

    /** How people are told of a migration. */
    static String label(MigrationId id, String description) {
        return id.kind() == Kind.VERSIONED ? (id + " " + description).strip() : id.toString();
    }

    @Override
    public void close() {
        live.ifPresent(LiveLine::close);
        json.ifPresent(Json::endEvents);
    }
}
