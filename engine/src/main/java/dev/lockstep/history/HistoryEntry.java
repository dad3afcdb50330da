package dev.lockstep.history;

import dev.lockstep.model.Checksum;
import dev.lockstep.model.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the history table.
 *
 * @param id the order, and the claim
 * @param migration what it is about
 * @param description the migration's description
 * @param action what was done
 * @param script which script, if any
 * @param state how far it came
 * @param stamp who did it and when
 */
public record HistoryEntry(
        long id,
        MigrationId migration,
        String description,
        Action action,
        ScriptPrint script,
        State state,
        Stamp stamp) {

    /** The same row with another state. */
    public HistoryEntry with(State changed) {
        return new HistoryEntry(id, migration, description, action, script, changed, stamp);
    }

    /**
     * The script of a row, as it was.
     *
     * @param name its file
     * @param checksum over its tokens; empty where no file is expected
     * @param rawChecksum over its bytes; empty where no file is expected
     * @param hasDown whether the row holds a down script
     */
    public record ScriptPrint(
            String name, Optional<Checksum> checksum, Optional<Checksum> rawChecksum, boolean hasDown) {
        /** No script at all. */
        public static final ScriptPrint NONE = new ScriptPrint("", Optional.empty(), Optional.empty(), false);
    }

    /**
     * How far a step came.
     *
     * @param dirty whether it began and did not end
     * @param total how many statements it has
     * @param done how many of them are durable
     * @param progress what resuming needs to know; for a row of {@link Action#RESOLVE} how it was resolved; else empty
     * @param error what went wrong last, if anything did
     * @param duration how long it took; zero while it is not finished
     */
    public record State(
            boolean dirty, int total, int done, String progress, Optional<String> error, Duration duration) {
        /** The state of a step that ended. */
        public static State finished(int total, Duration duration) {
            return new State(false, total, total, "", Optional.empty(), duration);
        }

        /** The state of a step in the middle. */
        public static State dirty(int total, int done, String progress) {
            return new State(true, total, done, progress, Optional.empty(), Duration.ZERO);
        }

        /** The same, dirty no more, since something else has settled it. */
        public State settled() {
            return new State(false, total, done, progress, error, duration);
        }

        /** The same, with what went wrong. */
        public State failed(String message) {
            return new State(dirty, total, done, progress, Optional.of(message), duration);
        }
    }

    /**
     * Who did it and when.
     *
     * @param by database user, host and process
     * @param at when it began
     * @param toolVersion the release of Lockstep that did it
     */
    public record Stamp(String by, Instant at, String toolVersion) {}
}
