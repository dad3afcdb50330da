package dev.lockstep.foreign;

import dev.lockstep.model.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One migration in the history of another tool.
 *
 * @param id the migration, as the files at hand call it
 * @param description what the tool says of it; empty if it says nothing
 * @param script the file that the tool names; empty if it names none
 * @param state how it stands
 * @param stamp who did it and when
 * @param checksum what the tool recorded of the file; empty if it recorded nothing
 */
public record ForeignRow(
        MigrationId id, String description, String script, State state, Stamp stamp, Optional<String> checksum) {

    /** A row of a tool that keeps no more than versions. */
    public static ForeignRow of(MigrationId id, State state, Stamp stamp) {
        return new ForeignRow(id, "", "", state, stamp, Optional.empty());
    }

    /** How a migration stands in another tool's history. */
    public sealed interface State {
        /** It was applied. */
        record Applied() implements State {}

        /** Everything up to it counts as applied. */
        record Baseline() implements State {}

        /**
         * It began and did not end well.
         *
         * @param because what the tool knows of it, as a clause
         */
        record Dirty(String because) implements State {}

        /** It was applied. */
        State APPLIED = new Applied();

        /** Everything up to it counts as applied. */
        State BASELINE = new Baseline();
    }

    /**
     * Who did it and when.
     *
     * @param by the user; empty if the tool does not record that
     * @param at when; empty if the tool does not record that
     * @param duration how long it took; zero if the tool does not record that
     */
    public record Stamp(String by, Optional<Instant> at, Duration duration) {
        /** Nothing is known. */
        public static final Stamp UNKNOWN = new Stamp("", Optional.empty(), Duration.ZERO);

        /** Only the time is known. */
        public static Stamp at(Optional<Instant> time) {
            return new Stamp("", time, Duration.ZERO);
        }
    }
}
