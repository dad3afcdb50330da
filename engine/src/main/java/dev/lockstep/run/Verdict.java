package dev.lockstep.run;

import dev.lockstep.history.Action;
import dev.lockstep.history.HistoryEntry;
import dev.lockstep.history.HistoryEntry.State;
import dev.lockstep.history.Ledger;
import dev.lockstep.model.Resolution;
import dev.lockstep.run.Progress.Intent;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person's word makes of a dirty row. The word is about what is open: the statement in flight if there is one, else
 * the whole migration.
 *
 * @param state what the dirty row becomes
 * @param word how the history tells what was said
 * @param note what the person is told
 */
record Verdict(State state, String word, String note) {

    static Verdict of(HistoryEntry dirty, Resolution resolution) {
        Progress progress = Progress.parse(dirty.state().progress());
        return switch (resolution) {
            case APPLIED ->
                progress.intent()
                        .map(intent -> executed(dirty, progress, intent))
                        .orElseGet(() -> settled(dirty, resolution, "it counts as applied"));
            case REVERTED -> settled(dirty, resolution, "it counts as not applied");
            case RETRY ->
                new Verdict(
                        open(dirty, progress.withoutIntent()),
                        Ledger.column(resolution),
                        "the next " + command(dirty) + " goes on at statement " + (progress.done() + 1));
        };
    }

    /** The statement in flight took effect: the step goes on behind it, or is finished if it was the last one. */
    private static Verdict executed(HistoryEntry dirty, Progress progress, Intent intent) {
        String word = Ledger.column(Resolution.APPLIED, intent.statement());
        int total = dirty.state().total();
        if (intent.statement() >= total) {
            String counts = dirty.action() == Action.DOWN ? "it counts as taken back" : "it counts as applied";
            State finished = State.finished(total, Duration.ZERO);
            return new Verdict(finished, word, "statement " + total + ", its last one, took effect: " + counts);
        }
        String note = "statement " + intent.statement() + " counts as executed; the next " + command(dirty)
                + " goes on at statement " + (intent.statement() + 1);
        return new Verdict(open(dirty, progress.done(intent.statement(), intent.hash())), word, note);
    }

    /** The interrupted row stays readable, but is dirty no more. */
    private static Verdict settled(HistoryEntry dirty, Resolution resolution, String note) {
        return new Verdict(dirty.state().settled(), Ledger.column(resolution), note);
    }

    private static State open(HistoryEntry dirty, Progress progress) {
        State state = dirty.state();
        Optional<String> error = state.error();
        return new State(true, state.total(), progress.done(), progress.text(), error, state.duration());
    }

    private static String command(HistoryEntry dirty) {
        return dirty.action() == Action.DOWN ? "'lockstep down'" : "'lockstep migrate'";
    }
}
